//! Rows counted by the values of columns, as objects: a value for each column, and the count.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::index::{Group, Groups};
use crate::limits::{DEFAULT_LIMIT, FACET_VALUES};
use crate::model::{Column, Type, Value};
use crate::query::{Cursor, Query};
use crate::store::{Error, Page, Store};

/// One page of the groups of a query, the largest first, and how many groups there are.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn page(store: &Store, query: &Query) -> Result<Page, Error> {
    let counted = store.count(query, &query.group_by).await?;
    let total = counted.groups.len();
    let start = query.cursor.map_or(0, |cursor| cursor.n as usize).min(total);
    let end = total.min(start + query.limit.unwrap_or(DEFAULT_LIMIT) as usize);
    let row = |group: &Group| Json::Object(object(&counted, &query.group_by, group)).to_string();
    let rows: Vec<String> = counted.groups[start..end].iter().map(row).collect();
    let next = u32::try_from(end).ok().filter(|_| end < total).map(|n| Cursor { n });
    Ok(Page { rows: rows.join(","), total: total as u64, next })
}

/// Every group of a query, in order.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn all(store: &Store, query: &Query) -> Result<impl Iterator<Item = Map<String, Json>> + use<>, Error> {
    let counted: Arc<Groups> = store.count(query, &query.group_by).await?;
    let (by, limit) = (query.group_by.clone(), query.limit.map_or(usize::MAX, |limit| limit as usize));
    Ok((0..counted.groups.len().min(limit)).map(move |at| object(&counted, &by, &counted.groups[at])))
}

/// The most frequent values of each column that a query wants counted, and how many values there are.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn facets(store: &Store, query: &Query) -> Result<Map<String, Json>, Error> {
    let mut facets = Map::new();
    for column in &query.facets {
        let counted = store.count(query, &[column]).await?;
        let value = |group: &Group| {
            let value = counted.values(group).pop().unwrap_or(Value::Null);
            json!({ "value": shown(column, &value), "count": group.0.0 })
        };
        let values: Vec<Json> = counted.groups.iter().take(FACET_VALUES as usize).map(value).collect();
        facets.insert(column.param.to_owned(), json!({ "total": counted.groups.len(), "values": values }));
    }
    Ok(facets)
}

/// A group as an object: its values by the parameters that ask for them, then its count.
fn object(groups: &Groups, by: &[&'static Column], group: &Group) -> Map<String, Json> {
    let values = by.iter().zip(groups.values(group));
    let values = values.map(|(column, value)| (column.param.to_owned(), shown(column, &value)));
    values.chain([("count".to_owned(), json!(group.0.0))]).collect()
}

/// A value as rows show it: the index has truth values as 0 and 1.
fn shown(column: &Column, value: &Value) -> Json {
    match value {
        Value::Integer(truth) if matches!(column.ty, Type::Bool) => json!(*truth != 0),
        value => json!(value),
    }
}
