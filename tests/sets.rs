//! The stored row sets against the tables that they speak of.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use roaring::RoaringBitmap;
use rusqlite::Connection;
use rusqlite::types::Value;
use sinolac::kinds::served;
use sinolac::model::{Column, Filter, Kind};

/// Rows by the value that they hold, as text that tells types apart; rows without one under `Null`.
type Held = BTreeMap<String, RoaringBitmap>;

fn seeded(file: &Path, data: &str) -> Connection {
    let mut seed = Command::new(env!("CARGO_BIN_EXE_sinolac"));
    assert!(seed.args(["seed", "--data", data, "--database"]).arg(file).status().unwrap().success());
    Connection::open(file).unwrap()
}

/// What `select value, n` finds.
fn table(connection: &Connection, sql: &str) -> Held {
    let mut held = Held::new();
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let value: Value = row.get(0).unwrap();
        held.entry(format!("{value:?}")).or_default().insert(row.get(1).unwrap());
    }
    held
}

/// The stored sets of a name.
fn sets(connection: &Connection, kind: &Kind, name: &str) -> Held {
    let mut statement =
        connection.prepare(&format!("select value, rows from {}_sets where name = ?", kind.name)).unwrap();
    let set = |row: &rusqlite::Row<'_>| {
        let rows = RoaringBitmap::deserialize_from(row.get_ref(1)?.as_blob()?).unwrap();
        Ok((format!("{:?}", row.get::<_, Value>(0)?), rows))
    };
    let sets: Vec<(String, RoaringBitmap)> = statement.query_map([name], set).unwrap().map(Result::unwrap).collect();
    let count = sets.len();
    let sets: Held = sets.into_iter().collect();
    assert_eq!(sets.len(), count, "{}.{name} has a value twice", kind.name);
    sets
}

/// What the sets of a column should be.
fn held(connection: &Connection, kind: &Kind, column: &Column) -> Held {
    let (kind, name, param) = (kind.name, column.name, column.param);
    if column.is_list() {
        return table(
            connection,
            &format!("select l.{param}, t.n from {kind} t left join {kind}_{param} l on l.n = t.n"),
        );
    }
    table(connection, &format!("select \"{name}\", n from {kind}"))
}

#[test]
fn the_sets_of_every_kind_and_column_are_what_the_tables_hold() {
    let folder = tempfile::tempdir().unwrap();
    let connection = seeded(&folder.path().join("facts.db"), "data");
    for kind in served() {
        let all = table(&connection, &format!("select null, n from {}", kind.name));
        let stored = sets(&connection, kind, "n");
        assert_eq!(
            stored.values().flatten().collect::<Vec<_>>(),
            all.values().flatten().collect::<Vec<_>>(),
            "{}",
            kind.name
        );
        let mut names = vec!["n"];
        for column in kind.columns().filter(|column| column.filter != Filter::None && column.name != "id") {
            assert_eq!(
                sets(&connection, kind, column.param),
                held(&connection, kind, column),
                "{} {}",
                kind.name,
                column.name
            );
            names.push(column.param);
        }
        let mut statement = connection.prepare(&format!("select distinct name from {}_sets", kind.name)).unwrap();
        let stored: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(stored.iter().all(|name| names.contains(&name.as_str())), "{}: {stored:?}", kind.name);
    }
}
