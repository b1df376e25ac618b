//! Read rows: a page, one item, all of them.

use rusqlite::OptionalExtension;
use rusqlite::types::ValueRef;

use super::ddl::quoted;
use super::filter::{push_from, push_order, push_where};
use super::sql::Sql;
use super::{Error, Store};
use crate::query::{Cursor, DEFAULT_LIMIT, Query};
use crate::record::Value;
use crate::render::view::View;
use crate::schema::Kind;

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// The rows, each a JSON object.
    pub rows: Vec<String>,
    /// How many rows match in all.
    pub total: i64,
    /// Where the next page starts, when there is one.
    pub next: Option<Cursor>,
}

/// The forms in which a row is kept ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A JSON object on one line.
    Json,
    /// A CSV line with its line end.
    Csv,
}

impl Store {
    /// One page of the rows that match, and how many match.
    ///
    /// # Errors
    /// When the database fails.
    pub fn page(&self, query: &Query) -> Result<Page, Error> {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
        let (mut rows, mut last, mut next) = (Vec::new(), None, None);
        let mut sql = select(query, Line::Json);
        sql.push(" limit ").bind(Value::Integer(i64::from(limit) + 1));
        let view = View::of(query, &self.sources);
        let total = self.reader.with(|connection| {
            sql.each(connection, |row| {
                if rows.len() == limit as usize {
                    next = last.take();
                    return Ok(false);
                }
                let json: &str = row.get_ref(0)?.as_str()?;
                rows.push(view.as_ref().map_or_else(|| json.to_owned(), |view| view.json(json)));
                last = Some(cursor(query, row)?);
                Ok(true)
            })?;
            count(query).one(connection, |row| row.get(0))
        })?;
        Ok(Page { rows, total, next })
    }

    /// One row as a JSON object; `None` when there is none of that id.
    ///
    /// # Errors
    /// When the database fails.
    pub fn item(&self, kind: &'static Kind, id: &str) -> Result<Option<String>, Error> {
        let sql = format!("select l.json from {0} t join {0}_lines l on l.n = t.n where t.id = ?", kind.name);
        self.reader.with(|connection| connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional())
    }

    /// Hand every row that matches to `take`, in order, until it says false.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each(&self, query: &Query, line: Line, mut take: impl FnMut(&str) -> bool) -> Result<(), Error> {
        let view = View::of(query, &self.sources);
        let mut sql = select(query, if view.is_some() { Line::Json } else { line });
        if let Some(limit) = query.limit {
            sql.push(" limit ").bind(Value::Integer(limit.into()));
        }
        self.reader.with(|connection| {
            sql.each(connection, |row| {
                let text = row.get_ref(0)?.as_str()?;
                Ok(match (&view, line) {
                    (None, _) => take(text),
                    (Some(view), Line::Json) => take(&view.json(text)),
                    (Some(view), Line::Csv) => take(&view.csv(text)),
                })
            })
        })
    }
}

/// How many rows a query finds, whatever page is asked for.
pub fn count(query: &Query) -> Sql {
    let mut count = Sql::default();
    count.push("select count(*)");
    push_from(&mut count, query);
    push_where(&mut count, query, false);
    count
}

/// The rendered rows of a query, then the rank and the sort values that a cursor needs.
fn select(query: &Query, line: Line) -> Sql {
    let mut sql = Sql::default();
    sql.push(if line == Line::Json { "select l.json, t.n" } else { "select l.csv, t.n" });
    if query.is_ranked() {
        sql.push(", s.rank");
    }
    for order in &query.sort {
        sql.push(", t.").push(&quoted(order.column.name));
    }
    push_from(&mut sql, query);
    sql.push(" join ").push(query.kind.name).push("_lines l on l.n = t.n");
    push_where(&mut sql, query, true);
    push_order(&mut sql, query);
    sql
}

fn cursor(query: &Query, row: &rusqlite::Row<'_>) -> rusqlite::Result<Cursor> {
    let value = |position| {
        Ok(match row.get_ref(position)? {
            ValueRef::Integer(integer) => Value::Integer(integer),
            ValueRef::Real(number) => Value::Number(number),
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        })
    };
    let sorted_by = query.sort.len() + usize::from(query.is_ranked());
    let values = (2..sorted_by + 2).map(value).collect::<rusqlite::Result<_>>()?;
    Ok(Cursor { values, n: row.get(1)? })
}
