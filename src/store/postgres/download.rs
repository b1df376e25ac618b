//! The SQLite file of a dataset that is read from PostgreSQL: its tables, copied.

use std::fs::File;

use futures_util::{StreamExt, TryStreamExt};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, TypeInfo, ValueRef, query};
use tokio::runtime::Handle;

use super::{Database, problem};
use crate::store::batch::Batches;
use crate::store::cell::Cell;
use crate::store::ddl::{COLUMNS, META, quoted, tables};
use crate::store::dialect::Dialect;
use crate::store::seal::seal_file;
use crate::store::write::{Writer, write_from};
use crate::store::{Error, schema_hash};

/// Rows that are handed over at once.
const PIECE: usize = 1024;

impl Database {
    /// A file that `sinolac seed` could have written of the same data. It has no name, so it is gone when it is closed.
    ///
    /// # Errors
    /// When the server fails or there is no room for a temporary file.
    pub async fn file(&self) -> Result<File, Error> {
        let failed = |error: std::io::Error| Error::Failed(format!("no temporary file can be written: {error}"));
        let file = tempfile::NamedTempFile::new().map_err(failed)?;
        let mut sqlite =
            SqliteConnectOptions::new().filename(file.path()).disable_statement_logging().connect().await?;
        // Apart from the others, since its statements take longer than any of a request may.
        let server =
            self.connections.options().connect().await.map_err(|error| problem::serving(&self.shown, error))?;
        let (source, shown, runtime) = (self.dialect.clone(), self.shown.clone(), Handle::current());
        let copy = move |batches| {
            let copied = copied(server, &source, batches, &runtime);
            copied.map_err(|error| if let Error::Sql(error) = error { problem::serving(&shown, error) } else { error })
        };
        write_from(copy, 0, &mut Writer::Sqlite(&mut sqlite), &|_, _, _| {}).await?;
        sqlite.close().await?;
        let mut file = file.into_file();
        seal_file(&mut file).map_err(failed)?;
        Ok(file)
    }
}

/// Every row of every table. A batch waits for room, so this is in a thread of its own.
fn copied(mut server: PgConnection, source: &Dialect, mut batches: Batches, runtime: &Handle) -> Result<(), Error> {
    let schema = schema_hash(&Dialect::Sqlite);
    for (table, columns) in tables(&Dialect::Sqlite) {
        let mut rows = query(AssertSqlSafe(select(source, &table, &columns))).fetch(&mut server);
        loop {
            let piece: Vec<PgRow> = runtime.block_on(rows.by_ref().take(PIECE).try_collect())?;
            for row in &piece {
                let mut cells = (0..columns.len()).map(|column| cell(row, column)).collect::<Result<Vec<_>, _>>()?;
                // The tables of the file are another engine's.
                if table == META && matches!(cells[0], Cell::Text("schema")) {
                    cells[1] = Cell::Text(&schema);
                }
                batches.push(&table, cells)?;
            }
            if piece.len() < PIECE {
                break;
            }
        }
    }
    batches.finish()
}

fn select(source: &Dialect, table: &str, columns: &[&str]) -> String {
    // SQLite's name for a row's number.
    let name = |column: &&str| if *column == "rowid" { "n".to_owned() } else { quoted(column) };
    let names: Vec<String> = columns.iter().map(name).collect();
    // The order of ids is worked out for each file.
    let wanted = if table == COLUMNS { " where name <> 'id'" } else { "" };
    format!("select {} from {}{wanted} order by {}", names.join(", "), source.table(table), names[0])
}

fn cell(row: &PgRow, column: usize) -> Result<Cell<'_>, sqlx::Error> {
    let value = row.try_get_raw(column)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    Ok(match value.type_info().name() {
        "INT4" => Cell::Integer(row.try_get::<i32, _>(column)?.into()),
        "INT8" => Cell::Integer(row.try_get(column)?),
        "FLOAT8" => Cell::Number(row.try_get(column)?),
        "BOOL" => Cell::Bool(row.try_get(column)?),
        "BYTEA" => Cell::Bytes(row.try_get(column)?),
        _ => Cell::Text(row.try_get(column)?),
    })
}
