//! The database: the only module that runs SQL, on SQLite or PostgreSQL by way of sqlx.
//!
//! [`seed()`] writes a new one from a checked dataset; [`Store`] reads it and never writes. Queries are answered by the
//! [index](crate::index) as far as it goes; the database has the rows' lines, the words, and the columns of the index.
//! Identifiers in SQL come from the declarations, values are always bound.

mod batch;
mod cell;
mod connect;
pub mod ddl;
mod dialect;
mod export;
mod find;
mod fresh;
mod memory;
mod open;
mod past;
mod postgres;
mod read;
mod rows;
mod seal;
mod sqlite;
mod write;

use std::collections::HashMap;
use std::fs::File;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use sqlx::Connection;
use tokio::runtime::Handle;
use tokio::sync::OnceCell;

use self::connect::Database;
use self::memory::Memory;
use crate::check::{Checked, Progress};
use crate::dataset::About;
use crate::hash::sha256;
use crate::index::EncodedColumn;

pub use dialect::Dialect;
pub use export::Export;
pub use fresh::fresh;
pub use open::{embedded, file_stamp, stamp};
pub use read::Page;
pub use sqlite::{build, bytes};

/// A dataset ready to be asked.
#[derive(Debug)]
pub struct Store {
    database: Database,
    /// The columns of the index, each read when it is first asked for.
    columns: HashMap<&'static str, OnceCell<Arc<EncodedColumn>>>,
    memory: Memory,
    /// The file, where the database is in one or was copied into one.
    file: OnceCell<Arc<File>>,
    /// How many bytes the database has.
    pub length: u64,
    /// SHA-256 over the records: two databases with the same one answer alike.
    pub hash: String,
    /// What its data files were, where they are the program's own.
    pub made_of: String,
    /// Address of the service for what names it from outside, without a slash at its end; empty when it is not known.
    pub base: String,
    /// Hosts under which tools of language models may ask, beside that one and this machine's.
    pub hosts: Vec<String>,
    /// What else the database says of itself.
    pub about: About,
}

/// What can go wrong with a database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// Its tables could not be made.
    #[error(transparent)]
    Tables(#[from] sqlx::migrate::MigrateError),
    /// A server does not answer, or all its connections are taken.
    #[error("the database does not answer")]
    Away,
    /// The version that is read was removed from the server.
    #[error("the version of the dataset that is served is no longer in the database; start the service again")]
    Dropped,
    /// Something took longer than anything may.
    #[error("the work took too long and was given up")]
    Late,
    /// No temporary file can be made, or not to its end.
    #[error("no temporary file can be written: {0}")]
    NoFile(String),
    /// What was written does not hold together.
    #[error("the database does not hold together: {0}")]
    Broken(String),
    /// A file, a database of another program or the data stood in the way, as is told.
    #[error("{0}")]
    Failed(String),
}

impl From<String> for Error {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

impl Store {
    /// The dataset as a SQLite file, which is to be handed out; `None` where it is only in memory. On a server there is
    /// none: it is made when it is first asked for, to its end even when the client is gone, who may ask again.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn file(self: &Arc<Self>) -> Result<Option<Arc<File>>, Error> {
        if let (None, Database::Postgres(_)) = (self.file.get(), &self.database) {
            let (store, runtime) = (Arc::clone(self), Handle::current());
            // In a thread of its own, since what makes tables stays in the thread that began it.
            let made = tokio::task::spawn_blocking(move || {
                let Database::Postgres(database) = &store.database else { return Ok(()) };
                let file = async { database.file().await.map(Arc::new) };
                runtime.block_on(store.file.get_or_try_init(|| file)).map(|_| ())
            });
            made.await.map_err(|panic| Error::Failed(panic.to_string()))??;
        }
        Ok(self.file.get().cloned())
    }

    /// The bytes of the SQLite database that is in memory.
    ///
    /// # Errors
    /// When there is not enough memory for a copy, or it is elsewhere.
    pub async fn copy(&self) -> Result<Vec<u8>, Error> {
        match &self.database {
            Database::Sqlite(database) => {
                let mut bytes = database.copy().await?;
                // Whoever takes it away wants to know that it is whole.
                seal::seal_bytes(&mut bytes);
                Ok(bytes)
            }
            Database::Postgres(_) => Err(Error::Failed("a database on a server is not in memory".to_owned())),
        }
    }
}

/// Write the dataset, check it, and put it in the place of the one before: a SQLite file, or where `target` is the URL of a
/// PostgreSQL server a version beside the others.
///
/// # Errors
/// When it cannot be written or does not hold together; then what was there before stays.
pub async fn seed(
    dataset: impl Deref<Target = Checked> + Send + 'static,
    target: &Path,
    progress: Progress<'_>,
) -> Result<(), Error> {
    match postgres::Address::of(target) {
        Some(address) => postgres::seed(dataset, &address?, progress).await,
        None => sqlite::seed(dataset, target, progress).await,
    }
}

/// Whether a dataset can be brought to `target` at all, where that is a server: told before the data are read.
///
/// # Errors
/// One line that says what stands in the way.
pub async fn reach(target: &Path) -> Result<(), Error> {
    match postgres::Address::of(target) {
        Some(address) => Ok(address?.connect().await?.close().await?),
        None => Ok(()),
    }
}

/// A file or a server as messages name it: without a password.
pub fn shown(place: &Path) -> String {
    match postgres::Address::of(place) {
        Some(address) => address.map_or_else(|_| "the database".to_owned(), |address| address.to_string()),
        None => place.display().to_string(),
    }
}

/// What tells a database of this program's tables and columns from one of another version's.
fn schema_hash(dialect: &Dialect) -> String {
    let sql = match dialect {
        Dialect::Sqlite => write::MIGRATIONS.iter().map(|migration| migration.sql.as_str()).collect(),
        Dialect::Postgres { .. } => [ddl::create(dialect), ddl::index(dialect)].concat(),
    };
    let columns: String = rows::indexed().into_keys().collect();
    sha256((sql + &columns).as_bytes())[..16].to_owned()
}
