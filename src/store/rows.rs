//! A record as the rows it becomes: in its table, rendered once, in the sets, and in the search index.

use std::collections::BTreeMap;

use rusqlite::{Connection, Statement};

use super::Error;
use super::searchable::Names;
use super::table::Table;
use crate::dataset::{Counter, Dataset, Summary};
use crate::hash::Hash;
use crate::kinds::FACTS;
use crate::kinds::served;
use crate::model::{Kind, Record, Role};
use crate::render::lines::{Lines, shared};

/// The tables while they are written, and what was counted of the rows that came by.
pub struct Rows<'c> {
    tables: BTreeMap<&'static str, Table<'c>>,
    searches: BTreeMap<&'static str, Statement<'c>>,
    names: Names,
    lines: Lines,
    hash: Hash,
    counter: Counter,
}

impl<'c> Rows<'c> {
    /// Of empty tables.
    pub fn new(connection: &'c Connection, dataset: &Dataset) -> rusqlite::Result<Self> {
        let table = |kind: &'static Kind| Ok((kind.name, Table::new(connection, kind)?));
        let search = |kind: &'static Kind| {
            let sql = format!("insert into {}_search (rowid, title, text) values (?, ?, ?)", kind.name);
            Ok((kind.name, connection.prepare(&sql)?))
        };
        let searched = served().filter(|kind| matches!(kind.role, Role::Union | Role::Reference));
        Ok(Self {
            tables: served().map(table).collect::<rusqlite::Result<_>>()?,
            searches: searched.map(search).collect::<rusqlite::Result<_>>()?,
            names: Names::of(dataset),
            lines: Lines::default(),
            hash: Hash::default(),
            counter: Counter::default(),
        })
    }

    /// Write everything that a record becomes; `n` is its rank in the default order.
    pub fn add(&mut self, n: u32, record: &Record) -> Result<(), Error> {
        self.lines.render(record);
        self.hash.update(&self.lines.json);
        self.counter.record(record);
        self.row(n, record.kind, record)?;
        let mut searched = record.kind;
        if record.kind.is_fact() {
            self.row(n, &FACTS, record)?;
            searched = &FACTS;
        }
        if let Some(search) = self.searches.get_mut(searched.name) {
            let (title, text) = self.names.texts(record);
            search.execute((n, title, text))?;
        }
        Ok(())
    }

    /// Write what only all rows together tell. Gives the SHA-256 of all JSON lines and the summary of the dataset.
    pub fn finish(self, connection: &Connection) -> Result<(String, Summary), Error> {
        drop(self.searches);
        for table in self.tables.into_values() {
            table.finish(connection)?;
        }
        Ok((self.hash.hex(), self.counter.finish()))
    }

    /// Write a record as a row of its own kind or as one of `facts`.
    fn row(&mut self, n: u32, kind: &'static Kind, record: &Record) -> Result<(), Error> {
        let lines = &self.lines;
        let (values, json, csv) = if *kind == FACTS {
            (shared(record), &lines.shared_json, &lines.shared_csv)
        } else {
            (record.values.as_slice(), &lines.json, &lines.csv)
        };
        if record.text("basis") != Some("derived") {
            self.counter.line(kind, csv);
        }
        if let Some(table) = self.tables.get_mut(kind.name) {
            table.add(n, values, json, csv)?;
        }
        Ok(())
    }
}
