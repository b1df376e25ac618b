//! The database: the only module that runs SQL, on SQLite by way of sqlx.
//!
//! [`seed()`] writes a new one from a checked dataset; [`Store`] reads it and never writes. Queries are answered by the
//! [index](crate::index) as far as it goes; the database has the rows' lines, the words, and the columns of the index.
//! Identifiers in SQL come from the declarations, values are always bound.

mod batch;
mod connect;
pub mod ddl;
mod dialect;
mod export;
mod find;
mod fresh;
mod memory;
mod open;
mod read;
mod rows;
mod seal;
mod seed;
mod write;

use std::collections::HashMap;
use std::fs::File;
use std::sync::Arc;

use tokio::sync::OnceCell;

use self::connect::Database;
use self::memory::Memory;
use crate::dataset::About;
use crate::hash::sha256;
use crate::index::EncodedColumn;

pub use export::Export;
pub use fresh::fresh;
pub use open::{embedded, file_stamp, stamp};
pub use read::Page;
pub use seed::{build, bytes, seed};

/// A dataset ready to be asked.
#[derive(Debug)]
pub struct Store {
    database: Database,
    /// The columns of the index, each read when it is first asked for.
    columns: HashMap<&'static str, OnceCell<Arc<EncodedColumn>>>,
    memory: Memory,
    /// The file, where the database is in one.
    pub file: Option<Arc<File>>,
    /// How many bytes the database has.
    pub length: u64,
    /// SHA-256 over the records: two databases with the same one answer alike.
    pub hash: String,
    /// What its data files were, where they are the program's own.
    pub made_of: String,
    /// Address of the service for what names it from outside, without a slash at its end; empty when it is not known.
    pub base: String,
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
    /// Something took longer than anything may.
    #[error("the work took too long and was given up")]
    Late,
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
    /// The bytes of the database, which is to be handed out.
    ///
    /// # Errors
    /// When there is not enough memory for a copy.
    pub async fn copy(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = self.database.copy().await?;
        // Whoever takes it away wants to know that it is whole.
        seal::seal_bytes(&mut bytes);
        Ok(bytes)
    }
}

/// What tells a database of this program's tables and columns from one of another version's.
fn schema_hash() -> String {
    let sql = write::MIGRATIONS.iter().map(|migration| migration.sql.as_str());
    let all: Vec<&str> = sql.chain(rows::indexed().into_keys()).collect();
    sha256(all.concat().as_bytes())[..16].to_owned()
}
