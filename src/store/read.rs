//! Read rows: a page, one item, all of them as a stream.

use std::io;

use axum::body::Bytes;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Row, ValueRef};
use tokio::sync::mpsc::Sender;

use super::ddl::quoted;
use super::filter::{push_order, push_where};
use super::sql::Sql;
use super::{Error, Store};
use crate::query::{Cursor, DEFAULT_LIMIT, Query};
use crate::record::Value;
use crate::render;
use crate::render::view::View;
use crate::schema::{Column, Kind, Type};

/// Bytes gathered before they are sent: large enough that sending costs little, small enough to hold many at once.
const CHUNK: usize = 64 * 1024;

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
pub enum Format {
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
    pub async fn page(&self, query: &Query) -> Result<Page, Error> {
        let mut count = Sql::default();
        count.push("select count(*) from ").push(query.kind.name).push(" t");
        push_where(&mut count, query, false);
        let total: i64 = count.query()?.fetch_one(&self.pool).await?.try_get(0)?;

        let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
        let mut page = select(query, Format::Json);
        page.push(" limit ").bind(Value::Integer(limit + 1));
        let mut rows = page.query()?.fetch_all(&self.pool).await?;
        let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        if more {
            rows.pop();
        }
        let next = match rows.last().filter(|_| more) {
            Some(last) => Some(cursor(query, last)?),
            None => None,
        };
        let mut rows: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        if let Some(view) = View::of(query, &self.sources) {
            for row in &mut rows {
                *row = view.json(row);
            }
        }
        Ok(Page { rows, total, next })
    }

    /// One row as a JSON object; `None` when there is none of that id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn item(&self, kind: &'static Kind, id: &str) -> Result<Option<String>, Error> {
        let sql = format!("select l.json from {0} t join {0}_lines l on l.n = t.n where t.id = ?", kind.name);
        Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_optional(&self.pool).await?)
    }

    /// Send every row that matches, in order, as it is read; stop when nobody receives any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn export(&self, query: &Query, format: Format, sender: &Sender<io::Result<Bytes>>) -> Result<(), Error> {
        let view = View::of(query, &self.sources);
        let mut sql = select(query, if view.is_some() { Format::Json } else { format });
        if let Some(limit) = query.limit {
            sql.push(" limit ").bind(Value::Integer(limit.into()));
        }
        let mut rows = sql.query()?.fetch(&self.pool);
        let mut chunk = if format == Format::Csv { render::csv::header(query.kind) } else { String::new() };
        while let Some(row) = rows.try_next().await? {
            match (&view, format) {
                (None, _) => chunk.push_str(row.try_get(0)?),
                (Some(view), Format::Json) => chunk.push_str(&view.json(row.try_get(0)?)),
                (Some(view), Format::Csv) => chunk.push_str(&view.csv(row.try_get(0)?)),
            }
            if format == Format::Json {
                chunk.push('\n');
            }
            if chunk.len() >= CHUNK {
                let full = std::mem::replace(&mut chunk, String::with_capacity(CHUNK + CHUNK / 8));
                if sender.send(Ok(full.into())).await.is_err() {
                    return Ok(());
                }
            }
        }
        _ = sender.send(Ok(chunk.into())).await;
        Ok(())
    }
}

/// The rendered rows of a query, then the sort values and the rank that a cursor needs.
fn select(query: &Query, format: Format) -> Sql {
    let mut sql = Sql::default();
    sql.push(if format == Format::Json { "select l.json, t.n" } else { "select l.csv, t.n" });
    for order in &query.sort {
        sql.push(", t.").push(&quoted(order.column.name));
    }
    sql.push(" from ").push(query.kind.name).push(" t join ").push(query.kind.name).push("_lines l on l.n = t.n");
    push_where(&mut sql, query, true);
    push_order(&mut sql, &query.sort);
    sql
}

fn cursor(query: &Query, row: &sqlx::sqlite::SqliteRow) -> Result<Cursor, Error> {
    let values = query.sort.iter().enumerate().map(|(position, order)| sort_value(order.column, row, position + 2));
    Ok(Cursor { values: values.collect::<Result<_, _>>()?, n: row.try_get(1)? })
}

fn sort_value(column: &Column, row: &sqlx::sqlite::SqliteRow, position: usize) -> Result<Value, Error> {
    if row.try_get_raw(position)?.is_null() {
        return Ok(Value::Null);
    }
    Ok(match column.ty {
        Type::Number => Value::Number(row.try_get(position)?),
        Type::Integer | Type::Bool => Value::Integer(row.try_get(position)?),
        _ => Value::Text(row.try_get(position)?),
    })
}
