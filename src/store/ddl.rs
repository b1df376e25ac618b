//! The declarations as SQL: the text of `migrations/`.

use std::fmt::Write;

use super::dialect::{BYTES, SEARCH, STRICT, affinity};
use super::read::Line;
use crate::kinds::{FACTS, KINDS, facts, stored};
use crate::model::{Column, Kind, Role, Type};

const HEAD: &str = "\
-- The tables of the database, generated from the declarations in src/kinds; regenerate with: UPDATE=1 cargo test
--
-- For people: a tidy table for each kind, and the view `facts` of the columns that all facts share. Lists are JSON arrays.
-- For the service: everything else.
-- n: a row's rank in the one order of all rows (docs/ranks.md): list by list what is no fact, by id, then all facts,
-- latest start first.
";

/// Every table that rows are written into, with its columns in their order; what the service alone reads comes first.
pub fn tables() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let own = [
        ("meta", vec!["key", "value"]),
        ("columns", vec!["name", "part", "bytes"]),
        (Line::Json.table(), vec!["n", "kind", "head", "own", "tail", "id"]),
        (Line::Csv.table(), vec!["n", "kind", "head", "own", "tail"]),
        ("search", vec!["rowid", "title", "text"]),
    ];
    let tidy = |kind: &'static Kind| {
        (kind.name, std::iter::once("n").chain(kind.columns().map(|column| column.name)).collect())
    };
    own.into_iter().chain(stored().map(tidy))
}

/// The first migration: tables and views.
pub fn create() -> String {
    let mut text = HEAD.to_owned();
    _ = write!(
        text,
        "
-- What the dataset is: its manifest, its summary, its vocabulary, its hash.
create table meta (
    key text not null primary key,
    value text not null
){STRICT};

-- Each column that is filtered, sorted or counted by, in parts: its distinct values, and by rank the code of each row's
-- value.
create table columns (
    name text not null,
    part integer not null,
    bytes {BYTES} not null,
    primary key (name, part)
){STRICT};

-- Each row rendered once, as JSON and as CSV: the columns that all facts share, those of its kind, those that come last.
"
    );
    for (line, id) in [(Line::Json, ",\n    id text not null"), (Line::Csv, "")] {
        _ = writeln!(
            text,
            "create table {} (\n    n integer not null primary key,\n    kind text not null,\n    head text not null,\n    \
             own text not null,\n    tail text not null{id}\n){STRICT};",
            line.table()
        );
    }
    _ = write!(text, "\n-- Full text by n: words folded and cut before they come in.\n{SEARCH}");
    // What is referred to must be there first.
    let (references, others): (Vec<_>, Vec<_>) = stored().partition(|kind| kind.role == Role::Reference);
    references.into_iter().chain(others).for_each(|kind| table(&mut text, kind));
    view(&mut text);
    text
}

/// The second migration: what is made when all rows are there.
pub fn index() -> String {
    format!(
        "-- Made when all rows are there; regenerate with: UPDATE=1 cargo test\n\
         create unique index {0}_id on {0} (id, kind);\n",
        Line::Json.table()
    )
}

/// A column's name as SQL needs it: `end` is a keyword.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn table(text: &mut String, kind: &Kind) {
    let columns: Vec<String> = kind.columns().map(|column| format!("    {}", definition(kind, column))).collect();
    _ = writeln!(
        text,
        "\n-- {}\ncreate table {} (\n    n integer not null primary key,\n{}\n){STRICT};",
        kind.doc,
        kind.name,
        columns.join(",\n")
    );
}

fn definition(kind: &Kind, column: &Column) -> String {
    let mut text = format!("{} {}", quoted(column.name), affinity(column));
    if column.required || column.is_list() {
        text += " not null";
    }
    match column.ty {
        // Only what others refer to needs an index for it.
        _ if column.name == "id" && kind.role == Role::Reference && KINDS.contains(&kind) => text += " unique",
        Type::Choice(choices) => {
            _ = write!(text, " check ({} in ('{}'))", quoted(column.name), choices.join("', '"));
        }
        Type::Ref(other) if other.role == Role::Reference => _ = write!(text, " references {} (id)", other.name),
        _ => {}
    }
    text
}

/// Facts of all kinds with the columns that all share.
fn view(text: &mut String) {
    let part = |kind: &'static Kind| {
        let columns = FACTS.columns().map(|column| match kind.column(column.name) {
            Some(_) => quoted(column.name),
            None => format!("null as {}", quoted(column.name)),
        });
        format!("select n, {} from {}", columns.collect::<Vec<_>>().join(", "), kind.name)
    };
    let parts: Vec<String> = facts().map(part).collect();
    _ = writeln!(text, "\n-- {}\ncreate view {} as\n{};", FACTS.doc, FACTS.name, parts.join("\nunion all\n"));
}
