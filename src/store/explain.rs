//! How SQLite goes about the statements of a query: for tests, and for people who tune indexes.

use roaring::RoaringBitmap;

use super::order::looked_up_sql;
use super::read::{Line, is_by_rank};
use super::runs::Runs;
use super::select::{range, sets_sql};
use super::{Error, Store};
use crate::query::Query;

/// A statement and what `explain query plan` says of it, a step a line.
#[derive(Debug)]
pub struct Plan {
    /// The statement, as it is run for a page.
    pub sql: String,
    /// The steps of its plan.
    pub steps: Vec<String>,
}

impl Store {
    /// The plans of what is run for a page of a query: first the sets of its conditions, then the rows.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plans(&self, query: &Query) -> Result<Vec<Plan>, Error> {
        let sets = query.conditions.iter().map(|condition| sets_sql(query.kind, range(condition.test)));
        let mut statements: Vec<String> = sets.collect();
        statements.extend(Line::Json.of(query).by_rank());
        if !is_by_rank(query) {
            let within = &RoaringBitmap::new();
            for order in &query.sort {
                let from = query.cursor.as_ref().and_then(|cursor| cursor.values.first());
                let (kind, column, descending) = (query.kind, order.column, order.descending);
                let runs = Runs { kind, column, descending, from, within };
                statements.extend([true, false].map(|is_stored| runs.sql(is_stored)));
            }
            if !query.sort.is_empty() {
                statements.push(looked_up_sql(query.kind, &query.sort));
            }
        }
        self.reader.with(|connection| {
            let plan = |sql: String| {
                let mut explain = connection.prepare(&format!("explain query plan {sql}"))?;
                // Values that are bound change no plan, so none are.
                let steps = explain.raw_query().mapped(|row| row.get("detail")).collect::<rusqlite::Result<_>>()?;
                Ok(Plan { sql, steps })
            };
            statements.into_iter().map(plan).collect()
        })
    }
}
