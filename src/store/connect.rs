//! Connections that only read, all of them opened at the start.
//!
//! What is opened later would see another file once somebody has put one in its place, so nothing is: a server answers
//! from the file that it opened, whatever happens to its path. SQLite runs in a thread for each connection; a statement
//! that is handed there goes on when nobody waits for it any more, so each has a deadline that SQLite itself looks at.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteOwnedBuf};
use sqlx::{Arguments, ConnectOptions, Connection, Row, SqlSafeStr, Sqlite};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Error;

/// How long one call may take, its work in memory included.
const PATIENCE: Duration = Duration::from_secs(20);
/// Instructions of SQLite's machine between two looks at the clock: well below a millisecond of work.
const INSTRUCTIONS: i32 = 20_000;
/// What SQLite answers when a statement was stopped.
const INTERRUPTED: &str = "9";
/// Fewest and most connections: each has a thread, and with more threads than processors they wait for each other.
const CONNECTIONS: (usize, usize) = (2, 8);
/// Memory of a connection for pages, as SQLite wants it: less than zero is KiB. The system keeps the file as a whole.
const CACHE: &str = "-1024";

static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A moment after which work is given up.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// That of a call which begins now.
    pub fn new() -> Self {
        Self(Instant::now() + PATIENCE)
    }

    /// # Errors
    /// When it has passed.
    pub fn check(self) -> Result<(), Error> {
        if Instant::now() < self.0 { Ok(()) } else { Err(Error::Late) }
    }

    fn milliseconds(self) -> u64 {
        u64::try_from(self.0.saturating_duration_since(*BEGINNING).as_millis()).unwrap_or(u64::MAX)
    }
}

/// Where a database is.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// In a file.
    File(&'a Path),
    /// In these bytes, of which each connection has a copy.
    Memory(&'a [u8]),
}

/// A database and its connections.
#[derive(Debug)]
pub struct Database {
    idle: Mutex<Vec<Reader>>,
    free: Semaphore,
}

/// A connection, and when its statement is stopped, in milliseconds after [`BEGINNING`].
#[derive(Debug)]
struct Reader {
    connection: SqliteConnection,
    until: Arc<AtomicU64>,
    /// True when somebody stopped waiting for a statement that may still run.
    is_abandoned: bool,
}

impl Database {
    /// Open all connections.
    ///
    /// # Errors
    /// When SQLite cannot open it.
    pub async fn open(place: Place<'_>) -> Result<Self, Error> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let count = processors.clamp(CONNECTIONS.0, CONNECTIONS.1);
        let mut readers = Vec::new();
        for _ in 0..count {
            readers.push(Reader::open(place).await?);
        }
        Ok(Self { idle: Mutex::new(readers), free: Semaphore::new(count) })
    }

    /// What a statement finds in its first row and column; `None` where there is none. `sql` comes from this module and
    /// the declarations alone; what a request says is among the `cells`.
    ///
    /// # Errors
    /// When SQLite fails or the deadline passes.
    pub async fn value<T>(
        &self,
        sql: impl SqlSafeStr,
        cells: impl IntoIterator<Item = Cell>,
        deadline: Deadline,
    ) -> Result<Option<T>, Error>
    where
        T: for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
    {
        let mut taken = self.take(deadline).await?;
        let reader = taken.reader.as_mut().ok_or(Error::Late)?;
        if reader.is_abandoned {
            // Its statement is being stopped; what is asked now must not be stopped in its place.
            reader.connection.ping().await?;
        }
        reader.is_abandoned = true;
        reader.until.store(deadline.milliseconds(), Ordering::Relaxed);
        let row = sqlx::query_with(sql, bound(cells)?).fetch_optional(&mut reader.connection).await;
        reader.is_abandoned = false;
        let is_stopped = |error: &sqlx::Error| {
            error.as_database_error().is_some_and(|error| error.code().as_deref() == Some(INTERRUPTED))
        };
        let row = row.map_err(|error| if is_stopped(&error) { Error::Late } else { error.into() })?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.flatten())
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

impl Reader {
    async fn open(place: Place<'_>) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new().disable_statement_logging().pragma("cache_size", CACHE);
        let mut connection = match place {
            // Spares SQLite every lock and every look whether the file has changed.
            Place::File(path) => options.filename(path).read_only(true).immutable(true).connect().await?,
            Place::Memory(_) => options.in_memory(true).connect().await?,
        };
        if let Place::Memory(bytes) = place {
            connection.deserialize(None, SqliteOwnedBuf::try_from(bytes)?, true).await?;
        }
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let limit = Arc::clone(&until);
        let in_time = move || {
            let now = u64::try_from(BEGINNING.elapsed().as_millis()).unwrap_or(u64::MAX);
            now < limit.load(Ordering::Relaxed)
        };
        connection.lock_handle().await?.set_progress_handler(INSTRUCTIONS, in_time);
        Ok(Self { connection, until, is_abandoned: false })
    }
}

/// What stands in a cell, or is bound to a statement.
#[derive(Debug)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(rank: u32) -> Self {
        Self::Integer(rank.into())
    }
}

/// Cells as SQLite takes them.
pub fn bound(cells: impl IntoIterator<Item = Cell>) -> Result<SqliteArguments, sqlx::Error> {
    let mut arguments = SqliteArguments::default();
    for cell in cells {
        let added = match cell {
            Cell::Null => arguments.add(None::<i64>),
            Cell::Text(text) => arguments.add(text),
            Cell::Integer(integer) => arguments.add(integer),
            Cell::Number(number) => arguments.add(number),
            Cell::Bytes(bytes) => arguments.add(bytes),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDLESS: &str =
        "with recursive n(i) as (select 1 union all select i + 1 from n) select cast(max(i) as text) from n";

    /// With one connection, so that whoever asks next gets the one that was used.
    async fn database() -> Database {
        let reader = Reader::open(Place::Memory(&EMPTY)).await.unwrap();
        Database { idle: Mutex::new(vec![reader]), free: Semaphore::new(1) }
    }

    /// A database without tables: a header and one page.
    static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        std::thread::spawn(move || {
            runtime.block_on(async {
                let mut connection = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
                sqlx::query("pragma user_version = 1").execute(&mut connection).await.unwrap();
                connection.serialize(None).await.unwrap().to_vec()
            })
        })
        .join()
        .unwrap()
    });

    #[tokio::test]
    async fn a_statement_is_stopped_at_its_deadline_and_the_next_one_is_not() {
        let database = database().await;
        let soon = Deadline(Instant::now() + Duration::from_millis(20));
        assert!(matches!(database.value::<String>(ENDLESS, [], soon).await, Err(Error::Late)));
        assert_eq!(database.value("select 'here'", [], Deadline::new()).await.unwrap(), Some("here".to_owned()));
    }

    #[tokio::test]
    async fn a_statement_for_which_nobody_waits_any_more_is_stopped() {
        let database = database().await;
        let never = Deadline(Instant::now() + Duration::from_hours(1));
        let left = tokio::time::timeout(Duration::from_millis(20), database.value::<String>(ENDLESS, [], never)).await;
        assert!(left.is_err(), "it never ends by itself");
        // Waits for the connection, and so for ever if the statement went on.
        assert_eq!(database.value("select 'here'", [], never).await.unwrap(), Some("here".to_owned()));
    }
}
