//! All that is said in words of SQLite; another engine will say the same in its own.

use super::ddl::table_of;
use crate::kinds::{facts, stored};
use crate::model::{Column, Kind, Role, Type};
use crate::render::lines::Line;

/// What a file of ours says when it is asked [`WHOSE`] it is: "sino" in ASCII.
pub const OURS: &str = "1936289391";
/// When all is written: the file is marked as one of ours, and what tells when its tables were made is removed, to the last
/// byte, so that the same data make the same file.
pub const AFTER_WRITING: &str =
    "pragma application_id = 1936289391; pragma secure_delete = on; drop table _sqlx_migrations;";
/// Asks for the mark.
pub const WHOSE: &str = "select cast(application_id as text) from pragma_application_id";
/// What the file says of itself, as one object.
pub const META: &str = "select json_group_object(key, value) from internal_meta";
/// How many bytes the column `$1` of the index has.
pub const LENGTH: &str = "select sum(length(bytes)) from internal_columns where name = $1";
/// The part `$2` of the column `$1` of the index.
pub const PART: &str = "select bytes from internal_columns where name = $1 and part = $2";
/// The part `$2` of the earlier version `$1`.
pub const VERSION_PART: &str = "select bytes from internal_versions where version = $1 and part = $2";
/// The ranks of the rows that have the ids `$1`, a JSON array, joined by commas.
pub const OF_IDS: &str =
    "select group_concat(l.n) from json_each($1) i cross join internal_lines_json l on l.id = i.value";

/// Before anything is written. The file is new and put in place only when whole, so a journal would protect nothing. Every
/// value was checked when it was read; SQLite builds a table for each list of words each time it checks a row, which takes
/// longer than the rest of the row.
pub const BEFORE_WRITING: &str = "
    pragma journal_mode = off;
    pragma synchronous = off;
    pragma locking_mode = exclusive;
    pragma foreign_keys = off;
    pragma ignore_check_constraints = on;
    pragma cache_size = -16384;
";

/// What ends a table that holds each column to its type.
pub const STRICT: &str = " strict";

/// A column's type.
pub const fn affinity(column: &Column) -> &'static str {
    match column.ty {
        Type::Number => "real",
        Type::Integer | Type::Bool => "integer",
        _ => "text",
    }
}

/// The table of the rows as lines of a form.
pub const fn table(line: Line) -> &'static str {
    match line {
        Line::Json => "internal_lines_json",
        Line::Csv => "internal_lines_csv",
    }
}

/// A row's line, put together from its parts.
pub fn line(kind: &Kind, line: Line) -> String {
    let (end, filler) = (line.end(), line.no_figure());
    let own = match kind.role {
        // Facts of all kinds show the columns that all share, and nothing for a figure where a fact is none.
        Role::Union => {
            let figures = facts().filter(|kind| kind.role == Role::Figure).map(|kind| format!("'{}'", kind.name));
            format!("case when l.kind in ({}) then '' else '{filler}' end", figures.collect::<Vec<_>>().join(", "))
        }
        _ => "l.own".to_owned(),
    };
    format!("l.head || {own} || l.tail || '{end}'")
}

/// The order of the values of a column over all lists: of each rank that has one, the rank and the value's place among
/// them, equal values having the same, joined by commas.
pub fn order(name: &str) -> String {
    let tables = stored().filter(|kind| kind.column(name).is_some());
    let tables: Vec<String> = tables.map(|kind| format!("select n, \"{name}\" as v from {}", table_of(kind))).collect();
    format!(
        "select group_concat(n || ' ' || place) from \
         (select n, dense_rank() over (order by v) as place from ({}) where v is not null)",
        tables.join(" union all ")
    )
}

/// The line of the row of a list that has the id `$1`.
pub fn item(kind: &Kind) -> String {
    let lists: Vec<&Kind> = if kind.role == Role::Union { facts().collect() } else { vec![kind] };
    let lists: Vec<String> = lists.iter().map(|kind| format!("'{}'", kind.name)).collect();
    let (line, table) = (line(kind, Line::Json), table(Line::Json));
    format!("select {line} from {table} l where l.id = $1 and l.kind in ({})", lists.join(", "))
}

/// The lines of the ranks `$1`, a JSON array, joined by `$2`.
///
/// The subquery goes through the array from its first member on, and lines are joined as they come; that they do is
/// tested, for SQL does not promise it.
pub fn lines_of(kind: &Kind, form: Line) -> String {
    joined(kind, form, &format!("json_each($1) r cross join {} l on l.n = r.value", table(form)))
}

/// The lines from rank `$1` up to `$3`, joined by `$2`.
pub fn lines_between(kind: &Kind, form: Line) -> String {
    joined(kind, form, &format!("{} l where l.n between $1 and $3 order by l.n", table(form)))
}

fn joined(kind: &Kind, form: Line, rows: &str) -> String {
    format!("select group_concat(line, $2) from (select {} as line from {rows})", line(kind, form))
}

/// The ranks of the rows that have the words `$1`, the best match first or in any order, joined by commas.
pub const fn found(is_ranked: bool) -> &'static str {
    if is_ranked {
        "select group_concat(rowid) from (select rowid from internal_search where internal_search match $1 order by rank, rowid)"
    } else {
        "select group_concat(rowid) from internal_search where internal_search match $1"
    }
}
