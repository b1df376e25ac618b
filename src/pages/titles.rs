//! What facts are called that rows lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Json;

use super::link::Link;
use super::reader::Reader;
use super::row::{Row, having, rows, text};
use super::table::home;
use crate::kinds::FACTS;
use crate::limits::MAX_LIMIT;
use crate::model::{Column, Kind, Type};
use crate::store::{Error, Store};

/// The facts that rows of a kind lead to, by their ids.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn titles(
    store: &Arc<Store>,
    reader: &Reader,
    kind: &'static Kind,
    shown: &[Row],
) -> Result<BTreeMap<String, Link>, Error> {
    let columns: Vec<&str> = kind.shown().filter(|column| leads_to_facts(column)).map(|column| column.name).collect();
    let cells = shown.iter().flat_map(|row| columns.iter().filter_map(|column| row.get(*column)));
    let ids: BTreeSet<&str> = cells
        .flat_map(|cell| match cell {
            Json::Array(ids) => ids.iter().filter_map(Json::as_str).collect(),
            id => id.as_str().into_iter().collect::<Vec<_>>(),
        })
        .collect();
    let found = facts_of(store, reader, ids.into_iter()).await?;
    let link = |row: Row| {
        let href = reader.link(&format!("/{}/{}", home(&FACTS, &row), text(&row, "id")));
        (text(&row, "id").to_owned(), Link::to(href, text(&row, "title")))
    };
    Ok(found.into_iter().map(link).collect())
}

/// Whether a column has ids of facts: what versions changed has them as text, since some of these facts are gone.
pub fn leads_to_facts(column: &Column) -> bool {
    column.targets().0.contains(&&FACTS) || column.name == "fact" && matches!(column.ty, Type::Text)
}

/// Some facts, with the columns that all share.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn facts_of(store: &Arc<Store>, reader: &Reader, ids: impl Iterator<Item = &str>) -> Result<Vec<Row>, Error> {
    let ids: Vec<&str> = ids.take(MAX_LIMIT as usize).collect();
    match FACTS.column("id").filter(|_| !ids.is_empty()) {
        Some(column) => rows(store, reader, having(&FACTS, column, ids)).await,
        None => Ok(Vec::new()),
    }
}
