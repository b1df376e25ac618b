//! What the service asks of the dataset beside rows.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use super::filter::{push_from, push_where};
use super::sql::Sql;
use super::{Error, Store};
use crate::cite::Reference;
use crate::kinds::SOURCES;
use crate::query::Query;
use crate::record::Value;
use crate::schema::{Kind, Role};

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

    /// The sources behind the rows that a query finds, in the order of their ids.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sources_of(&self, query: &Query) -> Result<Vec<Reference>, Error> {
        let mut sql = Sql::default();
        sql.push("select sl.line from sources st join sources_json sl on sl.n = st.n where ");
        if *query.kind == SOURCES {
            sql.push("st.id in (select t.id");
            push_from(&mut sql, query);
        } else if query.kind.columns().any(|column| column.param == "source") {
            sql.push("exists (select 1");
            push_from(&mut sql, query);
            sql.push(&format!(" join {}_source ls on ls.n = t.n and ls.source = st.id", query.kind.name));
        } else {
            return Ok(Vec::new());
        }
        push_where(&mut sql, query);
        sql.push(")");
        if let Some(day) = &query.as_of {
            sql.push(" and st.known_since <= ").bind(Value::Text(day.clone()));
        }
        sql.push(" order by st.id");
        let mut sources = Vec::new();
        self.reader.with(|connection| {
            sql.each(connection, |row| {
                sources.extend(reference(row.get_ref(0)?.as_str()?));
                Ok(true)
            })
        })?;
        Ok(sources)
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

fn reference(json: &str) -> Option<Reference> {
    let row: Map<String, Json> = serde_json::from_str(json).ok()?;
    let text = |column: &str| row.get(column).and_then(Json::as_str).map(str::to_owned);
    Some(Reference {
        id: text("id")?,
        author: text("author"),
        title: text("title")?,
        publisher: text("publisher")?,
        published: text("published")?,
        url: text("url"),
    })
}
