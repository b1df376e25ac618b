//! Write a dataset into a new, empty database.
//!
//! One thread reads and renders the records and gathers their cells in batches; meanwhile SQLite, which has a thread of its
//! own, writes those that are full.

use std::ops::Deref;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Executor, Row};
use tokio::sync::mpsc::channel;

use super::connect::{Cell, bound};
use super::ddl::{COLUMNS, quoted, tables};
use super::read::Line;
use super::rows::Producer;
use super::{Error, dialect};
use crate::check::{Checked, Progress};
use crate::index::{Dictionary, EncodedColumn};

/// The tables, then what is made when all rows are there.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
/// Rows that are written at once, and cells: SQLite takes no more than 32,766 in one statement.
const BATCH: (usize, usize) = (100, 30_000);
/// Bytes of a part of a column.
const PART: usize = 1 << 16;
/// Batches that wait for SQLite.
const WAITING: usize = 2;

/// Rows of one table, one after the other, and how many facts were read when they were full.
pub struct Batch {
    /// Its place among the tables.
    pub table: usize,
    /// The cells of all rows.
    pub cells: Vec<Cell>,
    /// How many facts were read.
    pub facts: usize,
}

/// Write everything.
///
/// # Errors
/// When SQLite or the data fail; what was written is then of no use.
pub async fn write<D>(dataset: D, connection: &mut SqliteConnection, progress: Progress<'_>) -> Result<(), Error>
where
    D: Deref<Target = Checked> + Send + 'static,
{
    let total = dataset.register.len();
    connection.execute(dialect::BEFORE_WRITING).await?;
    MIGRATIONS.run_to(1, &mut *connection).await?;
    connection.execute("begin").await?;
    let (sender, mut batches) = channel(WAITING);
    let producer = tokio::task::spawn_blocking(move || Producer::new(&dataset, sender).run(&dataset));
    let tables: Vec<_> = tables().collect();
    while let Some(Batch { table, cells, facts }) = batches.recv().await {
        progress("writing", facts, total);
        let (name, columns) = &tables[table];
        insert(connection, name, columns, cells).await?;
    }
    producer.await.map_err(|panic| Error::Data(panic.to_string()))??;
    connection.execute("commit").await?;
    progress("indexing", 0, 1);
    MIGRATIONS.run(&mut *connection).await?;
    order_of_ids(connection).await?;
    connection.execute(dialect::AFTER_WRITING).await?;
    Ok(())
}

/// Add rows to a table.
async fn insert(
    connection: &mut SqliteConnection,
    table: &str,
    columns: &[&str],
    cells: Vec<Cell>,
) -> Result<(), Error> {
    let rows = cells.len() / columns.len();
    let marks = format!("({})", vec!["?"; columns.len()].join(","));
    let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
    let sql = format!("insert into {table} ({}) values {}", names.join(","), vec![marks.as_str(); rows].join(","));
    // Full batches all have one text, which is prepared once.
    let is_full = rows == capacity(columns.len());
    sqlx::query_with(AssertSqlSafe(sql), bound(cells)?).persistent(is_full).execute(connection).await?;
    Ok(())
}

/// How many rows of so many columns are written at once.
pub fn capacity(columns: usize) -> usize {
    BATCH.0.min(BATCH.1 / columns)
}

/// Add the column by which lists are sorted by id. Its values are too many to be kept in memory, and their order is all
/// that is asked of them.
async fn order_of_ids(connection: &mut SqliteConnection) -> Result<(), Error> {
    let sql = format!("select group_concat(n) from (select n from {} order by id)", Line::Json.table());
    let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut *connection).await?;
    let ranks: &str = row.try_get::<Option<&str>, _>(0)?.unwrap_or_default();
    let mut codes = vec![0; ranks.split(',').count()];
    for (code, rank) in (1..).zip(ranks.split(',').filter_map(|rank| rank.parse::<usize>().ok())) {
        codes[rank] = code;
    }
    let (codes, dictionary) = (codes.into_iter().collect(), Dictionary::Integers(Vec::new()));
    let column = EncodedColumn { codes, dictionary, lists: None };
    insert(connection, COLUMNS, &["name", "part", "bytes"], parts("id", &column)).await
}

/// The rows of a column: pieces that are read into memory which the allocator uses again.
pub fn parts(name: &str, column: &EncodedColumn) -> Vec<Cell> {
    let bytes = column.to_bytes();
    let part = |(part, bytes): (u32, &[u8])| [name.into(), part.into(), Cell::Bytes(bytes.to_vec())];
    (0..).zip(bytes.chunks(PART)).flat_map(part).collect()
}
