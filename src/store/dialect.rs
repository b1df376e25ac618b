//! All that SQLite and PostgreSQL say differently, and the statements that read.

use super::ddl::table_of;
use crate::kinds::{facts, stored};
use crate::model::{Column, Kind, Role, Type};
use crate::query::Search;
use crate::render::lines::Line;

/// What a file of ours says when it is asked [`WHOSE`] it is: "sino" in ASCII.
pub const OURS: &str = "1936289391";
/// When all is written: the file is marked as one of ours, and what tells when its tables were made is removed, to the last
/// byte, so that the same data make the same file.
pub const AFTER_WRITING: &str =
    "pragma application_id = 1936289391; pragma secure_delete = on; drop table _sqlx_migrations;";
/// Asks for the mark.
pub const WHOSE: &str = "select cast(application_id as text) from pragma_application_id";

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

/// Which engine is asked, and where its tables stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// Tables of the one file.
    Sqlite,
    /// Tables of a schema, which every statement names: so nothing depends on the state of a connection.
    Postgres {
        /// Its name.
        schema: String,
    },
}

impl Dialect {
    /// A table's name as a statement names it.
    pub fn table(&self, name: &str) -> String {
        match self {
            Self::Sqlite => name.to_owned(),
            Self::Postgres { schema } => format!("{schema}.{name}"),
        }
    }

    /// What ends a table that holds each column to its type.
    pub const fn strict(&self) -> &'static str {
        match self {
            Self::Sqlite => " strict",
            Self::Postgres { .. } => "",
        }
    }

    /// A column's type. PostgreSQL would order texts by the language of the database; here they are ordered by their bytes.
    pub const fn affinity(&self, column: &Column) -> &'static str {
        match (self, column.ty) {
            (Self::Sqlite, Type::Number) => "real",
            (Self::Sqlite, Type::Integer | Type::Bool) => "integer",
            (Self::Sqlite, _) => "text",
            (Self::Postgres { .. }, Type::Number) => "double precision",
            (Self::Postgres { .. }, Type::Integer) => "bigint",
            (Self::Postgres { .. }, Type::Bool) => "boolean",
            (Self::Postgres { .. }, _) => "text collate \"C\"",
        }
    }

    /// Nothing, as a column of a union has it; PostgreSQL wants to know of what type.
    pub fn null(&self, column: &Column) -> String {
        match self {
            Self::Sqlite => "null".to_owned(),
            Self::Postgres { .. } => format!("null::{}", self.affinity(column)),
        }
    }

    /// A search as the engine wants it.
    pub fn words(&self, search: &Search) -> String {
        match self {
            Self::Sqlite => search.fts(),
            Self::Postgres { .. } => search.tsquery(),
        }
    }

    /// What the database says of itself, as one object.
    pub fn meta(&self) -> String {
        let object = match self {
            Self::Sqlite => "json_group_object(key, value)",
            Self::Postgres { .. } => "json_object_agg(key, value)::text",
        };
        format!("select {object} from {}", self.table("internal_meta"))
    }

    /// How many bytes the column `$1` of the index has, as text.
    pub fn length(&self) -> String {
        format!("select cast(sum(length(bytes)) as text) from {} where name = $1", self.table("internal_columns"))
    }

    /// The part `$2` of the column `$1` of the index.
    pub fn part(&self) -> String {
        format!("select bytes from {} where name = $1 and part = $2", self.table("internal_columns"))
    }

    /// The part `$2` of the earlier version `$1`.
    pub fn version_part(&self) -> String {
        format!("select bytes from {} where version = $1 and part = $2", self.table("internal_versions"))
    }

    /// The ranks of the rows that have the ids `$1`, joined by commas.
    pub fn of_ids(&self) -> String {
        let lines = self.table(table(Line::Json));
        match self {
            Self::Sqlite => {
                format!("select group_concat(l.n) from json_each($1) i cross join {lines} l on l.id = i.value")
            }
            Self::Postgres { .. } => {
                format!("select string_agg(cast(l.n as text), ',') from {lines} l where l.id = any($1)")
            }
        }
    }

    /// The ranks of all rows by their ids, joined by commas.
    pub fn ordered_by_id(&self) -> String {
        let lines = self.table(table(Line::Json));
        format!("select string_agg(cast(n as text), ',') from (select n from {lines} order by id) o")
    }

    /// The order of the values of a column over all lists: of each rank that has one, the rank and the value's place among
    /// them, equal values having the same, joined by commas.
    pub fn order(&self, name: &str) -> String {
        let tables = stored().filter(|kind| kind.column(name).is_some());
        let select = |kind| format!("select n, \"{name}\" as v from {}", self.table(&table_of(kind)));
        let tables: Vec<String> = tables.map(select).collect();
        format!(
            "select string_agg(n || ' ' || place, ',') from \
             (select n, dense_rank() over (order by v) as place from ({}) t where v is not null) p",
            tables.join(" union all ")
        )
    }

    /// The line of the row of a list that has the id `$1`.
    pub fn item(&self, kind: &Kind) -> String {
        let lists: Vec<&Kind> = if kind.role == Role::Union { facts().collect() } else { vec![kind] };
        let lists: Vec<String> = lists.iter().map(|kind| format!("'{}'", kind.name)).collect();
        let (line, table) = (line(kind, Line::Json), self.table(table(Line::Json)));
        format!("select {line} from {table} l where l.id = $1 and l.kind in ({})", lists.join(", "))
    }

    /// The lines of the ranks `$1` in that order, joined by `$2`, in one text of SQLite.
    ///
    /// Lines are joined as they come from the subquery; that they do is tested, for SQL does not promise it, and an order
    /// inside the aggregate would sort them once more. SQLite goes through the array from its first member on.
    pub fn lines_of(&self, kind: &Kind, form: Line) -> String {
        let rows = format!("json_each($1) r cross join {} l on l.n = r.value", self.table(table(form)));
        format!("select group_concat(line, $2) from (select {} as line from {rows}) o", line(kind, form))
    }

    /// The lines from rank `$1` up to `$2`, joined by `$3`.
    pub fn lines_between(&self, kind: &Kind, form: Line) -> String {
        let rows = format!("{} l where l.n between $1 and $2 order by l.n", self.table(table(form)));
        format!("select group_concat(line, $3) from (select {} as line from {rows}) o", line(kind, form))
    }

    /// The ranks `$1` in any order and their lines, as rows of PostgreSQL.
    pub fn lines_by_rank(&self, kind: &Kind, form: Line) -> String {
        format!("select l.n, {} from {} l where l.n = any($1)", line(kind, form), self.table(table(form)))
    }

    /// The lines of some ranks in that order, each in its parts and without its end, as `copy` of PostgreSQL sends them. It
    /// takes no places `$1`, and ranks are numbers.
    pub fn copied(&self, kind: &Kind, form: Line, ranks: &[u32]) -> String {
        let table = self.table(table(form));
        let rows = if let Some((first, last)) = run(ranks) {
            format!("{table} l where l.n between {first} and {last} order by l.n")
        } else {
            let ranks: Vec<String> = ranks.iter().map(u32::to_string).collect();
            let ranks = format!("unnest('{{{}}}'::integer[]) with ordinality r(n, place)", ranks.join(","));
            format!("{ranks} join {table} l on l.n = r.n order by r.place")
        };
        format!("copy (select l.head, {}, l.tail from {rows}) to stdout (format binary)", own(kind, form))
    }

    /// The ranks of the rows that have the words `$1`, the best match first or in any order, joined by commas.
    pub fn found(&self, is_ranked: bool) -> String {
        let table = self.table("internal_search");
        match (self, is_ranked) {
            (Self::Sqlite, true) => format!(
                "select group_concat(rowid) from (select rowid from {table} where {table} match $1 order by rank, rowid)"
            ),
            (Self::Sqlite, false) => format!("select group_concat(rowid) from {table} where {table} match $1"),
            (Self::Postgres { .. }, true) => format!(
                "select string_agg(cast(n as text), ',' order by rank desc, n) from (select n, \
                 ts_rank(words, cast($1 as tsquery)) as rank from {table} where words @@ cast($1 as tsquery)) f"
            ),
            (Self::Postgres { .. }, false) => {
                format!("select string_agg(cast(n as text), ',') from {table} where words @@ cast($1 as tsquery)")
            }
        }
    }
}

/// The table of the rows as lines of a form.
pub const fn table(line: Line) -> &'static str {
    match line {
        Line::Json => "internal_lines_json",
        Line::Csv => "internal_lines_csv",
    }
}

/// The first and the last of ranks that follow each other without a gap.
pub fn run(ranks: &[u32]) -> Option<(u32, u32)> {
    let (first, last) = (*ranks.first()?, *ranks.last()?);
    (ranks.is_sorted() && (last - first) as usize + 1 == ranks.len()).then_some((first, last))
}

/// A row's line, put together from its parts.
pub fn line(kind: &Kind, line: Line) -> String {
    // Where there is no end, nothing is added to millions of lines.
    let end = if line.end().is_empty() { String::new() } else { format!(" || '{}'", line.end()) };
    format!("l.head || {} || l.tail{end}", own(kind, line))
}

/// The columns of a row's kind.
fn own(kind: &Kind, line: Line) -> String {
    match kind.role {
        // Facts of all kinds show the columns that all share, and nothing for a figure where a fact is none.
        Role::Union => {
            let figures = facts().filter(|kind| kind.role == Role::Figure).map(|kind| format!("'{}'", kind.name));
            let figures: Vec<_> = figures.collect();
            format!("case when l.kind in ({}) then '' else '{}' end", figures.join(", "), line.no_figure())
        }
        _ => "l.own".to_owned(),
    }
}
