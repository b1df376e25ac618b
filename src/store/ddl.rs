//! The declarations as SQL: the text of `migrations/0001_facts.sql`.
//!
//! Every kind, and `facts` for all of them together, has a tidy table; a link table for each list that is filtered by;
//! and a table of rows rendered once, from which answers are made. `n` is a row's rank in the default order, so that
//! the default order is the order of the table itself and of every index.

use std::fmt::Write;

use crate::kinds::served;
use crate::model::{Column, Filter, Kind, Role, Type};

/// Marks a file as one of ours: "sino" in ASCII, in SQLite's `application_id`.
pub const APPLICATION_ID: i64 = 0x7369_6e6f;

const HEAD: &str = "\
-- The database's schema, generated from the declarations in src/kinds; regenerate with: UPDATE=1 cargo test
--
-- One tidy table a kind, and `facts` for all of them. n: rank in the default order (latest start first, undated
-- facts last, then id; reference entities by id). Lists are JSON arrays; <table>_<parameter> has a row for each
-- member of a list that is filtered by. <table>_search: full-text index by n, that of `facts` for all kinds of facts;
-- a word in a title weighs ten times one elsewhere. <table>_json, <table>_csv: the row rendered once, each
-- form in a table of its own, so that an export reads nothing else.
-- <table>_sets: the ranks of the rows that hold a value, as a Roaring bitmap in its portable form, by the parameter that
-- asks for it; the value null has the rows that hold none, and the name 'n' all rows. A parameter of more values than
-- src/store/sets.rs allows is not there; if it is asked for by range, its name with '<' after it has steps: the rows whose
-- value is less than the one given, at up to 64 places, and for the value null all rows that hold a value.

create table meta (
    key text not null primary key,
    value text not null
) strict, without rowid;
";

/// The whole schema, the same text for every database.
pub fn sql() -> String {
    format!("{}\n-- Indexes, made when all rows are there.\n{}\n", tables(), indexes().collect::<Vec<_>>().join("\n"))
}

/// Everything that rows are written into.
pub fn tables() -> String {
    served().fold(HEAD.to_owned(), |mut text, kind| {
        table(&mut text, kind);
        for column in kind.columns().filter(|column| is_linked(column)) {
            link(&mut text, kind, column);
        }
        if matches!(kind.role, Role::Union | Role::Reference) {
            _ = writeln!(
                text,
                "create virtual table {0}_search using fts5 (title, text, content = '', tokenize = 'unicode61 \
                 remove_diacritics 2');\ninsert into {0}_search ({0}_search, rank) values ('rank', 'bm25(10.0, 1.0)');",
                kind.name
            );
        }
        _ = writeln!(
            text,
            "create table {0}_json (\n    n integer not null primary key,\n    line text not null\n) strict;\n\
             create table {0}_csv (\n    n integer not null primary key,\n    line text not null\n) strict;\n\
             create table {0}_sets (\n    name text not null,\n    value any,\n    rows blob not null\n) strict;",
            kind.name
        );
        text
    })
}

/// The indexes, a statement each.
pub fn indexes() -> impl Iterator<Item = String> {
    served().flat_map(|kind| {
        let name = kind.name;
        let own = kind.columns().filter(|column| column.filter != Filter::None && !is_linked(column));
        let own = own.map(move |column| {
            let unique = if column.name == "id" { "unique " } else { "" };
            format!("create {unique}index {name}_{0} on {name} ({1});", column.name, quoted(column.name))
        });
        own.chain([format!("create index {name}_sets_value on {name}_sets (name, value);")])
    })
}

/// True for columns that have an index of their own or a link table, and row sets unless they hold too many values.
pub fn is_indexed(column: &Column) -> bool {
    column.filter != Filter::None && column.name != "id"
}

/// True for lists that have a link table.
pub fn is_linked(column: &Column) -> bool {
    column.is_list() && column.filter != Filter::None
}

/// A column's name as SQL needs it: `end` is a keyword.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn table(text: &mut String, kind: &Kind) {
    _ = writeln!(text, "\n-- {}\ncreate table {} (\n    n integer not null primary key,", kind.doc, kind.name);
    let columns: Vec<String> = kind.columns().map(|column| format!("    {}", definition(kind, column))).collect();
    _ = writeln!(text, "{}\n) strict;", columns.join(",\n"));
}

fn definition(kind: &Kind, column: &Column) -> String {
    let mut text = format!("{} {}", quoted(column.name), affinity(column));
    if column.required || column.is_list() {
        text += " not null";
    }
    match column.ty {
        // The union's columns hold what its parts were checked for.
        Type::Choice(choices) if kind.is_fact() => {
            _ = write!(text, " check ({} in ('{}'))", quoted(column.name), choices.join("', '"));
        }
        Type::Ref(other) => _ = write!(text, " references {} (id)", other.name),
        _ => {}
    }
    text
}

fn affinity(column: &Column) -> &'static str {
    match column.ty {
        Type::Number => "real",
        Type::Integer | Type::Bool => "integer",
        _ => "text",
    }
}

fn link(text: &mut String, kind: &Kind, column: &Column) {
    let target = match column.ty {
        Type::Refs(other) => format!(" references {} (id)", other.name),
        _ => String::new(),
    };
    _ = writeln!(
        text,
        "create table {0}_{1} (\n    {1} text not null{target},\n    n integer not null references {0} (n),\n    \
         primary key ({1}, n)\n) strict, without rowid;",
        kind.name, column.param
    );
}
