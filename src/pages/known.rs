//! What is known of something that facts refer to: how much of each kind, and the facts in the order of time.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::address::Address;
use super::cell::Teller;
use super::link::Link;
use super::said::count;
use super::table::{Table, table};
use crate::kinds::{FACTS, facts};
use crate::limits::DEFAULT_LIMIT;
use crate::model::{Column, Kind, Role, Value};
use crate::query::{Condition, Query, Test};
use crate::store::{Error, Store};

/// What is known of something.
#[derive(Debug)]
pub struct Known {
    /// How many facts in all.
    pub total: String,
    /// The list of them.
    pub all: String,
    /// How many of each kind, with the lists.
    pub kinds: Vec<(Link, String)>,
    /// The first of them.
    pub table: Table,
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
    let refers = |column: &&'static Column| column.shown && column.targets().0 == [kind] && column.param != column.name;
    let Some(column) = FACTS.columns().find(refers).filter(|_| kind.role == Role::Reference) else { return Ok(None) };
    let conditions = vec![Condition { column, test: Test::AnyOf, values: vec![Value::Text(id.to_owned())] }];
    let language = (teller.reader.language != "en").then_some(teller.reader.language);
    let fields = ["date", "title", "value", "kind", "sources"];
    let query = Query { conditions, language, ..Query::all(&FACTS) };
    let page = store.page(&query).await?;
    let rows: Vec<Map<String, Json>> = serde_json::from_str(&format!("[{}]", page.rows)).unwrap_or_default();
    let address = Address::of("/facts").with(column.param, id);
    let shown = Query { fields: Some(fields.into()), ..query.clone() };
    Ok(Some(Known {
        total: count(page.total, teller.reader.language),
        all: teller.reader.href(&address),
        kinds: kinds(store, teller, &query, column, id).await?,
        table: table(teller, &shown, &address, &rows),
        is_more: page.total > u64::from(DEFAULT_LIMIT),
    }))
}

/// How many facts of each kind there are, with their lists.
async fn kinds(
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
        Some((
            Link::to(teller.reader.href(&address), teller.kind(kind)),
            count(u64::from(group.0.0), teller.reader.language),
        ))
    };
    Ok(counted.groups.iter().filter_map(link).collect())
}
