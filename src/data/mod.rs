//! The data folder: which files it has and the rows that stand in them, not yet judged.
//!
//! A folder is either compiled into the program or a directory that the user names. Every value keeps its line, so
//! that [`crate::check`] can say where something is wrong.

use crate::model::Place;

mod coverage;
mod csv;
mod folder;
mod history;
mod languages;
mod manifest;
mod toml;
mod verified;
pub mod versions;

pub use self::csv::Table;
pub use self::toml::rows;
pub use coverage::{COVERAGE, Excuse, Excuses, Mention, Reason, Split, Term};
pub use folder::{DATABASE, Folder};
pub use history::{Change, HISTORY, History, Version, What};
pub use languages::{LANGUAGES, Labels, Title, Titles, labels, titles};
pub use manifest::{Maintainer, Manifest};
pub use verified::{Coverage, Location, VERIFIED, Verified, key};

/// One row of a data file, as written.
#[derive(Debug)]
pub struct Row {
    /// Where it begins.
    pub place: Place,
    /// Its values.
    pub fields: Vec<Field>,
}

/// One value of a row.
#[derive(Debug)]
pub struct Field {
    /// The key or column name, as written.
    pub key: String,
    /// Line of the value.
    pub line: usize,
    /// The value, as written.
    pub cell: Cell,
}

/// A value as a data file has it.
#[derive(Debug)]
pub enum Cell {
    /// A quoted text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A bare TOML date or time, which no column takes.
    Datetime(String),
    /// A list.
    List(Vec<Cell>),
    /// A table within the row.
    Table(Vec<Field>),
    /// A non-empty CSV cell, whose type only its column knows.
    Csv(String),
}
