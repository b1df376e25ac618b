//! The declarations as SQL: for SQLite the text of `migrations/`, for PostgreSQL the same tables without rules, for what is
//! written there was checked before.

use std::borrow::Cow;
use std::fmt::Write;

use super::dialect::{Dialect, table as lines};
use crate::kinds::{FACTS, KINDS, facts, stored};
use crate::model::{Column, Kind, Role, Type};
use crate::render::lines::Line;

/// The tables that the service reads for itself, which no declaration says. Words of full text are cut in Rust, so all
/// that is left to the tokenizer is to part them at blanks; a word in a title weighs ten times one elsewhere.
const OWN: &str = include_str!("sqlite/own.sql");
/// The same for PostgreSQL. Words stand in a `tsvector` that is made here, too, so nothing depends on a dictionary there.
const OWN_POSTGRES: &str = include_str!("postgres/own.sql");

/// What the dataset is.
pub const META: &str = "internal_meta";
/// The columns of the index.
pub const COLUMNS: &str = "internal_columns";
/// The earlier versions of the dataset.
pub const VERSIONS: &str = "internal_versions";
/// The words of full-text search.
pub const SEARCH: &str = "internal_search";

/// The table of a kind's rows. Derived facts are figures, so a kind of figures is a view without them on a table with them.
pub fn table_of(kind: &Kind) -> Cow<'static, str> {
    if kind.role == Role::Figure { format!("{}_all", kind.name).into() } else { kind.name.into() }
}

/// Every table that rows are written into, with its columns in their order; what the service alone reads comes first.
pub fn tables(dialect: &Dialect) -> impl Iterator<Item = (Cow<'static, str>, Vec<&'static str>)> {
    let search = match dialect {
        Dialect::Sqlite => vec!["rowid", "title", "text"],
        Dialect::Postgres { .. } => vec!["n", "title", "text", "words"],
    };
    let own = [
        (META, vec!["key", "value"]),
        (COLUMNS, vec!["name", "part", "bytes"]),
        (VERSIONS, vec!["version", "part", "bytes"]),
        (lines(Line::Json), vec!["n", "kind", "head", "own", "tail", "id"]),
        (lines(Line::Csv), vec!["n", "kind", "head", "own", "tail"]),
        (SEARCH, search),
    ];
    let tidy = |kind: &'static Kind| {
        (table_of(kind), std::iter::once("n").chain(kind.columns().map(|column| column.name)).collect())
    };
    own.into_iter().map(|(name, columns)| (name.into(), columns)).chain(stored().map(tidy))
}

/// The first migration: tables and views.
pub fn create(dialect: &Dialect) -> String {
    let mut text = if *dialect == Dialect::Sqlite { OWN } else { OWN_POSTGRES }.to_owned();
    // What is referred to must be there first.
    let (references, others): (Vec<_>, Vec<_>) = stored().partition(|kind| kind.role == Role::Reference);
    references.into_iter().chain(others).for_each(|kind| table(&mut text, dialect, kind));
    union(&mut text, dialect);
    facts().filter(|kind| kind.role == Role::Figure).chain([&FACTS]).for_each(|kind| view(&mut text, kind));
    text
}

/// The second migration: what is made when all rows are there.
pub fn index(dialect: &Dialect) -> String {
    let ids = format!("create unique index {0}_id on {0} (id, kind);\n", lines(Line::Json));
    if *dialect == Dialect::Sqlite {
        return format!("-- Made when all rows are there; regenerate with: UPDATE=1 cargo test\n{ids}");
    }
    let keyed = tables(dialect).filter(|(_, columns)| columns[0] == "n");
    let keys = keyed.map(|(table, _)| format!("alter table {table} add primary key (n);\n"));
    keys.chain([ids, format!("create index {SEARCH}_words on {SEARCH} using gin (words);\n")]).collect()
}

/// A column's name as SQL needs it: `end` is a keyword.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn table(text: &mut String, dialect: &Dialect, kind: &Kind) {
    let columns: Vec<String> =
        kind.columns().map(|column| format!("    {}", definition(dialect, kind, column))).collect();
    let key = if *dialect == Dialect::Sqlite { " primary key" } else { "" };
    _ = writeln!(
        text,
        "\n-- {}\ncreate table {} (\n    n integer not null{key},\n{}\n){};",
        kind.doc,
        table_of(kind),
        columns.join(",\n"),
        dialect.strict()
    );
}

fn definition(dialect: &Dialect, kind: &Kind, column: &Column) -> String {
    let mut text = format!("{} {}", quoted(column.name), dialect.affinity(column));
    if column.is_in_every_row() || column.is_list() {
        text += " not null";
    }
    if *dialect != Dialect::Sqlite {
        return text;
    }
    match column.ty {
        // Only what others refer to needs an index for it.
        _ if column.name == "id" && kind.role == Role::Reference && KINDS.contains(&kind) => text += " unique",
        Type::Choice(_) => {
            _ = write!(text, " check ({} in ('{}'))", quoted(column.name), column.words().join("', '"));
        }
        Type::Ref(other) if other.role == Role::Reference => _ = write!(text, " references {} (id)", other.name),
        _ => {}
    }
    text
}

/// Facts of all kinds with the columns that all share.
fn union(text: &mut String, dialect: &Dialect) {
    let part = |kind: &'static Kind| {
        let columns = FACTS.columns().map(|column| match kind.column(column.name) {
            Some(_) => quoted(column.name),
            None => format!("{} as {}", dialect.null(column), quoted(column.name)),
        });
        format!("select n, {} from {}", columns.collect::<Vec<_>>().join(", "), table_of(kind))
    };
    let parts: Vec<String> = facts().map(part).collect();
    _ = writeln!(text, "\n-- {}\ncreate view {}_all as\n{};", FACTS.doc, FACTS.name, parts.join("\nunion all\n"));
}

/// The rows of a kind that a list of it has unless it is asked for others.
fn view(text: &mut String, kind: &Kind) {
    let name = kind.name;
    _ = writeln!(
        text,
        "\n-- Without what is derived.\ncreate view {name} as select * from {name}_all where basis <> 'derived';"
    );
}
