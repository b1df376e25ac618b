//! Write a dataset into a new SQLite file.

use std::path::Path;

use rusqlite::Connection;

use super::rows::Rows;
use super::{Error, ddl, steps};
use crate::check::{Checked, Progress};
use crate::dataset::Summary;
use crate::hash::sha256;
use crate::kinds::stored;
use crate::model::Record;

/// The file is new and renamed into place only when whole, so a journal would protect nothing. Every value was checked
/// when it was read; SQLite builds a table for each list of words each time it checks a row, which takes longer than the
/// rest of the row.
const PRAGMAS: &str = "
    pragma journal_mode = off;
    pragma synchronous = off;
    pragma locking_mode = exclusive;
    pragma foreign_keys = off;
    pragma ignore_check_constraints = on;
    pragma cache_size = -32768;
";

/// Facts that are sorted in no time, and kept in memory.
const SMALL: usize = 5000;

/// Write the dataset into the file at `path`, which must be new or empty.
///
/// # Errors
/// When the file cannot be written; it is then of no use.
pub fn build(dataset: &Checked, path: &Path, progress: Progress<'_>) -> Result<(), Error> {
    let connection = Connection::open(path)?;
    connection.execute_batch(PRAGMAS)?;
    begin(&connection)?;
    fill(&connection, dataset, progress)?;
    let indexes: Vec<String> = ddl::indexes().collect();
    for (done, index) in indexes.iter().enumerate() {
        progress("indexing", done, indexes.len());
        connection.execute_batch(index)?;
    }
    steps::write(&connection)?;
    connection.execute_batch("commit")?;
    connection.close().map_err(|(_, error)| error.into())
}

/// A database without rows yet that will live as long as one process. Making it needs no data, so that can be read
/// meanwhile.
///
/// Of indexes it has those that every request needs; to make the others takes longer than to sort its rows.
pub struct Draft(Connection);

impl Draft {
    /// Make the tables, in memory.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn new() -> Result<Self, Error> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch("pragma foreign_keys = off; pragma ignore_check_constraints = on")?;
        begin(&connection)?;
        for index in ddl::indexes().filter(|index| index.starts_with("create unique") || index.contains("_sets_value"))
        {
            connection.execute_batch(&index)?;
        }
        Ok(Self(connection))
    }

    /// Write the dataset, then all at once the file at `path`. A large dataset goes into the file row by row, as [`build`] does.
    ///
    /// # Errors
    /// When the file cannot be written; it is then of no use.
    pub fn write(self, dataset: &Checked, path: &Path) -> Result<(), Error> {
        if dataset.register.len() > SMALL {
            return build(dataset, path, &|_, _, _| {});
        }
        fill(&self.0, dataset, &|_, _, _| {})?;
        steps::write(&self.0)?;
        self.0.execute_batch("commit")?;
        let failed = |error: std::io::Error| Error::File(format!("{} cannot be written: {error}", path.display()));
        std::fs::write(path, &*self.0.serialize(rusqlite::MAIN_DB)?).map_err(failed)
    }
}

/// Make the tables, in the one transaction that writes everything.
fn begin(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch(&format!("pragma application_id = {}; begin; {}", ddl::APPLICATION_ID, ddl::tables()))?;
    Ok(())
}

/// Write all rows and what is known of them as a whole.
fn fill(connection: &Connection, dataset: &Checked, progress: Progress<'_>) -> Result<(), Error> {
    let (hash, summary) = insert(dataset, connection, progress)?;
    meta(dataset, &hash, &summary, connection)
}

/// Insert every record in its default order; gives the SHA-256 that names this very dataset, and what is in it.
fn insert(dataset: &Checked, connection: &Connection, progress: Progress<'_>) -> Result<(String, Summary), Error> {
    let mut rows = Rows::new(connection, dataset)?;
    for kind in stored().filter(|kind| !kind.is_fact()) {
        let mut records: Vec<&Record> = dataset.of(kind).iter().collect();
        records.sort_by_key(|record| record.id());
        (1..).zip(records).try_for_each(|(n, record)| rows.add(n, record))?;
    }
    dataset.each_fact(|n, fact| {
        progress("writing", n as usize, dataset.register.len());
        rows.add(n, fact)
    })?;
    rows.finish(connection)
}

fn meta(dataset: &Checked, hash: &str, summary: &Summary, connection: &Connection) -> Result<(), Error> {
    let json = |value: serde_json::Result<String>| value.unwrap_or_default();
    let mut insert = connection.prepare("insert into meta (key, value) values (?, ?)")?;
    for (key, value) in [
        ("manifest", json(serde_json::to_string(&dataset.manifest))),
        ("summary", json(serde_json::to_string(summary))),
        ("hash", hash.to_owned()),
        ("schema", schema_hash()),
    ] {
        insert.execute((key, value))?;
    }
    Ok(())
}

/// What tells a file of this program's schema from one of another version's.
pub fn schema_hash() -> String {
    sha256(ddl::sql().as_bytes())[..16].to_owned()
}

/// Prove that the file at `path` holds together before anybody serves it, and measure its columns for the planner. A
/// database that lives as long as one process, which wrote it itself, needs neither.
///
/// # Errors
/// When it does not, or cannot be read.
pub fn prove(path: &Path) -> Result<(), Error> {
    let connection = Connection::open(path)?;
    connection.execute_batch("pragma synchronous = off; pragma cache_size = -32768")?;
    let dangling = connection.prepare("pragma foreign_key_check")?.query_map([], |_| Ok(()))?.count();
    let health: String = connection.query_row("pragma quick_check", [], |row| row.get(0))?;
    if dangling > 0 || health != "ok" {
        return Err(Error::Broken(format!("{dangling} dangling references, quick_check: {health}")));
    }
    connection.execute_batch("pragma analysis_limit = 1000; analyze")?;
    Ok(())
}
