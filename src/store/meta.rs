//! What the service asks of the dataset beside rows.

use std::collections::BTreeMap;

use super::connect::Deadline;
use super::find::span;
use super::{Error, Store, dialect};
use crate::index::GroupCounter;
use crate::kinds::{CHANGES, SOURCES};
use crate::model::{Kind, Role, Value};
use crate::query::{Condition, Query, Test};

impl Store {
    /// How many rows a query finds.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn total(&self, query: &Query) -> Result<u64, Error> {
        Ok(self.matching(query, Deadline::new()).await?.len())
    }

    /// The sources behind the rows that a query finds, as JSON objects in the order of their ids.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn sources_of(&self, query: &Query) -> Result<Vec<String>, Error> {
        let deadline = Deadline::new();
        let mut of_sources = Query::all(&SOURCES);
        if *query.kind == SOURCES {
            of_sources = Query { fields: None, limit: None, cursor: None, ..query.clone() };
        } else {
            let Some(column) = query.kind.columns().find(|column| column.param == "source") else {
                return Ok(Vec::new());
            };
            let rows = self.matching(query, deadline).await?;
            let mut counter = GroupCounter::new(vec![self.column(column.name).await?], &rows);
            self.sweep(&mut counter, span(&rows), deadline).await?;
            let groups = counter.finish();
            let is_known = |id: &Value| match (&query.as_of, id) {
                (Some(day), Value::Text(id)) => self.about.sources.get(id).is_some_and(|known| known <= day),
                (_, id) => !id.is_null(),
            };
            let values = groups.groups.iter().filter_map(|group| groups.values(group).next()).filter(is_known);
            let column = SOURCES.columns().find(|column| column.name == "id");
            let condition = |column| Condition { column, test: Test::AnyOf, values: values.collect() };
            of_sources.conditions.extend(column.map(condition));
        }
        let rows = self.matching(&of_sources, deadline).await?;
        let ranks: Vec<u32> = rows.iter().collect();
        let lines = self.lines(&SOURCES, super::Line::Json, &ranks, "\n", deadline).await?;
        Ok(lines.lines().map(str::to_owned).collect())
    }

    /// Longitude and latitude of a country's representative point.
    pub fn point(&self, code: &str) -> Option<[f64; 2]> {
        self.about.points.get(code).copied()
    }

    /// Longitude and latitude of every project that has a place, by its id.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn places(&self) -> Result<BTreeMap<String, [f64; 2]>, Error> {
        let places = self.database.text(dialect::PLACES, [], Deadline::new()).await?;
        let broken = |error| Error::Broken(format!("the places of projects: {error}"));
        places.map_or_else(|| Ok(BTreeMap::new()), |places| serde_json::from_str(&places).map_err(broken))
    }

    /// Why a fact was withdrawn; `None` when it was not.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn withdrawn(&self, kind: &Kind, id: &str) -> Result<Option<String>, Error> {
        let is = |name: &str, value: &str| {
            let values = vec![Value::Text(value.to_owned())];
            CHANGES.column(name).map(|column| Condition { column, test: Test::AnyOf, values })
        };
        let kind = Some(kind).filter(|kind| kind.role != Role::Union).and_then(|kind| is("kind", kind.singular));
        let mut query = Query { limit: Some(1), ..Query::all(&CHANGES) };
        query.conditions = [is("fact", id), is("change", "withdrawn"), kind].into_iter().flatten().collect();
        let row = self.page(&query).await?.rows;
        let row: serde_json::Value = serde_json::from_str(&row).unwrap_or_default();
        let text = |column: &str| row[column].as_str();
        let told = text("version").zip(text("reason"));
        Ok(told.map(|(version, reason)| format!("`{id}` was withdrawn in version {version}: {reason}")))
    }
}
