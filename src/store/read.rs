//! Read rows: a page, one item, the lines of some ranks.

use std::sync::Arc;

use sqlx::AssertSqlSafe;

use super::connect::{Cell, Deadline};
use super::find::{key, span};
use super::{Error, Store, dialect};
use crate::index::{GroupCounter, Groups};
use crate::limits::DEFAULT_LIMIT;
use crate::model::{Column, Kind};
use crate::query::{Cursor, Query, View};
use crate::render::lines::no_figure;

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// The rows as JSON objects, joined by commas.
    pub rows: String,
    /// How many rows match in all.
    pub total: u64,
    /// Where the next page starts, when there is one.
    pub next: Option<Cursor>,
}

/// The forms in which a row is kept ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A JSON object on one line.
    Json,
    /// A CSV line.
    Csv,
}

impl Line {
    /// The table that has it.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Json => "internal_lines_json",
            Self::Csv => "internal_lines_csv",
        }
    }

    /// What closes it.
    pub const fn end(self) -> &'static str {
        match self {
            Self::Json => "}",
            Self::Csv => "",
        }
    }

    /// What parts it from the next.
    pub const fn separator(self) -> &'static str {
        match self {
            Self::Json => "\n",
            Self::Csv => "\r\n",
        }
    }

    /// What stands for the columns of figures in a fact that is none.
    pub fn filler(self) -> String {
        let [json, csv] = no_figure();
        if self == Self::Json { json } else { csv }
    }
}

impl Store {
    /// One page of the rows that match, and how many match.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn page(&self, query: &Query) -> Result<Page, Error> {
        let deadline = Deadline::new();
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
        let matching = self.matching(query, deadline).await?;
        let after = query.cursor.map(|cursor| cursor.n);
        let mut ranks = self.in_order(query, &matching, after, limit + 1, deadline).await?;
        let is_more = ranks.len() > limit;
        ranks.truncate(limit);
        let next = ranks.last().filter(|_| is_more).map(|n| Cursor { n: *n });
        let rows = match View::of(query, &self.about.sources, &self.about.titles) {
            None => self.lines(query.kind, Line::Json, &ranks, ",", deadline).await?,
            Some(view) => {
                let lines = self.lines(query.kind, Line::Json, &ranks, Line::Json.separator(), deadline).await?;
                lines.lines().map(|line| view.json(line)).collect::<Vec<_>>().join(",")
            }
        };
        Ok(Page { rows, total: matching.len(), next })
    }

    /// How many rows a query finds.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn total(&self, query: &Query) -> Result<u64, Error> {
        Ok(self.matching(query, Deadline::new()).await?.len())
    }

    /// All rows that a query finds, counted by the values of some columns.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn count(&self, query: &Query, by: &[&'static Column]) -> Result<Arc<Groups>, Error> {
        let names: Vec<&str> = by.iter().map(|column| column.name).collect();
        let count = async {
            let deadline = Deadline::new();
            let rows = self.matching(query, deadline).await?;
            let mut columns = Vec::new();
            for column in by {
                columns.push(self.column(column.name).await?);
            }
            let mut counter = GroupCounter::new(columns, &rows);
            self.sweep(&mut counter, span(&rows), deadline).await?;
            Ok(counter.finish())
        };
        self.memory.groups.get_or(format!("{} by {}", key(query), names.join(",")), count).await
    }

    /// One row as a JSON object; `None` when there is none of that id.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn item(&self, kind: &'static Kind, id: &str) -> Result<Option<String>, Error> {
        self.database.value(AssertSqlSafe(dialect::item(kind)), [id.into()], Deadline::new()).await
    }

    /// The lines of some rows in their order.
    pub(super) async fn lines(
        &self,
        kind: &'static Kind,
        line: Line,
        ranks: &[u32],
        separator: &'static str,
        deadline: Deadline,
    ) -> Result<String, Error> {
        let (Some(first), Some(last)) = (ranks.first(), ranks.last()) else { return Ok(String::new()) };
        let is_run = ranks.is_sorted() && (last - first) as usize + 1 == ranks.len();
        let (sql, cells) = if is_run {
            (dialect::lines_between(kind, line), vec![(*first).into(), separator.into(), (*last).into()])
        } else {
            let ranks = serde_json::to_string(ranks).unwrap_or_default();
            (dialect::lines_of(kind, line), vec![Cell::Text(ranks), separator.into()])
        };
        Ok(self.database.value(AssertSqlSafe(sql), cells, deadline).await?.unwrap_or_default())
    }
}
