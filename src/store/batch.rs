//! Rows of tables in batches, each of which goes to the connection that writes it as soon as it is full.

use std::borrow::Cow;

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe};
use tokio::sync::mpsc::Sender;

use super::Error;
use super::ddl::{COLUMNS, quoted, tables};
use crate::index::EncodedColumn;

/// Rows that are written at once, and cells: SQLite takes no more than 32,766 in one statement.
const BATCH: (usize, usize) = (100, 30_000);
/// Bytes of a part of a column.
const PART: usize = 1 << 16;

/// Rows of one table, one after the other.
pub struct Batch {
    table: Cow<'static, str>,
    columns: Vec<&'static str>,
    cells: SqliteArguments,
    /// How many facts were read when it was sent.
    pub facts: usize,
}

impl Batch {
    /// One for each table, without rows.
    fn all() -> impl Iterator<Item = Self> {
        tables().map(|(table, columns)| Self { table, columns, cells: SqliteArguments::default(), facts: 0 })
    }

    /// A column of the index.
    pub fn of_column(name: &str, column: &EncodedColumn) -> Result<Self, Error> {
        Self::in_parts(COLUMNS, name, &column.to_bytes())
    }

    /// Many bytes by a name, in pieces that are read into memory which the allocator uses again.
    pub fn in_parts(table: &str, name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let mut batch = Self::all().find(|batch| batch.table == table).ok_or(Error::Late)?;
        for (part, bytes) in (0_u32..).zip(bytes.chunks(PART)) {
            let cells = &mut batch.cells;
            cells.add(name).and(cells.add(part)).and(cells.add(bytes)).map_err(sqlx::Error::Encode)?;
        }
        Ok(batch)
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.columns.len()
    }

    fn is_full(&self) -> bool {
        self.rows() >= BATCH.0.min(BATCH.1 / self.columns.len())
    }

    /// Add the rows to their table.
    pub async fn insert(self, connection: &mut SqliteConnection) -> Result<(), Error> {
        let marks = format!("({})", vec!["?"; self.columns.len()].join(","));
        let names: Vec<String> = self.columns.iter().map(|name| quoted(name)).collect();
        let rows = vec![marks.as_str(); self.rows()].join(",");
        let sql = format!("insert into {} ({}) values {rows}", self.table, names.join(","));
        // Full batches all have one text, which is prepared once.
        let is_full = self.is_full();
        sqlx::query_with(AssertSqlSafe(sql), self.cells).persistent(is_full).execute(connection).await?;
        Ok(())
    }
}

/// What is gathered for each table.
pub struct Batches {
    gathered: Vec<Batch>,
    sender: Sender<Batch>,
    /// How many facts were read.
    pub facts: usize,
}

impl Batches {
    /// With nothing gathered yet.
    pub fn new(sender: Sender<Batch>) -> Self {
        Self { gathered: Batch::all().collect(), sender, facts: 0 }
    }

    /// Add a row to a table, which `fill` fills.
    pub fn push(
        &mut self,
        table: &str,
        fill: impl FnOnce(&mut SqliteArguments) -> Result<(), BoxDynError>,
    ) -> Result<(), Error> {
        let Some(batch) = self.gathered.iter_mut().find(|batch| batch.table == table) else { return Ok(()) };
        fill(&mut batch.cells).map_err(sqlx::Error::Encode)?;
        if !batch.is_full() {
            return Ok(());
        }
        let (table, columns) = (batch.table.clone(), batch.columns.clone());
        let new = Batch { table, columns, cells: SqliteArguments::default(), facts: 0 };
        let batch = std::mem::replace(batch, new);
        self.send(batch)
    }

    /// Send a batch, full or not.
    pub fn send(&self, batch: Batch) -> Result<(), Error> {
        let sent = self.sender.blocking_send(Batch { facts: self.facts, ..batch });
        sent.map_err(|_| Error::Failed("writing was given up".to_owned()))
    }

    /// Send what is left.
    pub fn finish(mut self) -> Result<(), Error> {
        let left = std::mem::take(&mut self.gathered).into_iter().filter(|batch| batch.rows() > 0);
        left.into_iter().try_for_each(|batch| self.send(batch))
    }
}
