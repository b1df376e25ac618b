//! How SQLite goes about every list: no page sorts all rows to show some of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use sinolac::check;
use sinolac::data::Folder;
use sinolac::kinds::served;
use sinolac::model::{Column, Kind, Type, Value};
use sinolac::query::{Condition, Cursor, Order, Query, Search, Takes, params, sortable};
use sinolac::store::{self, Store};
use tempfile::TempDir;

/// The embedded data in both kinds of files: as `seed` writes them, with what `analyze` measured, and without.
fn stores() -> Vec<(Store, TempDir)> {
    let dataset = check::load(&Folder::Embedded).unwrap();
    let store = |write: &dyn Fn(&std::path::Path) -> Result<(), store::Error>| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("facts.db");
        write(&file).unwrap();
        (Store::open(&file).unwrap(), folder)
    };
    vec![
        store(&|file| store::build(&dataset, file, &|_, _, _| {})),
        store(&|file| store::seed(&dataset, file, &|_, _, _| {})),
    ]
}

/// Fail unless every statement of a query has a plan, each step of which passes.
fn check(store: &Store, query: &Query, asked: &str, passes: impl Fn(&str) -> bool) {
    let plans = store.plans(query).unwrap();
    assert!(!plans.is_empty(), "{} {asked} runs nothing", query.kind.name);
    for plan in plans {
        assert!(!plan.steps.is_empty(), "{} {asked}: {plan:?}", query.kind.name);
        assert!(plan.steps.iter().all(|step| passes(step)), "{} {asked}: {plan:#?}", query.kind.name);
    }
}

/// A value that a column may hold.
fn some(column: &Column) -> Value {
    match column.ty {
        Type::Number => Value::Number(1.0),
        Type::Integer => Value::Integer(1),
        Type::Bool => Value::Bool(true),
        _ => Value::Text("2018-01-22".to_owned()),
    }
}

/// The queries that ask for each filter of a kind, and for none.
fn filtered(kind: &'static Kind) -> Vec<(&'static str, Query)> {
    let filter = |param: &'static sinolac::query::Param| match param.takes {
        Takes::Filter(column, test) => {
            let conditions = vec![Condition { column, test, values: vec![some(column)] }];
            Some((param.name.as_str(), Query { conditions, ..Query::all(kind) }))
        }
        _ => None,
    };
    let mut queries = vec![("", Query::all(kind))];
    queries.extend(params(kind).iter().filter_map(filter));
    queries.push(("q", Query { search: Some(Search::of("trade")), ..Query::all(kind) }));
    queries
}

#[test]
fn the_default_order_is_read_by_rank_whatever_is_filtered_by() {
    for (store, _folder) in stores() {
        for (asked, query) in served().flat_map(filtered) {
            let lines = "SEARCH l USING INTEGER PRIMARY KEY (".to_owned();
            let sets = format!("SEARCH {0}_sets USING INDEX {0}_sets_value (name=?", query.kind.name);
            let either = ["MULTI-INDEX OR", "INDEX 1", "INDEX 2"];
            check(&store, &query, asked, |step| {
                step.starts_with(&lines) || step.starts_with(&sets) || either.contains(&step)
            });
        }
    }
}

/// Nothing is sorted, not even rows that are equal in a column.
fn is_in_order(step: &str) -> bool {
    !step.contains("TEMP B-TREE") && !step.starts_with("SCAN l") && !step.contains("AUTOMATIC")
}

#[test]
fn a_sorted_list_follows_an_index_in_both_directions_and_on_every_page() {
    for (store, _folder) in stores() {
        for kind in served() {
            for column in sortable(kind) {
                for descending in [false, true] {
                    let sort = vec![Order { column, descending }];
                    let null = (!column.required).then_some(Value::Null);
                    let places = [some(column)].into_iter().chain(null);
                    let cursors = places.map(|value| Some(Cursor { values: vec![value], n: 7 }));
                    for cursor in cursors.chain([None]) {
                        let query = Query { sort: sort.clone(), cursor, ..Query::all(kind) };
                        let asked = format!("{} descending: {descending} {:?}", column.name, query.cursor);
                        check(&store, &query, &asked, is_in_order);
                    }
                }
            }
        }
    }
}
