//! SQLite: connections that only read, all of them opened at the start.
//!
//! What is opened later would see another file once somebody has put one in its place, so nothing is: a server answers
//! from the file that it opened, whatever happens to its path. SQLite runs in a thread for each connection; a statement
//! that is handed there goes on when nobody waits for it any more, so each has a deadline that SQLite itself looks at.

mod seed;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::query::QueryScalar;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteOwnedBuf};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Decode, Executor, Sqlite, Type, query_scalar};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Error;
use super::connect::{Bind, Deadline};
use super::dialect::{OURS, WHOSE};

pub use seed::{build, bytes, seed};

/// Instructions of SQLite's machine between two looks at the clock: well below a millisecond of work.
const INSTRUCTIONS: i32 = 20_000;
/// What SQLite answers when a statement was stopped.
const INTERRUPTED: &str = "9";
/// Fewest and most connections: each has a thread, and with more threads than processors they wait for each other.
const CONNECTIONS: (usize, usize) = (2, 8);
/// Memory of a connection for pages, as SQLite wants it: less than zero is KiB. The system keeps the file as a whole.
const CACHE: &str = "-1024";

/// A database and its connections.
#[derive(Debug)]
pub struct Database {
    idle: Mutex<Vec<Reader>>,
    free: Semaphore,
}

/// A connection, and when its statement is stopped, in milliseconds as a [`Deadline`] counts them.
#[derive(Debug)]
struct Reader {
    connection: SqliteConnection,
    until: Arc<AtomicU64>,
    /// True when somebody stopped waiting for a statement that may still run.
    is_abandoned: bool,
}

impl Database {
    /// Open a file.
    ///
    /// # Errors
    /// When SQLite cannot open it.
    pub async fn file(path: &Path) -> Result<Self, Error> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let mut readers = Vec::new();
        for _ in 0..processors.clamp(CONNECTIONS.0, CONNECTIONS.1) {
            // Immutable spares SQLite every lock and every look whether the file has changed.
            let options = options().filename(path).read_only(true).immutable(true);
            readers.push(Reader::new(options.connect().await?).await?);
        }
        Ok(Self::new(readers))
    }

    /// Take these bytes as a database, which has one connection: each would have a copy of them.
    ///
    /// # Errors
    /// When SQLite cannot read them.
    pub async fn memory(bytes: SqliteOwnedBuf) -> Result<Self, Error> {
        let mut connection = options().in_memory(true).connect().await?;
        connection.deserialize(None, bytes, true).await?;
        // So SQLite reads the pages where they are, instead of copies of them.
        connection.execute("pragma mmap_size = 1073741824").await?;
        Ok(Self::new(vec![Reader::new(connection).await?]))
    }

    fn new(readers: Vec<Reader>) -> Self {
        Self { free: Semaphore::new(readers.len()), idle: Mutex::new(readers) }
    }

    /// The bytes of the database.
    ///
    /// # Errors
    /// When there is not enough memory for a copy.
    pub async fn copy(&self) -> Result<Vec<u8>, Error> {
        let mut taken = self.take(Deadline::new()).await?;
        Ok(taken.reader.as_mut().ok_or(Error::Late)?.connection.serialize(None).await?.to_vec())
    }

    /// Whether it is one of this program's.
    ///
    /// # Errors
    /// When SQLite cannot read it.
    pub async fn is_ours(&self) -> Result<bool, Error> {
        let mark: Option<String> = self.scalar(WHOSE.to_owned(), &[], Deadline::new()).await?;
        Ok(mark.as_deref() == Some(OURS))
    }

    /// What a statement finds in its first row and column.
    ///
    /// # Errors
    /// When SQLite fails or the deadline passes.
    pub async fn scalar<T>(&self, sql: String, binds: &[Bind<'_>], deadline: Deadline) -> Result<Option<T>, Error>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + Send + Unpin,
    {
        let statement = query_scalar(AssertSqlSafe(sql));
        let statement = binds.iter().fold(statement, |statement, bind| match bind {
            Bind::Text(text) => statement.bind((*text).to_owned()),
            Bind::Integer(integer) => statement.bind(*integer),
            Bind::Texts(texts) => statement.bind(serde_json::to_string(texts).unwrap_or_default()),
            Bind::Ranks(ranks) => statement.bind(serde_json::to_string(ranks).unwrap_or_default()),
        });
        self.value(statement, deadline).await
    }

    async fn value<T>(
        &self,
        statement: QueryScalar<'_, Sqlite, Option<T>, SqliteArguments>,
        deadline: Deadline,
    ) -> Result<Option<T>, Error>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + Send + Unpin,
    {
        let mut taken = self.take(deadline).await?;
        let reader = taken.reader.as_mut().ok_or(Error::Late)?;
        if reader.is_abandoned {
            // Its statement is being stopped; what is asked now must not be stopped in its place.
            reader.connection.ping().await?;
        }
        reader.is_abandoned = true;
        reader.until.store(deadline.milliseconds(), Ordering::Relaxed);
        let value = statement.fetch_optional(&mut reader.connection).await;
        reader.is_abandoned = false;
        let is_stopped = |error: &sqlx::Error| {
            error.as_database_error().is_some_and(|error| error.code().as_deref() == Some(INTERRUPTED))
        };
        value.map(Option::flatten).map_err(|error| if is_stopped(&error) { Error::Late } else { error.into() })
    }

    async fn take(&self, deadline: Deadline) -> Result<Taken<'_>, Error> {
        let permit = tokio::time::timeout_at(deadline.0.into(), self.free.acquire()).await;
        let permit = permit.map_err(|_| Error::Late)?.map_err(|_| Error::Late)?;
        let reader = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Taken { database: self, reader, _permit: permit })
    }
}

/// A connection while it is used; it goes back when this is dropped, before anybody else is let in.
struct Taken<'a> {
    database: &'a Database,
    reader: Option<Reader>,
    _permit: SemaphorePermit<'a>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let Some(reader) = self.reader.take() else { return };
        if reader.is_abandoned {
            reader.until.store(0, Ordering::Relaxed);
        }
        self.database.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
    }
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new().disable_statement_logging().pragma("cache_size", CACHE)
}

impl Reader {
    async fn new(mut connection: SqliteConnection) -> Result<Self, Error> {
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let limit = Arc::clone(&until);
        let in_time = move || Deadline::now() < limit.load(Ordering::Relaxed);
        connection.lock_handle().await?.set_progress_handler(INSTRUCTIONS, in_time);
        Ok(Self { connection, until, is_abandoned: false })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    const ENDLESS: &str =
        "with recursive n(i) as (select 1 union all select i + 1 from n) select cast(max(i) as text) from n";

    /// Without tables, and with one connection, so that whoever asks next gets the one that was used.
    async fn database() -> Database {
        let mut connection = options().in_memory(true).connect().await.unwrap();
        connection.execute("pragma user_version = 1").await.unwrap();
        Database::memory(connection.serialize(None).await.unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_statement_is_stopped_at_its_deadline_and_the_next_one_is_not() {
        let database = database().await;
        let soon = Deadline(Instant::now() + Duration::from_millis(20));
        assert!(matches!(database.value::<String>(query_scalar(ENDLESS), soon).await, Err(Error::Late)));
        assert_eq!(
            database.value(query_scalar("select 'here'"), Deadline::new()).await.unwrap(),
            Some("here".to_owned())
        );
    }

    #[tokio::test]
    async fn a_statement_for_which_nobody_waits_any_more_is_stopped() {
        let database = database().await;
        let never = Deadline(Instant::now() + Duration::from_hours(1));
        let left =
            tokio::time::timeout(Duration::from_millis(20), database.value::<String>(query_scalar(ENDLESS), never))
                .await;
        assert!(left.is_err(), "it never ends by itself");
        // Waits for the connection, and so for ever if the statement went on.
        assert_eq!(database.value(query_scalar("select 'here'"), never).await.unwrap(), Some("here".to_owned()));
    }
}
