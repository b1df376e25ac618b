//! Rows of tables in batches, each of which goes to the connection that writes it as soon as it is full.

use std::borrow::Cow;

use tokio::sync::mpsc::Sender;

use super::Error;
use super::cell::{Cell, Rows};
use super::ddl::{COLUMNS, VERSIONS, tables};
use super::dialect::Dialect;
use crate::index::EncodedColumn;

/// Bytes of a part of a column.
const PART: usize = 1 << 16;

/// Rows of one table, one after the other.
pub struct Batch {
    /// The table's name.
    pub table: Cow<'static, str>,
    /// Its columns in their order.
    pub columns: Vec<&'static str>,
    /// Their cells.
    pub rows: Rows,
    /// How many facts were read when it was sent.
    pub facts: usize,
}

impl Batch {
    /// One for each table, without rows.
    fn all(dialect: &Dialect) -> impl Iterator<Item = Self> {
        tables(dialect).map(|(table, columns)| Self {
            rows: Rows::new(dialect, columns.len()),
            table,
            columns,
            facts: 0,
        })
    }

    /// A column of the index.
    pub fn of_column(dialect: &Dialect, name: &str, column: &EncodedColumn) -> Result<Self, Error> {
        Self::in_parts(dialect, COLUMNS, name, &column.to_bytes())
    }

    /// Many bytes by a name, in pieces that are read into memory which the allocator uses again.
    pub fn in_parts(dialect: &Dialect, table: &str, name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let mut batch = Self::all(dialect).find(|batch| batch.table == table).ok_or(Error::Late)?;
        for (part, bytes) in (0_u32..).zip(bytes.chunks(PART)) {
            batch.rows.push([Cell::Text(name), Cell::Rank(part), Cell::Bytes(bytes)])?;
        }
        Ok(batch)
    }
}

/// What is gathered for each table.
pub struct Batches {
    dialect: Dialect,
    gathered: Vec<Batch>,
    sender: Sender<Batch>,
    /// How many facts were read.
    pub facts: usize,
}

impl Batches {
    /// With nothing gathered yet.
    pub fn new(dialect: Dialect, sender: Sender<Batch>) -> Self {
        Self { gathered: Batch::all(&dialect).collect(), dialect, sender, facts: 0 }
    }

    /// Add a row to a table, which has a column for each cell.
    pub fn push<'a>(&mut self, table: &str, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), Error> {
        let Some(batch) = self.gathered.iter_mut().find(|batch| batch.table == table) else { return Ok(()) };
        batch.rows.push(cells)?;
        if !batch.rows.is_full() {
            return Ok(());
        }
        let rows = batch.rows.take();
        let full = Batch { table: batch.table.clone(), columns: batch.columns.clone(), rows, facts: 0 };
        self.send(full)
    }

    /// Send a column of the index.
    pub fn column(&self, name: &str, column: &EncodedColumn) -> Result<(), Error> {
        // Not gathered: together they are as large as the index.
        self.send(Batch::of_column(&self.dialect, name, column)?)
    }

    /// Send an earlier version of the dataset.
    pub fn version(&self, version: &str, packed: &[u8]) -> Result<(), Error> {
        self.send(Batch::in_parts(&self.dialect, VERSIONS, version, packed)?)
    }

    fn send(&self, batch: Batch) -> Result<(), Error> {
        let sent = self.sender.blocking_send(Batch { facts: self.facts, ..batch });
        sent.map_err(|_| Error::Failed("writing was given up".to_owned()))
    }

    /// Send what is left.
    pub fn finish(mut self) -> Result<(), Error> {
        let left = std::mem::take(&mut self.gathered).into_iter().filter(|batch| batch.rows.count() > 0);
        left.into_iter().try_for_each(|batch| self.send(batch))
    }
}
