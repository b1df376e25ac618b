//! Rows of an answer that a page asks for beside its own.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::reader::Reader;
use crate::data::LANGUAGES;
use crate::limits::MAX_LIMIT;
use crate::model::{Column, Kind, Value};
use crate::query::{Condition, Query, Test};
use crate::store::{Error, Store};

/// A row as its list has it.
pub type Row = Map<String, Json>;

/// The text in a column; empty where there is none.
pub fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).and_then(Json::as_str).unwrap_or_default()
}

/// Rows as the store hands them out: JSON objects, joined by commas.
pub fn read(rows: &str) -> Vec<Row> {
    serde_json::from_str(&format!("[{rows}]")).unwrap_or_default()
}

/// Up to as many rows as a page may have, in the language of the reader.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn rows(store: &Arc<Store>, reader: &Reader, query: Query) -> Result<Vec<Row>, Error> {
    let language = Some(reader.language).filter(|language| *language != LANGUAGES[0]);
    let query = Query { language, limit: query.limit.or(Some(MAX_LIMIT)), ..query };
    Ok(read(&store.page(&query).await?.rows))
}

/// The query for rows of a kind that have any of some texts in a column.
pub fn having<'a>(kind: &'static Kind, column: &'static Column, texts: impl IntoIterator<Item = &'a str>) -> Query {
    let values = texts.into_iter().map(|text| Value::Text(text.to_owned())).collect();
    Query { conditions: vec![Condition { column, test: Test::AnyOf, values }], ..Query::all(kind) }
}
