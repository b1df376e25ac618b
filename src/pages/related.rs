//! What stands beside a fact: those it is related to, those it was computed from and those computed from it, and what
//! happened to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::cell::Teller;
use super::link::Link;
use super::row::{Row, having, rows, text};
use super::said;
use super::table::home;
use super::titles::facts_of;
use super::told::Piece;
use crate::kinds::{CHANGES, FACTS};
use crate::model::Kind;
use crate::store::{Error, Store};

/// Another fact beside this one.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// What this one does to it, or is to it; empty where that is told once for all.
    pub relation: String,
    /// The other fact.
    pub link: Link,
    /// Its figure.
    pub figure: String,
    /// Its period.
    pub period: String,
    /// Its sources.
    pub sources: Vec<Link>,
    /// Why they stand side by side, as the dataset has it.
    pub note: String,
    /// Why it does not count here.
    pub reason: Vec<Piece>,
}

/// What a version did to a fact.
#[derive(Debug)]
pub struct Change {
    /// The version, leading to all that it changed.
    pub version: Link,
    /// What happened.
    pub what: String,
    /// The columns that say something else than before.
    pub columns: Vec<Link>,
}

/// The facts that a fact is related to.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn beside(store: &Arc<Store>, teller: &Teller<'_>, related: Option<&Json>) -> Result<Vec<Beside>, Error> {
    let entries = related.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let told = |entry: &Json, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let ids: Vec<String> = entries.iter().map(|entry| told(entry, "fact")).collect();
    let facts = by_id(store, teller, ids).await?;
    let side = |entry: &Json| Beside {
        relation: teller.words().t(&format!("relation.{}", told(entry, "relation"))).to_owned(),
        note: told(entry, "note"),
        ..facts.get(&told(entry, "fact")).cloned().unwrap_or_default()
    };
    Ok(entries.iter().map(side).collect())
}

/// The facts that a fact was computed from.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn made_of(store: &Arc<Store>, teller: &Teller<'_>, inputs: Option<&Json>) -> Result<Vec<Beside>, Error> {
    let ids = inputs.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let ids = ids.iter().filter_map(Json::as_str).map(str::to_owned).collect();
    Ok(by_id(store, teller, ids).await?.into_values().collect())
}

/// The facts that were computed from a fact.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn makes(store: &Arc<Store>, teller: &Teller<'_>, kind: &Kind, id: &str) -> Result<Vec<Beside>, Error> {
    let Some(column) = FACTS.column("derived_from").filter(|_| kind.is_fact()) else { return Ok(Vec::new()) };
    let rows = rows(store, teller.reader, having(&FACTS, column, [id])).await?;
    Ok(rows.iter().map(|row| fact(teller, row)).collect())
}

/// What happened to a fact, by version.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn changes(store: &Arc<Store>, teller: &Teller<'_>, kind: &Kind, id: &str) -> Result<Vec<Change>, Error> {
    let Some(column) = CHANGES.column("fact").filter(|_| kind.is_fact()) else { return Ok(Vec::new()) };
    let rows = rows(store, teller.reader, having(&CHANGES, column, [id])).await?;
    let labels = teller.labels();
    let called = |name: &str| Link::plain(labels.columns.get(name).map_or(name, String::as_str));
    let change = |row: &Row| {
        let columns = row.get("columns").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        Change {
            version: Link::to(
                teller.reader.link(&format!("/changes?version={}", text(row, "version"))),
                text(row, "version"),
            ),
            what: teller.choice("change", text(row, "change")),
            columns: columns.iter().filter_map(Json::as_str).map(called).collect(),
        }
    };
    Ok(rows.iter().map(change).collect())
}

/// Facts by their ids.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn by_id(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    ids: Vec<String>,
) -> Result<BTreeMap<String, Beside>, Error> {
    let rows = facts_of(store, teller.reader, ids.iter().map(String::as_str)).await?;
    let named = |row: Row| (text(&row, "id").to_owned(), fact(teller, &row));
    Ok(rows.into_iter().map(named).collect())
}

/// A fact with its figure, its period and its sources.
pub fn fact(teller: &Teller<'_>, row: &Row) -> Beside {
    let href = teller.reader.link(&format!("/{}/{}", home(&FACTS, row), text(row, "id")));
    let date = text(row, "date");
    Beside {
        link: Link::to(href, text(row, "title")),
        figure: said::figure(row, teller.reader.language).unwrap_or_default(),
        period: if date.is_empty() { String::new() } else { said::period(date, teller.reader.language) },
        sources: FACTS.column("sources").map(|column| teller.cell(row, column)).unwrap_or_default(),
        ..Beside::default()
    }
}
