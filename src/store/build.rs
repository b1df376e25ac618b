//! Write a dataset into a new SQLite file.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::batch::Batch;
use super::{Error, ddl};
use crate::check::Dataset;
use crate::hash::{Hash, sha256};
use crate::kinds::filed;
use crate::record::{Record, Value};
use crate::render;
use crate::schema::Type;
use crate::schema::common::FACTS;

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
    let hash = rows(dataset, &mut transaction, progress).await?;
    meta(dataset, &hash, &mut transaction).await?;
    transaction.commit().await?;
    check(&mut connection).await?;
    let application = format!("pragma application_id = {}; analyze;", ddl::APPLICATION_ID);
    connection.execute(AssertSqlSafe(application)).await?;
    connection.close().await?;
    Ok(())
}

/// Insert every record and give the SHA-256 of their JSON lines, which names this very dataset.
async fn rows(dataset: &Dataset, connection: &mut SqliteConnection, progress: Progress<'_>) -> Result<String, Error> {
    let mut facts: Vec<&Record> = dataset.facts().collect();
    facts.sort_by_cached_key(|fact| {
        let start = fact.text("start").map(str::to_owned);
        (start.is_none(), std::cmp::Reverse(start), fact.id().to_owned())
    });
    let mut hash = Hash::default();
    let total = filed().map(|kind| dataset.of(kind).len()).sum();
    let mut batches: BTreeMap<String, Batch> = BTreeMap::new();
    let mut done = 0;
    let references = filed().filter(|kind| !kind.is_fact()).flat_map(|kind| {
        let mut records: Vec<&Record> = dataset.of(kind).iter().collect();
        records.sort_by_key(|record| record.id());
        (1i64..).zip(records)
    });
    for (n, record) in references.chain((1i64..).zip(facts)) {
        let json = render::json::line(record);
        hash.update(json.as_bytes());
        add(&mut batches, n, record, json);
        if record.kind.is_fact() {
            let shared = shared(record);
            let json = render::json::line(&shared);
            add(&mut batches, n, &shared, json);
        }
        done += 1;
        for batch in batches.values_mut().filter(|batch| batch.is_full()) {
            batch.flush(connection).await?;
        }
        progress(done, total);
    }
    for batch in batches.values_mut() {
        batch.flush(connection).await?;
    }
    Ok(hash.hex())
}

/// The fact as `facts` has it: the columns that all kinds share.
fn shared(fact: &Record) -> Record {
    let values = FACTS.columns().map(|column| fact.get(column.name).clone()).collect();
    Record { kind: &FACTS, values, place: fact.place.clone() }
}

/// Queue a record for its table, its link tables and its lines.
fn add(batches: &mut BTreeMap<String, Batch>, n: i64, record: &Record, json: String) {
    let kind = record.kind;
    let mut into = |table: String, columns: &dyn Fn() -> Vec<String>, row: Vec<Value>| {
        batches.entry(table).or_insert_with_key(|table| Batch::new(table, &columns())).push(row);
    };
    for (column, value) in kind.columns().zip(&record.values).filter(|(column, _)| ddl::is_linked(column)) {
        if let Value::List(items) = value {
            for item in items {
                let row = vec![Value::Text(item.clone()), Value::Integer(n)];
                into(format!("{}_{}", kind.name, column.param), &|| vec![column.param.to_owned(), "n".to_owned()], row);
            }
        }
    }
    let lines = vec![Value::Integer(n), Value::Text(json), Value::Text(render::csv::line(record))];
    into(format!("{}_lines", kind.name), &|| ["n", "json", "csv"].map(str::to_owned).to_vec(), lines);
    let row = std::iter::once(Value::Integer(n))
        .chain(kind.columns().zip(&record.values).map(|(column, value)| stored(column.ty, value)));
    let names =
        || std::iter::once("n".to_owned()).chain(kind.columns().map(|column| ddl::quoted(column.name))).collect();
    into(kind.name.to_owned(), &names, row.collect());
}

/// A value as its column in SQL takes it.
fn stored(ty: Type, value: &Value) -> Value {
    match (ty, value) {
        (_, Value::List(_) | Value::Evidence(_) | Value::Related(_)) => {
            Value::Text(serde_json::to_string(value).unwrap_or_default())
        }
        (_, Value::Bool(bool)) => Value::Integer(i64::from(*bool)),
        (_, value) => value.clone(),
    }
}

async fn meta(dataset: &Dataset, hash: &str, connection: &mut SqliteConnection) -> Result<(), Error> {
    let manifest = serde_json::to_string(&dataset.manifest).unwrap_or_default();
    for (key, value) in [("manifest", manifest.as_str()), ("hash", hash), ("schema", &schema_hash())] {
        sqlx::query("insert into meta (key, value) values (?, ?)")
            .bind(key)
            .bind(value)
            .execute(&mut *connection)
            .await?;
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
