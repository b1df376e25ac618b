//! Read rows: a page, one item, the lines of some ranks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::connect::{Bind, Deadline};
use super::find::{key, span};
use super::{Error, Store};
use crate::cache::get_or;
use crate::index::{GroupCounter, Groups};
use crate::kinds::FACTS;
use crate::limits::DEFAULT_LIMIT;
use crate::model::{Column, Kind};
use crate::query::{Cursor, Query, View};
use crate::render::lines::Line;

/// Where the next look at the rows is, and how far from it the one after: a prime, so that every row has its turn.
static PROBE: AtomicU32 = AtomicU32::new(0);
const STRIDE: u32 = 7919;

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
        tracing::debug!(query = %key(query), total = matching.len(), ?ranks, "found");
        let rows = self.rows(query, Line::Json, &ranks, ",", deadline).await?;
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
        get_or(&self.memory.groups, format!("{} by {}", key(query), names.join(",")), count).await
    }

    /// Read one row, another one each time, to see whether rows can be read.
    ///
    /// # Errors
    /// When they cannot.
    pub async fn probe(&self) -> Result<(), Error> {
        let rank = PROBE.fetch_add(STRIDE, Ordering::Relaxed) % self.about.rows.max(1);
        let query = Query::all(&FACTS);
        self.rows(&query, Line::Json, &[rank], ",", Deadline::new()).await.map(|_| ())
    }

    /// One row as a JSON object; `None` when there is none of that id.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn item(&self, kind: &'static Kind, id: &str) -> Result<Option<String>, Error> {
        self.database.text(self.database.dialect().item(kind), &[Bind::Text(id)], Deadline::new()).await
    }

    /// Some rows in their order, as a query wants to see them.
    pub(super) async fn rows(
        &self,
        query: &Query,
        line: Line,
        ranks: &[u32],
        separator: &'static str,
        deadline: Deadline,
    ) -> Result<String, Error> {
        let view = View::of(query, &self.about.sources, &self.about.titles);
        // What is looked at again is JSON, a row a line.
        let (form, between) = view.as_ref().map_or((line, separator), |_| (Line::Json, Line::Json.separator()));
        let rows = self.database.lines(query.kind, form, ranks, between, deadline).await?;
        let Some(view) = view else { return Ok(rows) };
        Ok(rows.lines().map(|row| view.line(row, line)).collect::<Vec<_>>().join(separator))
    }
}
