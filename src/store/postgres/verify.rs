//! A version read again before anybody is served from it: every table has the rows that it was given, and the rows have the
//! hash that was worked out when they were written.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row, query, query_scalar};

use crate::hash::Hash;
use crate::render::lines::Line;
use crate::store::Error;
use crate::store::ddl::tables;
use crate::store::dialect::{self, Dialect};

/// Rows that are read with one statement: more would be sorted on the server's disk, should it choose to sort them.
const STEP: i64 = 1 << 14;

/// Compare the tables with how many rows each was given, and the rows with their hash. Gives the hash.
///
/// # Errors
/// When they differ or the server fails.
pub async fn verify(
    connection: &mut PgConnection,
    dialect: &Dialect,
    written: &BTreeMap<String, u64>,
) -> Result<String, Error> {
    for (table, _) in tables(dialect) {
        let sql = format!("select count(*) from {}", dialect.table(&table));
        let found: i64 = query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await?;
        let right = written.get(&*table).copied().unwrap_or(0);
        if u64::try_from(found) != Ok(right) {
            return Err(Error::Broken(format!("the table {table} has {found} rows, {right} were written")));
        }
    }
    let sql = format!("select value from {} where key = 'hash'", dialect.table("internal_meta"));
    let right: String = query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await?;
    let found = hash(connection, dialect).await?;
    if found == right { Ok(right) } else { Err(Error::Broken(format!("its rows have the hash {found}, not {right}"))) }
}

async fn hash(connection: &mut PgConnection, dialect: &Dialect) -> Result<String, Error> {
    let table = dialect.table(dialect::table(Line::Json));
    let sql = format!("select head, own, tail from {table} where n >= $1 and n < $2 order by n");
    let mut hash = Hash::default();
    for step in 0.. {
        let (mut count, from) = (0, step * STEP);
        let mut rows = query(AssertSqlSafe(sql.clone())).bind(from).bind(from + STEP).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            count += 1;
            for part in 0..3 {
                hash.update(row.try_get::<&str, _>(part)?.as_bytes());
            }
            hash.update(Line::Json.end().as_bytes());
        }
        // Ranks are counted from 0 and none is left out.
        if count < STEP {
            break;
        }
    }
    Ok(hash.hex())
}
