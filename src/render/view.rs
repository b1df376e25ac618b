//! A row as a request wants to see it, where that is not how it was rendered: as of a day.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::csv;
use crate::query::Query;

/// How a request wants its rows.
#[derive(Debug, Clone)]
pub struct View {
    as_of: String,
    /// Since when each source can be read.
    sources: BTreeMap<String, String>,
}

impl View {
    /// The view of a query; `None` when its rows are wanted as they are.
    pub fn of(query: &Query, sources: &BTreeMap<String, String>) -> Option<Self> {
        query.as_of.as_ref().map(|day| Self { as_of: day.clone(), sources: sources.clone() })
    }

    /// A rendered row, looked at again.
    pub fn json(&self, row: &str) -> String {
        self.object(row).map_or_else(|| row.to_owned(), |object| object.to_string())
    }

    /// The same as a CSV line.
    pub fn csv(&self, row: &str) -> String {
        let object = self.object(row);
        let cells = object.as_ref().and_then(Json::as_object).into_iter().flat_map(serde_json::Map::values);
        csv::row(cells.map(csv::json_cell))
    }

    fn object(&self, row: &str) -> Option<Json> {
        let mut object: Json = serde_json::from_str(row).ok()?;
        keep(&mut object, "evidence", |entry| {
            let source = entry["source"].as_str().and_then(|source| self.sources.get(source));
            source.is_some_and(|day| *day <= self.as_of)
        });
        keep(&mut object, "related", |entry| entry["known_since"].as_str().is_some_and(|day| *day <= *self.as_of));
        Some(object)
    }
}

/// Keep the entries of a list that pass.
fn keep(object: &mut Json, column: &str, pass: impl Fn(&Json) -> bool) {
    if let Some(entries) = object.get_mut(column).and_then(Json::as_array_mut) {
        entries.retain(pass);
    }
}
