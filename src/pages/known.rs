//! What is known of something that facts refer to: how much of each kind, and the facts in the order of time, those of a
//! source in the order of its text.

use std::sync::Arc;

use serde_json::Value as Json;

use super::address::Address;
use super::cell::Teller;
use super::link::Link;
use super::row::{Row, having, rows};
use super::said::count;
use super::table::{Table, table};
use crate::kinds::{FACTS, SOURCES, facts};
use crate::limits::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::model::{Column, Kind, Role, Value};
use crate::query::Query;
use crate::store::{Error, Store};

/// What the table of facts shows.
const FIELDS: [&str; 4] = ["date", "title", "value", "kind"];

/// What is known of something.
#[derive(Debug)]
pub struct Known {
    /// How many facts in all.
    pub total: String,
    /// The list of them.
    pub all: String,
    /// How many of each kind, with the lists.
    pub kinds: Vec<(Link, String)>,
    /// The facts.
    pub table: Table,
    /// The same as they are in their list.
    pub rows: Vec<Row>,
    /// Whether there are more.
    pub is_more: bool,
}

/// The facts about something; `None` for a fact itself and for what facts do not refer to.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn known(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    kind: &'static Kind,
    id: &str,
) -> Result<Option<Known>, Error> {
    let Some(column) = refers(kind).filter(|_| kind.role == Role::Reference) else { return Ok(None) };
    let is_text = *kind == SOURCES;
    let mut query = having(&FACTS, column, [id]);
    query.limit = Some(if is_text { MAX_LIMIT } else { DEFAULT_LIMIT });
    let (total, kinds) = (store.total(&query).await?, tally(store, teller, &query, column, id).await?);
    let mut rows = rows(store, teller.reader, query.clone()).await?;
    if is_text {
        rows.sort_by_key(|row| paragraphs(row, id).min());
    }
    let address = Address::of("/facts").with(column.param, id);
    let has = |name: &&str| rows.iter().any(|row| row.get(*name).is_some_and(|value| !value.is_null()));
    let fields = FIELDS.into_iter().chain((!is_text).then_some("sources")).filter(has).collect();
    let is_more = total > rows.len() as u64;
    Ok(Some(Known {
        total: count(total, teller.reader.language),
        all: teller.reader.href(&address),
        kinds,
        table: table(teller, &Query { fields: Some(fields), ..query }, &address, &rows),
        rows,
        is_more,
    }))
}

/// The column by which facts refer to a kind.
pub fn refers(kind: &'static Kind) -> Option<&'static Column> {
    FACTS.columns().find(|column| column.shown && column.targets().0 == [kind] && column.param != column.name)
}

/// The paragraphs of a source in which a fact was read.
pub fn paragraphs<'a>(row: &'a Row, source: &'a str) -> impl Iterator<Item = u64> + 'a {
    let entries = row.get("evidence").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    entries.iter().filter(move |entry| entry["source"] == source).filter_map(|entry| entry["paragraph"].as_u64())
}

/// How many facts of each kind a query finds, with their lists.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn tally(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    column: &Column,
    id: &str,
) -> Result<Vec<(Link, String)>, Error> {
    let Some(by) = FACTS.column("kind") else { return Ok(Vec::new()) };
    let counted = store.count(query, &[by]).await?;
    let link = |group: &crate::index::Group| {
        let Some(Value::Text(singular)) = counted.values(group).pop() else { return None };
        let kind = facts().find(|kind| kind.singular == singular)?;
        let address = Address::of(&format!("/{}", kind.name)).with(column.param, id);
        let number = count(u64::from(group.0.0), teller.reader.language);
        Some((Link::to(teller.reader.href(&address), teller.kind(kind)), number))
    };
    Ok(counted.groups.iter().filter_map(link).collect())
}
