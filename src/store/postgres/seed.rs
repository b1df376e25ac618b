//! A version of a dataset put on a server beside the one that is read, checked, and made the current one.

use std::collections::BTreeMap;
use std::ops::Deref;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, query, query_scalar, raw_sql};

use super::{Address, is_version, problem, verify};
use crate::check::{Checked, Progress};
use crate::store::batch::Batch;
use crate::store::cell::Rows;
use crate::store::ddl::{self, quoted, tables};
use crate::store::dialect::{Dialect, OURS};
use crate::store::write::{self, write};
use crate::store::{Error, Store};

/// The schema in which a version is made.
const NEW: &str = "sinolac_new";
/// The schema of a version that another of the same content was put in the place of.
const OLD: &str = "sinolac_old";
/// What says which version is the current one, and which was before it. Everybody who comes into the database may read the
/// dataset, as everybody may read a file.
const POINTER: &str = "
    create schema if not exists sinolac;
    create table if not exists sinolac.current (
        one boolean primary key default true check (one),
        version text not null,
        before text
    );
    grant usage on schema sinolac to public;
    grant select on sinolac.current to public;
";
/// Makes the version `$1` the current one.
const POINT: &str = "
    insert into sinolac.current (version) values ($1) on conflict (one) do update set version = excluded.version,
    before = case current.version when excluded.version then current.before else current.version end
";
/// Versions that are neither the current one nor the one before.
const OLDER: &str = "
    select s.nspname::text from pg_namespace s cross join sinolac.current c
    where s.nspname ~ '^sinolac_([0-9a-f]{16}|old)$' and s.nspname <> c.version and s.nspname is distinct from c.before
";

/// Write the dataset as a version of its own, check it, and make it the current one; until then nothing changes for
/// anybody. The version before is kept, older ones are removed.
///
/// # Errors
/// One line that says what stands in the way.
pub async fn seed(
    dataset: impl Deref<Target = Checked> + Send + 'static,
    address: &Address,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let failed = |error: Error| match error {
        Error::Sql(error) => problem::writing(address, &error),
        error => error,
    };
    let mut connection = address.connect().await?;
    prepare(&mut connection).await.map_err(failed)?;
    let dialect = Dialect::Postgres { schema: NEW.to_owned() };
    let mut writer = Writer { connection, dialect, written: BTreeMap::new() };
    write(dataset, &mut write::Writer::Postgres(&mut writer), progress).await.map_err(failed)?;
    progress("verifying", 0, 1);
    let hash = writer.verify().await.map_err(failed)?;
    writer.commit().await.map_err(failed)?;
    Store::version(address, Some(NEW)).await?;
    switch(&mut writer.connection, &hash).await.map_err(|error| failed(error.into()))?;
    remove_older(&mut writer.connection).await.map_err(|error| failed(error.into()))?;
    Ok(writer.connection.close().await?)
}

/// Shut others out and make room.
async fn prepare(connection: &mut PgConnection) -> Result<(), Error> {
    // Given back when the connection is closed, however that comes about.
    let lock = query_scalar("select pg_try_advisory_lock(cast($1 as bigint))").bind(OURS.parse::<i64>().unwrap_or(0));
    if !lock.fetch_one(&mut *connection).await? {
        return Err(Error::Failed("another `sinolac seed` writes to this database".to_owned()));
    }
    // Else the server says of every schema that is there that it is there.
    connection.execute("set client_min_messages = warning").await?;
    raw_sql(POINTER).execute(&mut *connection).await?;
    // A seed that was broken off between its two transactions leaves this.
    remove(connection, NEW).await?;
    Ok(())
}

/// The version that was made becomes the current one. One of the same content may be there already, with servers that read
/// it: it keeps its rows under another name until it is removed, and they go on with those of the new one.
async fn switch(connection: &mut PgConnection, hash: &str) -> Result<(), sqlx::Error> {
    let version = format!("sinolac_{}", &hash[..16]);
    remove(connection, OLD).await?;
    let mut transaction = connection.begin().await?;
    let there = query_scalar::<_, bool>("select exists (select from pg_namespace where nspname = $1)").bind(&version);
    if there.fetch_one(&mut *transaction).await? {
        transaction.execute(AssertSqlSafe(format!("alter schema {version} rename to {OLD}"))).await?;
    }
    transaction.execute(AssertSqlSafe(format!("alter schema {NEW} rename to {version}"))).await?;
    query(POINT).bind(&version).execute(&mut *transaction).await?;
    transaction.commit().await
}

async fn remove_older(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let older: Vec<String> = query_scalar(OLDER).fetch_all(&mut *connection).await?;
    for schema in older.iter().filter(|schema| is_version(schema)) {
        remove(connection, schema).await?;
    }
    Ok(())
}

async fn remove(connection: &mut PgConnection, schema: &str) -> Result<(), sqlx::Error> {
    connection.execute(AssertSqlSafe(format!("drop schema if exists {schema} cascade"))).await.map(|_| ())
}

/// Writes a new version, in one transaction: one that is broken off leaves nothing.
pub struct Writer {
    /// The connection that the transaction is on.
    pub connection: PgConnection,
    /// With the schema in which the version is made.
    pub dialect: Dialect,
    /// How many rows each table was given.
    written: BTreeMap<String, u64>,
}

impl Writer {
    /// Make the tables.
    ///
    /// # Errors
    /// When the role may not.
    pub async fn begin(&mut self) -> Result<(), Error> {
        let tables = ddl::create(&self.dialect);
        let sql = format!("begin; create schema {NEW}; set local search_path = {NEW};\n{tables}");
        raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Add rows to their table.
    ///
    /// # Errors
    /// When the server takes them not.
    pub async fn copy(&mut self, batch: Batch) -> Result<(), Error> {
        let Rows::Postgres(rows) = batch.rows else { return Err(Error::Failed("rows of another engine".to_owned())) };
        let names: Vec<String> = batch.columns.iter().map(|name| quoted(name)).collect();
        // Frozen: nobody else sees the tables yet, so that no reader or vacuum has to mark their rows later.
        let sql = format!("copy {NEW}.{} ({}) from stdin (format binary, freeze)", batch.table, names.join(", "));
        let mut copy = self.connection.copy_in_raw(&sql).await?;
        copy.send(rows.stream()).await?;
        *self.written.entry(batch.table.into_owned()).or_default() += copy.finish().await?;
        Ok(())
    }

    /// Make keys and indexes, and let the server measure its columns.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn index(&mut self) -> Result<(), Error> {
        let analyze: Vec<_> = tables(&self.dialect).map(|(table, _)| table).collect();
        let sql = format!(
            "{}analyze {};\ngrant usage on schema {NEW} to public; grant select on all tables in schema {NEW} to public;",
            ddl::index(&self.dialect),
            analyze.join(", ")
        );
        raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Prove that the tables have what was written. Gives the dataset's hash.
    async fn verify(&mut self) -> Result<String, Error> {
        verify::verify(&mut self.connection, &self.dialect, &self.written).await
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.connection.execute("commit").await?;
        Ok(())
    }
}
