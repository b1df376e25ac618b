//! The declarations as SQL: the text of `migrations/`.

use std::fmt::Write;

use super::dialect::{STRICT, affinity, table as lines};
use crate::kinds::{FACTS, KINDS, facts, stored};
use crate::model::{Column, Kind, Role, Type};
use crate::render::lines::Line;

/// The tables that the service reads for itself, which no declaration says. Words of full text are cut in Rust, so all
/// that is left to the tokenizer is to part them at blanks; a word in a title weighs ten times one elsewhere.
const OWN: &str = include_str!("own.sql");

/// Every table that rows are written into, with its columns in their order; what the service alone reads comes first.
pub fn tables() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let own = [
        ("meta", vec!["key", "value"]),
        ("columns", vec!["name", "part", "bytes"]),
        (lines(Line::Json), vec!["n", "kind", "head", "own", "tail", "id"]),
        (lines(Line::Csv), vec!["n", "kind", "head", "own", "tail"]),
        ("search", vec!["rowid", "title", "text"]),
    ];
    let tidy = |kind: &'static Kind| {
        (kind.name, std::iter::once("n").chain(kind.columns().map(|column| column.name)).collect())
    };
    own.into_iter().chain(stored().map(tidy))
}

/// The first migration: tables and views.
pub fn create() -> String {
    let mut text = OWN.to_owned();
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
        lines(Line::Json)
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
