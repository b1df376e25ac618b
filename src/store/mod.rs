//! SQLite: the only module that runs SQL.
//!
//! [`build::build`] writes a new file from a checked dataset; [`Store`] reads such a file and never writes.
//! Identifiers in SQL come from the declarations, values are always bound.

mod build;
mod connection;
mod count;
pub mod ddl;
mod explain;
mod filter;
mod group;
mod memory;
mod meta;
mod open;
mod order;
mod read;
mod rows;
mod runs;
mod searchable;
mod seed;
mod select;
pub mod sets;
mod sql;
mod steps;
mod table;

pub use build::{Draft, build};
pub use explain::Plan;
pub use open::Store;
pub use read::{Line, Page, Row};
/// What a table has in a column of a row.
pub use rusqlite::types::ValueRef as Cell;
pub use seed::seed;

/// What can go wrong with a database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite could not write.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// SQLite could not read.
    #[error(transparent)]
    Read(rusqlite::Error),
    /// A file could not be made, moved or read.
    #[error("{0}")]
    File(String),
    /// The data could not be read again to be written.
    #[error("{0}")]
    Data(String),
    /// What was written does not hold together.
    #[error("the database does not hold together: {0}")]
    Broken(String),
    /// The file is not one that this program can serve.
    #[error("{0}")]
    Foreign(String),
}

impl From<String> for Error {
    fn from(reason: String) -> Self {
        Self::Data(reason)
    }
}
