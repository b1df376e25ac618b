//! Write a dataset into a new, empty database.
//!
//! One thread reads and renders the records and gathers their cells in batches; meanwhile SQLite, which has a thread of its
//! own, writes those that are full.

use std::ops::Deref;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Executor, Row};
use tokio::sync::mpsc::channel;

use super::Error;
use super::batch::{Batch, Batches};
use super::dialect::{self, table};
use super::rows::Producer;
use crate::check::{Checked, Progress};
use crate::index::{Dictionary, EncodedColumn};
use crate::render::lines::Line;

/// The tables, then what is made when all rows are there.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
/// Batches that wait for SQLite.
const WAITING: usize = 2;

/// Write everything.
///
/// # Errors
/// When SQLite or the data fail; what was written is then of no use.
pub async fn write(
    dataset: impl Deref<Target = Checked> + Send + 'static,
    connection: &mut SqliteConnection,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let total = dataset.register.len();
    connection.execute(dialect::BEFORE_WRITING).await?;
    MIGRATIONS.run_to(1, &mut *connection).await?;
    connection.execute("begin").await?;
    let (sender, mut batches) = channel(WAITING);
    let producer = tokio::task::spawn_blocking(move || Producer::new(&dataset, Batches::new(sender)).run(&dataset));
    while let Some(batch) = batches.recv().await {
        progress("writing", batch.facts, total);
        batch.insert(connection).await?;
    }
    producer.await.map_err(|panic| Error::Failed(panic.to_string()))??;
    connection.execute("commit").await?;
    progress("indexing", 0, 1);
    MIGRATIONS.run(&mut *connection).await?;
    order_of_ids(connection).await?;
    connection.execute(dialect::AFTER_WRITING).await?;
    Ok(())
}

/// Add the column by which lists are sorted by id. Its values are too many to be kept in memory, and their order is all
/// that is asked of them.
async fn order_of_ids(connection: &mut SqliteConnection) -> Result<(), Error> {
    let sql = format!("select group_concat(n) from (select n from {} order by id)", table(Line::Json));
    let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut *connection).await?;
    let ranks: &str = row.try_get::<Option<&str>, _>(0)?.unwrap_or_default();
    let mut codes = vec![0; ranks.split(',').count()];
    for (code, rank) in (1..).zip(ranks.split(',').filter_map(|rank| rank.parse::<usize>().ok())) {
        codes[rank] = code;
    }
    let (codes, dictionary) = (codes.into_iter().collect(), Dictionary::Integers(Vec::new()));
    Batch::of_column("id", &EncodedColumn { codes, dictionary, lists: None })?.insert(connection).await
}
