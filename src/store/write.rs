//! Write a dataset into new, empty tables.
//!
//! One thread reads and renders the records and gathers their cells in batches; meanwhile the engine writes those that are
//! full: SQLite in a thread of its own, PostgreSQL in another process.

use std::ops::Deref;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Executor, Row};
use tokio::sync::mpsc::channel;

use super::batch::{Batch, Batches};
use super::cell::Rows;
use super::ddl::quoted;
use super::dialect::{self, Dialect};
use super::rows::Producer;
use super::{Error, postgres, schema_hash};
use crate::check::{Checked, Progress};
use crate::index::{Dictionary, EncodedColumn};

/// The tables, then what is made when all rows are there.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
/// Batches that wait for the engine.
const WAITING: usize = 2;

/// Where rows are written.
pub enum Writer<'a> {
    /// A new file.
    Sqlite(&'a mut SqliteConnection),
    /// A new schema.
    Postgres(&'a mut postgres::Writer),
}

/// Write a dataset.
///
/// # Errors
/// When the database or the data fail; what was written is then of no use.
pub async fn write(
    dataset: impl Deref<Target = Checked> + Send + 'static,
    writer: &mut Writer<'_>,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let (total, schema) = (dataset.register.len(), schema_hash(&writer.dialect()));
    let produce = move |batches| Producer::new(&dataset, batches).run(&dataset, &schema);
    write_from(produce, total, writer, progress).await
}

/// Write what `source` puts into batches, of so many facts in all.
///
/// # Errors
/// When the database or the source fail; what was written is then of no use.
pub async fn write_from(
    source: impl FnOnce(Batches) -> Result<(), Error> + Send + 'static,
    total: usize,
    writer: &mut Writer<'_>,
    progress: Progress<'_>,
) -> Result<(), Error> {
    writer.begin().await?;
    let (sender, mut full) = channel(WAITING);
    let batches = Batches::new(writer.dialect(), sender);
    let source = tokio::task::spawn_blocking(move || source(batches));
    while let Some(batch) = full.recv().await {
        progress("writing", batch.facts, total);
        writer.insert(batch).await?;
    }
    source.await.map_err(|panic| Error::Failed(panic.to_string()))??;
    progress("indexing", 0, 1);
    writer.index().await?;
    writer.order_of_ids().await?;
    writer.finish().await
}

impl Writer<'_> {
    fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(writer) => writer.dialect.clone(),
        }
    }

    /// Make the tables.
    async fn begin(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                connection.execute(dialect::BEFORE_WRITING).await?;
                MIGRATIONS.run_to(1, &mut **connection).await?;
                connection.execute("begin").await?;
                Ok(())
            }
            Self::Postgres(writer) => writer.begin().await,
        }
    }

    async fn insert(&mut self, batch: Batch) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => insert(connection, batch).await,
            Self::Postgres(writer) => writer.copy(batch).await,
        }
    }

    /// Make what is made when all rows are there.
    async fn index(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                connection.execute("commit").await?;
                Ok(MIGRATIONS.run(&mut **connection).await?)
            }
            Self::Postgres(writer) => writer.index().await,
        }
    }

    /// Add the column by which lists are sorted by id. Its values are too many to be kept in memory, and their order is
    /// all that is asked of them.
    async fn order_of_ids(&mut self) -> Result<(), Error> {
        let dialect = self.dialect();
        let statement = AssertSqlSafe(dialect.ordered_by_id());
        let ranks: Option<String> = match self {
            Self::Sqlite(connection) => sqlx::query(statement).fetch_one(&mut **connection).await?.try_get(0)?,
            Self::Postgres(writer) => sqlx::query(statement).fetch_one(&mut writer.connection).await?.try_get(0)?,
        };
        let ranks = ranks.unwrap_or_default();
        let mut codes = vec![0; ranks.split(',').count()];
        for (code, rank) in (1..).zip(ranks.split(',').filter_map(|rank| rank.parse::<usize>().ok())) {
            codes[rank] = code;
        }
        let (codes, dictionary) = (codes.into_iter().collect(), Dictionary::Integers(Vec::new()));
        self.insert(Batch::of_column(&dialect, "id", &EncodedColumn { codes, dictionary, lists: None })?).await
    }

    async fn finish(&mut self) -> Result<(), Error> {
        if let Self::Sqlite(connection) = self {
            connection.execute(dialect::AFTER_WRITING).await?;
        }
        Ok(())
    }
}

/// Add the rows to their table.
async fn insert(connection: &mut SqliteConnection, batch: Batch) -> Result<(), Error> {
    // Full batches all have one text, which is prepared once.
    let (is_full, count) = (batch.rows.is_full(), batch.rows.count());
    let Rows::Sqlite(cells, _) = batch.rows else { return Err(Error::Failed("rows of another engine".to_owned())) };
    let marks = format!("({})", vec!["?"; batch.columns.len()].join(","));
    let names: Vec<String> = batch.columns.iter().map(|name| quoted(name)).collect();
    let rows = vec![marks.as_str(); count].join(",");
    let sql = format!("insert into {} ({}) values {rows}", batch.table, names.join(","));
    sqlx::query_with(AssertSqlSafe(sql), cells).persistent(is_full).execute(connection).await?;
    Ok(())
}
