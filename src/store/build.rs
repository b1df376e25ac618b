//! Write a dataset into a new SQLite file.

use std::cmp::Reverse;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::rows::Rows;
use super::{Error, ddl};
use crate::check::Dataset;
use crate::describe::Summary;
use crate::hash::sha256;
use crate::kinds::stored;
use crate::record::Record;

/// What building tells of its progress: rows written so far, and how many there will be.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Send + Sync);

/// Write the dataset into the file at `path`, which must be new or empty, in one transaction, and check it.
///
/// # Errors
/// When the file cannot be written or what was written does not hold together; the file is then of no use.
pub async fn build(dataset: &Dataset, path: &Path, progress: Progress<'_>) -> Result<(), Error> {
    // The file is new and renamed into place only when whole, so a journal would protect nothing.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(AssertSqlSafe(ddl::sql())).await?;
    let (hash, summary) = insert(dataset, &mut transaction, progress).await?;
    meta(dataset, &hash, &summary, &mut transaction).await?;
    transaction.commit().await?;
    check(&mut connection).await?;
    let application = format!("pragma application_id = {}; analyze;", ddl::APPLICATION_ID);
    connection.execute(AssertSqlSafe(application)).await?;
    connection.close().await?;
    Ok(())
}

/// Insert every record in its default order; gives the SHA-256 that names this very dataset, and what is in it.
async fn insert(
    dataset: &Dataset,
    connection: &mut SqliteConnection,
    progress: Progress<'_>,
) -> Result<(String, Summary), Error> {
    let mut facts: Vec<&Record> = dataset.facts().collect();
    facts.sort_by_cached_key(|fact| {
        let start = fact.text("start").map(str::to_owned);
        (start.is_none(), Reverse(start), fact.id().to_owned())
    });
    let references = stored().filter(|kind| !kind.is_fact()).flat_map(|kind| {
        let mut records: Vec<&Record> = dataset.of(kind).iter().collect();
        records.sort_by_key(|record| record.id());
        (1i64..).zip(records)
    });
    let total = stored().map(|kind| dataset.of(kind).len()).sum();
    let mut rows = Rows::new(dataset);
    for (done, (n, record)) in references.chain((1i64..).zip(facts)).enumerate() {
        rows.add(n, record);
        rows.flush(connection, false).await?;
        progress(done + 1, total);
    }
    rows.flush(connection, true).await?;
    rows.sets(connection).await?;
    Ok(rows.finish(dataset))
}

async fn meta(
    dataset: &Dataset,
    hash: &str,
    summary: &Summary,
    connection: &mut SqliteConnection,
) -> Result<(), Error> {
    let json = |value: serde_json::Result<String>| value.unwrap_or_default();
    for (key, value) in [
        ("manifest", json(serde_json::to_string(&dataset.manifest))),
        ("summary", json(serde_json::to_string(summary))),
        ("hash", hash.to_owned()),
        ("schema", schema_hash()),
    ] {
        let insert = sqlx::query("insert into meta (key, value) values (?, ?)");
        insert.bind(key).bind(value).execute(&mut *connection).await?;
    }
    Ok(())
}

/// What tells a file of this program's schema from one of another version's.
pub fn schema_hash() -> String {
    sha256(ddl::sql().as_bytes())[..16].to_owned()
}

/// Prove that the file holds together before anybody serves it.
async fn check(connection: &mut SqliteConnection) -> Result<(), Error> {
    let dangling = sqlx::query("pragma foreign_key_check").fetch_all(&mut *connection).await?;
    let health: String = sqlx::query_scalar("pragma quick_check").fetch_one(connection).await?;
    if dangling.is_empty() && health == "ok" {
        return Ok(());
    }
    Err(Error::Broken(format!("{} dangling references, quick_check: {health}", dangling.len())))
}
