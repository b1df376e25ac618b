//! A row as a request wants to see it, where that is not how it was rendered: as of a day, some of its columns, its
//! title in another language.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::search::{Search, escaped};
use super::{Query, SNIPPET};
use crate::data::Titles;
use crate::model::{Column, Type};
use crate::render::csv;
use crate::render::lines::Line;

/// How a request wants its rows.
#[derive(Debug, Clone)]
pub struct View<'a> {
    as_of: Option<&'a str>,
    fields: Option<&'a [&'static str]>,
    search: Option<&'a Search>,
    /// The titles in the language asked for, by id.
    titles: Option<&'a BTreeMap<String, String>>,
    /// The columns that hold text.
    texts: Vec<&'static str>,
    /// Since when each source can be read.
    sources: &'a BTreeMap<String, String>,
}

impl<'a> View<'a> {
    /// The view of a query; `None` when its rows are wanted as they are.
    pub fn of(query: &'a Query, sources: &'a BTreeMap<String, String>, titles: &'a Titles) -> Option<Self> {
        let (as_of, fields) = (query.as_of.as_deref(), query.fields.as_deref());
        let prose = |column: &&Column| matches!(column.ty, Type::Text | Type::Texts);
        let texts = || query.kind.shown().filter(prose).map(|column| column.name).collect();
        let search = query.search.as_ref();
        let titles =
            query.language.and_then(|language| titles.get(language)).filter(|_| query.kind.column("topic").is_some());
        let is_other = as_of.is_some() || fields.is_some() || titles.is_some();
        is_other.then(|| Self { as_of, fields, search, titles, texts: texts(), sources })
    }

    /// A row that was rendered as JSON, looked at again.
    pub fn line(&self, row: &str, line: Line) -> String {
        let object = self.object(row).unwrap_or_default();
        match line {
            Line::Json => Json::Object(object).to_string(),
            Line::Csv => csv::cells(object.values().map(csv::json_cell)),
        }
    }

    fn object(&self, row: &str) -> Option<Map<String, Json>> {
        let mut object: Map<String, Json> = serde_json::from_str(row).ok()?;
        if let Some(day) = self.as_of {
            keep(&mut object, "evidence", |entry| {
                let source = entry["source"].as_str().and_then(|source| self.sources.get(source));
                source.is_some_and(|known| known.as_str() <= day)
            });
            keep(&mut object, "related", |entry| entry["known_since"].as_str().is_some_and(|known| known <= day));
        }
        let title = object.get("id").and_then(Json::as_str).and_then(|id| self.titles?.get(id));
        if let Some(title) = title {
            object.insert("title".to_owned(), Json::String(title.clone()));
        }
        let Some(fields) = self.fields else { return Some(object) };
        let value = |field: &&str| match *field {
            SNIPPET => self.snippet(&object).map_or(Json::Null, Json::String),
            column => object.get(column).cloned().unwrap_or_default(),
        };
        Some(fields.iter().map(|field| ((*field).to_owned(), value(field))).collect())
    }

    /// The text of the row in which the words were found, marked; its first text where they were found in the name of
    /// something that the row refers to.
    fn snippet(&self, object: &Map<String, Json>) -> Option<String> {
        let search = self.search?;
        let texts: Vec<Cow<'_, str>> =
            self.texts.iter().filter_map(|column| object.get(*column)).map(csv::json_cell).collect();
        let marked = texts.iter().find_map(|text| search.marked(text));
        marked.or_else(|| texts.first().map(|text| escaped(text)))
    }
}

/// Keep the entries of a list that pass.
fn keep(object: &mut Map<String, Json>, column: &str, pass: impl Fn(&Json) -> bool) {
    if let Some(entries) = object.get_mut(column).and_then(Json::as_array_mut) {
        entries.retain(pass);
    }
}
