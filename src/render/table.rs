//! Rows as a table: the columns once, a list of cells for each row, as people and language models read them.

use serde_json::{Map, Value as Json};

use crate::model::Kind;

/// What is told first of a fact; the columns of its kind follow.
const FIRST: [&str; 7] = ["id", "title", "date", "value", "unit", "qualifier", "countries"];
/// What is told after those. The rest, evidence with its words above all, is in the answer for the single fact.
const LAST: [&str; 3] = ["sources", "basis", "note"];

/// Rows of a list in the columns that tell most.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The cells of each row, one for each column.
    pub rows: Vec<Vec<Json>>,
}

impl Table {
    /// The rows of a kind in the columns that `fields` names, else in those that tell most; a column that no row fills is
    /// left out unless it was asked for.
    pub fn of(kind: &Kind, fields: Option<&[&'static str]>, rows: &[Map<String, Json>]) -> Self {
        let is_fact = kind.column("evidence").is_some();
        let columns: Vec<&str> = match fields {
            Some(fields) => fields.to_vec(),
            None if is_fact => {
                let own = kind.columns.iter().map(|column| column.name);
                let all = FIRST.into_iter().chain(own).chain(LAST);
                all.filter(|name| kind.column(name).is_some_and(|column| column.shown)).collect()
            }
            None => kind.shown().map(|column| column.name).collect(),
        };
        let is_filled = |name: &&str| rows.iter().any(|row| row.get(*name).is_some_and(|value| !is_empty(value)));
        let columns = columns.into_iter().filter(|name| fields.is_some() || is_filled(name));
        Self::new(columns.map(str::to_owned).collect(), rows)
    }

    /// The cells of some columns of objects; null where an object has none.
    pub fn new(columns: Vec<String>, rows: &[Map<String, Json>]) -> Self {
        let cells =
            |row: &Map<String, Json>| columns.iter().map(|name| row.get(name).cloned().unwrap_or_default()).collect();
        Self { rows: rows.iter().map(cells).collect(), columns }
    }
}

/// True of what a cell without anything in it holds.
pub fn is_empty(value: &Json) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}
