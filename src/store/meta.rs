//! What the service asks of the dataset beside rows.

use std::collections::BTreeMap;
use std::path::Path;

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension};

use super::runs::Runs;
use super::{Error, Store};
use crate::kinds::SOURCES;
use crate::model::{Kind, Role, Value};
use crate::query::Query;

impl Store {
    /// The database file.
    pub fn path(&self) -> &Path {
        self.reader.path()
    }

    /// How many rows a query finds.
    ///
    /// # Errors
    /// When the database fails.
    pub fn total(&self, query: &Query) -> Result<u64, Error> {
        Ok(self.matching(query)?.len())
    }

    /// The sources behind the rows that a query finds as JSON objects, in the order of their ids.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sources_of(&self, query: &Query) -> Result<Vec<String>, Error> {
        let rows = self.matching(query)?;
        let kind = query.kind;
        let ids = self.reader.with(|connection| match kind.columns().find(|column| column.param == "source") {
            _ if *kind == SOURCES => ids(connection, &rows),
            Some(column) => held(connection, &Runs { kind, column, descending: false, from: None, within: &rows }),
            None => Ok(Vec::new()),
        })?;
        let is_known = |id: &String| match (&query.as_of, self.sources.get(id)) {
            (Some(day), known) => known.is_some_and(|known| known <= day),
            (None, _) => true,
        };
        ids.iter().filter(|id| is_known(id)).filter_map(|id| self.item(&SOURCES, id).transpose()).collect()
    }

    /// Longitude and latitude of a country's representative point.
    pub fn point(&self, code: &str) -> Option<[f64; 2]> {
        self.points.get(code).copied()
    }

    /// Longitude and latitude of every project that has a place, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub fn places(&self) -> Result<BTreeMap<String, [f64; 2]>, Error> {
        let sql = "select id, longitude, latitude from projects where longitude is not null and latitude is not null";
        self.reader.with(|connection| {
            let place = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, [row.get(1)?, row.get(2)?]));
            connection.prepare_cached(sql)?.query_map([], place)?.collect()
        })
    }

    /// Why a fact was withdrawn; `None` when it was not.
    ///
    /// # Errors
    /// When the database fails.
    pub fn withdrawn(&self, kind: &Kind, id: &str) -> Result<Option<String>, Error> {
        let sql = "select version, reason from changes where fact = ? and change = 'withdrawn' and kind like ?";
        let found = |connection: &Connection| {
            let kind = if kind.role == Role::Union { "%" } else { kind.singular };
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
            connection.prepare_cached(sql)?.query_row([id, kind], read).optional()
        };
        let found = self.reader.with(found)?;
        Ok(found.map(|(version, reason)| format!("`{id}` was withdrawn in version {version}: {reason}")))
    }
}

/// The ids of sources by their ranks, which are in the order of ids.
fn ids(connection: &Connection, rows: &RoaringBitmap) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("select id from sources where n = ?")?;
    rows.iter().map(|n| statement.query_row([n], |row| row.get(0))).collect()
}

/// The values of a column that some of the rows hold.
fn held(connection: &Connection, runs: &Runs<'_>) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    runs.each(connection, &mut |value, held| {
        if let Value::Text(id) = value
            && !held.is_disjoint(runs.within)
        {
            found.push(id);
        }
        Ok(true)
    })?;
    Ok(found)
}
