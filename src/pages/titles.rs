//! What facts are called that rows lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::link::Link;
use super::reader::Reader;
use super::table::home;
use crate::kinds::FACTS;
use crate::limits::MAX_LIMIT;
use crate::model::{Kind, Value};
use crate::query::{Condition, Query, Test};
use crate::store::{Error, Store};

/// The facts that rows of a kind lead to, by their ids.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn titles(
    store: &Arc<Store>,
    reader: &Reader,
    kind: &'static Kind,
    rows: &[Map<String, Json>],
) -> Result<BTreeMap<String, Link>, Error> {
    let columns: Vec<&str> =
        kind.shown().filter(|column| column.targets().0.contains(&&FACTS)).map(|column| column.name).collect();
    let cells = rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.get(*column)));
    let ids: BTreeSet<&str> = cells
        .flat_map(|cell| match cell {
            Json::Array(ids) => ids.iter().filter_map(Json::as_str).collect(),
            id => id.as_str().into_iter().collect::<Vec<_>>(),
        })
        .collect();
    let found = facts_of(store, reader, ids.into_iter()).await?;
    let link = |row: Map<String, Json>| {
        let id = row.get("id")?.as_str()?.to_owned();
        let title = row.get("title").and_then(Json::as_str).unwrap_or(&id).to_owned();
        let href = reader.link(&format!("/{}/{id}", home(&FACTS, &row)));
        Some((id, Link::to(href, title)))
    };
    Ok(found.into_iter().filter_map(link).collect())
}

/// Some facts, with the columns that all share.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn facts_of(
    store: &Arc<Store>,
    reader: &Reader,
    ids: impl Iterator<Item = &str>,
) -> Result<Vec<Map<String, Json>>, Error> {
    let values: Vec<Value> = ids.take(MAX_LIMIT as usize).map(|id| Value::Text(id.to_owned())).collect();
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let condition = FACTS.column("id").map(|column| Condition { column, test: Test::AnyOf, values });
    let language = (reader.language != "en").then_some(reader.language);
    let query =
        Query { conditions: condition.into_iter().collect(), limit: Some(MAX_LIMIT), language, ..Query::all(&FACTS) };
    let page = store.page(&query).await?;
    Ok(serde_json::from_str(&format!("[{}]", page.rows)).unwrap_or_default())
}
