//! Two countries, or two of anything else that facts refer to, side by side: where a list is limited to two of them.

use std::sync::Arc;

use super::address::Address;
use super::cell::Teller;
use super::known::tally;
use super::link::Link;
use super::related::{Beside, fact};
use super::row::rows;
use super::said::count;
use crate::kinds::FACTS;
use crate::model::{Column, Role, Value};
use crate::query::{Condition, Query, Test};
use crate::store::{Error, Store};

/// How many facts of each are shown side by side.
const SHOWN: u32 = 8;

/// One of the two.
#[derive(Debug)]
pub struct Side {
    /// Its page.
    pub link: Link,
    /// The list of what is known of it alone.
    pub all: Link,
    /// How many facts of each kind.
    pub kinds: Vec<(Link, String)>,
    /// The latest facts.
    pub facts: Vec<Beside>,
}

/// The two sides of a list; nothing where it has not two.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn sides(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    address: &Address,
) -> Result<Vec<Side>, Error> {
    let is_two = |condition: &&Condition| {
        let refers = matches!(condition.column.targets().0, [kind] if kind.role == Role::Reference && **kind != FACTS);
        refers && condition.test == Test::AnyOf && condition.values.len() == 2 && condition.column.is_list()
    };
    let Some(both) = query.conditions.iter().find(is_two).filter(|_| query.kind.column("evidence").is_some()) else {
        return Ok(Vec::new());
    };
    let mut sides = Vec::new();
    for value in &both.values {
        sides.push(side(store, teller, query, address, both.column, value).await?);
    }
    Ok(sides)
}

async fn side(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    address: &Address,
    column: &'static Column,
    value: &Value,
) -> Result<Side, Error> {
    let id = value.to_text().into_owned();
    let mut alone = Query { fields: None, cursor: None, limit: Some(SHOWN), ..query.clone() };
    for condition in alone.conditions.iter_mut().filter(|condition| condition.column == column) {
        condition.values = vec![value.clone()];
    }
    let total = count(store.total(&alone).await?, teller.reader.language);
    let kinds = if *query.kind == FACTS { tally(store, teller, &alone, column, &id).await? } else { Vec::new() };
    let facts = rows(store, teller.reader, alone).await?.iter().map(|row| fact(teller, row)).collect();
    let all = teller.reader.href(&address.without(&["cursor"]).with(column.param, &id));
    Ok(Side { link: teller.value(column, &id.into()), all: Link::to(all, total), kinds, facts })
}
