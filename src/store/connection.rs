//! Connections for reading: one a thread, opened when the thread first asks.
//!
//! A query of this service takes tens of microseconds. Handing it to another thread and its rows back, as an
//! asynchronous pool must, costs as much again (docs/performance.md has the figures), so it runs where it is asked.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::{Connection, OpenFlags};

use super::Error;

/// Pages that a connection keeps, as SQLite wants it: less than zero is KiB. The system keeps the file as a whole.
const CACHE: i64 = -1024;
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 64;

static NEXT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static OPEN: RefCell<Option<(u64, Connection)>> = const { RefCell::new(None) };
}

/// A database file that any thread can read.
#[derive(Debug, Clone)]
pub struct Reader {
    path: Arc<Path>,
    /// Tells this file from others that the thread may have read before.
    id: u64,
}

impl Reader {
    /// For a file that nothing will change as long as it is read.
    pub fn new(path: PathBuf) -> Self {
        Self { path: path.into(), id: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Run something with this thread's connection.
    pub fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        OPEN.with_borrow_mut(|open| {
            if open.as_ref().is_none_or(|(id, _)| *id != self.id) {
                *open = Some((self.id, self.connect()?));
            }
            let connection = open.as_ref().map(|(_, connection)| connection);
            connection.map_or(Err(rusqlite::Error::InvalidQuery), work)
        })
        .map_err(Error::Read)
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(self.uri(), flags)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.pragma_update(None, "cache_size", CACHE)?;
        Ok(connection)
    }

    /// `immutable` spares SQLite every lock and every look whether the file has changed.
    fn uri(&self) -> String {
        let path = self.path.to_string_lossy();
        let escaped = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        format!("file:{escaped}?immutable=1")
    }
}
