//! Relations between facts in words: both facts, and what one does to the other.

use std::sync::Arc;

use super::cell::Teller;
use super::related::{Beside, by_id};
use super::row::{Row, text};
use crate::kinds::RELATIONS;
use crate::model::Kind;
use crate::store::{Error, Store};

/// Two facts and their relation.
#[derive(Debug)]
pub struct Pair {
    /// The fact that does it.
    pub one: Beside,
    /// What it does.
    pub relation: String,
    /// The fact that it does it to.
    pub other: Beside,
    /// Why.
    pub note: String,
}

/// The rows of a list of relations as pairs; nothing for other lists.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn pairs(store: &Arc<Store>, teller: &Teller<'_>, kind: &Kind, rows: &[Row]) -> Result<Vec<Pair>, Error> {
    if *kind != RELATIONS {
        return Ok(Vec::new());
    }
    let ids = rows.iter().flat_map(|row| [text(row, "fact"), text(row, "other")]).filter(|id| !id.is_empty());
    let facts = by_id(store, teller, ids.map(str::to_owned).collect()).await?;
    let fact = |id: &str| facts.get(id).cloned().unwrap_or_default();
    let pair = |row: &Row| Pair {
        one: fact(text(row, "fact")),
        relation: teller.words().t(&format!("relation.{}", text(row, "type"))).to_owned(),
        other: fact(text(row, "other")),
        note: text(row, "note").to_owned(),
    };
    // A query may ask for columns that do not tell which facts they are.
    let is_whole = |row: &&Row| ["fact", "other", "type"].iter().all(|column| row.contains_key(*column));
    Ok(if rows.iter().all(|row| is_whole(&row)) { rows.iter().map(pair).collect() } else { Vec::new() })
}
