//! PostgreSQL: one version of a dataset, a schema, read through a pool of connections.
//!
//! Every statement names the schema of the version that was current when the server was opened, so a version that is put in
//! its place later changes nothing. All that is asked here may be asked twice, so what a lost connection left
//! unanswered is asked again on another.

mod address;
mod connections;
mod copy;
mod download;
mod lines;
mod problem;
mod seed;
mod verify;

use std::time::Duration;

use sqlx::postgres::{PgPoolOptions, PgRow};
use sqlx::{AssertSqlSafe, Connection, Decode, Executor, Postgres, Row, Type, query, query_scalar};

use super::Error;
use super::connect::{Bind, Deadline, PATIENCE};
use super::dialect::Dialect;

use connections::Connections;

pub use address::Address;
pub use copy::CopyRows;
pub use seed::{Writer, seed};

/// Most connections. The index answers most of a request, so that few statements run at the same time.
const CONNECTIONS: u32 = 8;
/// How long to wait for a connection, also of a server that is being started again: as long as a request may take, but
/// for what it takes to say why it was not answered.
const WAIT: Duration = Duration::from_secs(PATIENCE.as_secs() - 1);
/// How often a statement is tried on another connection: once for each that a restart of the server took away, and more.
const TRIES: u32 = CONNECTIONS + 2;

/// The name of the version that is the current one on a server; `None` while it cannot be told.
pub async fn current(address: &Address) -> Option<String> {
    let mut connection = address.connect().await.ok()?;
    let current = query_scalar("select version from sinolac.current").fetch_optional(&mut connection).await;
    _ = connection.close().await;
    current.ok().flatten()
}

/// A version on a server.
#[derive(Debug)]
pub struct Database {
    connections: Connections,
    /// With its schema.
    pub dialect: Dialect,
    shown: String,
}

impl Database {
    /// The version of a schema, or where none is given the current one; and how many bytes it has.
    ///
    /// # Errors
    /// One line that says why there is none.
    pub async fn open(address: &Address, schema: Option<&str>) -> Result<(Self, u64), Error> {
        let failed = |error| problem::reading(address, &error);
        let mut connection = address.connect().await?;
        let current = match schema {
            Some(schema) => Some(schema.to_owned()),
            None => query_scalar("select version from sinolac.current")
                .fetch_optional(&mut connection)
                .await
                .map_err(failed)?,
        };
        let schema = current.filter(|name| is_version(name)).ok_or_else(|| problem::empty(address))?;
        let size = "select cast(coalesce(sum(pg_total_relation_size(c.oid)), 0) as bigint) \
                    from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = $1 and c.relkind = 'r'";
        let length: i64 = query_scalar(size).bind(&schema).fetch_one(&mut connection).await.map_err(failed)?;
        connection.close().await.map_err(failed)?;
        // Set by a statement, since poolers refuse most of what a connection begins with.
        let limit = format!("set statement_timeout = {}", PATIENCE.as_millis());
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(WAIT).test_before_acquire(false);
        let pool = pool.after_connect(move |connection, _| {
            let limit = limit.clone();
            Box::pin(async move { connection.execute(AssertSqlSafe(limit)).await.map(|_| ()) })
        });
        let pool = pool.connect_lazy_with(address.options().clone());
        let dialect = Dialect::Postgres { schema };
        Ok((
            Self { connections: Connections::new(pool), dialect, shown: address.to_string() },
            u64::try_from(length).unwrap_or(0),
        ))
    }

    /// What a statement finds in its first row and column.
    ///
    /// # Errors
    /// When the server fails or the deadline passes.
    pub async fn scalar<T>(&self, sql: &str, binds: &[Bind<'_>], deadline: Deadline) -> Result<Option<T>, Error>
    where
        T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        let rows = self.rows(sql, binds, deadline).await?;
        Ok(rows.first().map(|row| row.try_get(0)).transpose()?.flatten())
    }

    async fn rows(&self, sql: &str, binds: &[Bind<'_>], deadline: Deadline) -> Result<Vec<PgRow>, Error> {
        // No text here has a NUL in it, so none is the one that is looked for; the server would refuse the question.
        if binds.iter().any(|bind| matches!(bind, Bind::Text(text) if text.contains('\0'))) {
            return Ok(Vec::new());
        }
        self.patiently(deadline, || self.once(sql, binds)).await
    }

    /// Ask until the deadline, again where a connection was lost.
    async fn patiently<T, F>(&self, deadline: Deadline, ask: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, sqlx::Error>>,
    {
        // Boxed, since what opens a connection is large and seldom needed.
        let found = tokio::time::timeout_at(deadline.0.into(), Box::pin(tried(ask))).await;
        found.map_err(|_| Error::Late)?.map_err(|error| problem::serving(&self.shown, error))
    }

    async fn once(&self, sql: &str, binds: &[Bind<'_>]) -> Result<Vec<PgRow>, sqlx::Error> {
        let mut connection = self.connections.lend().await?;
        let statement = query(AssertSqlSafe(sql.to_owned()));
        let statement = binds.iter().fold(statement, |statement, bind| match bind {
            Bind::Text(text) => statement.bind((*text).to_owned()),
            Bind::Integer(integer) => statement.bind(*integer),
            Bind::Texts(texts) => {
                let texts = texts.iter().filter(|text| !text.contains('\0'));
                statement.bind(texts.map(|text| (*text).to_owned()).collect::<Vec<_>>())
            }
            Bind::Ranks(ranks) => statement.bind(ranks.iter().map(|rank| rank.cast_signed()).collect::<Vec<_>>()),
        });
        let rows = statement.fetch_all(&mut *connection).await?;
        connection.hand_on();
        Ok(rows)
    }
}

async fn tried<T, F>(ask: impl Fn() -> F) -> Result<T, sqlx::Error>
where
    F: Future<Output = Result<T, sqlx::Error>>,
{
    let mut pause = Duration::from_millis(1);
    for _ in 1..TRIES {
        match ask().await {
            Err(error) if problem::is_lost(&error) => tracing::debug!(%error, "a statement is tried again"),
            other => return other,
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    ask().await
}

/// Whether a schema's name is one that [`seed()`] gives: it is put into SQL as it is.
fn is_version(name: &str) -> bool {
    let hash = name.strip_prefix("sinolac_");
    hash.is_some_and(|hash| {
        !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}
