//! What differs between two versions, column by column.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::data::versions::Rows;
use crate::kinds::{CHANGES, stored};
use crate::model::Kind;

/// A row that is not in both of two versions, or not the same in both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Its id: of a fact, an entity or a relation.
    pub fact: String,
    /// Singular name of its kind, in the newer version where it has the row.
    pub kind: &'static str,
    /// `added`, `changed`, `moved` or `withdrawn`.
    pub change: &'static str,
    /// Singular name of the kind that a moved row was of.
    pub moved_from: Option<&'static str>,
    /// The columns that differ, in the order in which rows show them; none of a row that one version has not.
    pub columns: Vec<ColumnDifference>,
}

/// A column that says another thing; null for nothing, and where a version had no such column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnDifference {
    /// Its name.
    pub column: String,
    /// What the older version says.
    pub from: Json,
    /// What the newer version says.
    pub to: Json,
}

/// All differences between the rows of two versions, by the ids.
pub fn differences(older: &Rows, newer: &Rows) -> Vec<Difference> {
    let (older, newer) = (by_id(older), by_id(newer));
    let gone = older.iter().filter(|(key, _)| !newer.contains_key(*key));
    let gone = gone.map(|((id, _), (kind, _))| whole(id, kind, "withdrawn"));
    let there = newer.iter().filter_map(|(key, (kind, row))| match older.get(key) {
        None => Some(whole(key.0, kind, "added")),
        Some((was, old)) => {
            let moved_from = (was != kind).then_some(was.singular);
            let columns = columns(old, row);
            let change = if moved_from.is_some() { "moved" } else { "changed" };
            let difference = Difference { change, moved_from, columns, ..whole(key.0, kind, change) };
            (moved_from.is_some() || !difference.columns.is_empty()).then_some(difference)
        }
    });
    let mut all: Vec<Difference> = there.chain(gone).collect();
    all.sort_by(|a, b| (&a.fact, a.kind).cmp(&(&b.fact, b.kind)));
    all
}

/// Rows with their kinds, by id and list; the list is empty for facts, whose ids are one space.
type ById<'a> = BTreeMap<(&'a str, &'a str), (&'static Kind, &'a Map<String, Json>)>;

fn by_id(rows: &Rows) -> ById<'_> {
    let kind = |list: &str| stored().find(|kind| kind.name == list && **kind != CHANGES);
    let known = rows.iter().filter_map(|((list, id), row)| Some((id.as_str(), kind(list)?, row)));
    known.map(|(id, kind, row)| ((id, if kind.is_fact() { "" } else { kind.name }), (kind, row))).collect()
}

fn whole(id: &str, kind: &Kind, change: &'static str) -> Difference {
    Difference { fact: id.to_owned(), kind: kind.singular, change, moved_from: None, columns: Vec::new() }
}

/// The columns of two rows that say different things. The kind is told by itself.
fn columns(old: &Map<String, Json>, new: &Map<String, Json>) -> Vec<ColumnDifference> {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let names = new.keys().chain(gone).filter(|name| *name != "kind");
    let says = |row: &Map<String, Json>, name: &str| {
        let said = row.get(name).filter(|value| value.as_array().is_none_or(|list| !list.is_empty()));
        said.cloned().unwrap_or(Json::Null)
    };
    let differ =
        names.map(|name| ColumnDifference { column: name.clone(), from: says(old, name), to: says(new, name) });
    differ.filter(|difference| difference.from != difference.to).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows(of: &[(&str, &str, Json)]) -> Rows {
        let row = |row: &Json| row.as_object().cloned().unwrap_or_default();
        of.iter().map(|(list, id, of)| (((*list).to_owned(), (*id).to_owned()), row(of))).collect()
    }

    #[test]
    fn a_change_is_told_by_column_a_move_by_its_kinds_and_nothing_equals_nothing() {
        let older = rows(&[
            ("trade", "a", json!({ "value": 1, "note": null, "people": [] })),
            ("trade", "b", json!({ "value": 1 })),
            ("events", "c", json!({ "kind": "event", "title": "C" })),
            ("trade", "d", json!({ "value": 4 })),
        ]);
        let newer = rows(&[
            ("trade", "a", json!({ "value": 2, "note": "why", "scope": null })),
            ("trade", "b", json!({ "value": 1, "scope": null, "people": [] })),
            ("visits", "c", json!({ "kind": "visit", "title": "C" })),
            ("trade", "e", json!({ "value": 5 })),
        ]);
        let found = differences(&older, &newer);
        let told: Vec<_> = found.iter().map(|found| (found.fact.as_str(), found.change, found.moved_from)).collect();
        assert_eq!(
            told,
            [("a", "changed", None), ("c", "moved", Some("event")), ("d", "withdrawn", None), ("e", "added", None)]
        );
        let columns: Vec<_> = found[0].columns.iter().map(|found| (&*found.column, &found.from, &found.to)).collect();
        assert_eq!(columns, [("value", &json!(1), &json!(2)), ("note", &json!(null), &json!("why"))]);
    }
}
