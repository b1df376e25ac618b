//! Cells of rows as an engine takes them.

use sqlx::Arguments;
use sqlx::sqlite::SqliteArguments;

use super::Error;
use super::dialect::Dialect;
use super::postgres::CopyRows;
use crate::model::Value;

/// Rows that SQLite writes at once, and cells: it takes no more than 32,766 in one statement.
const BATCH: (usize, usize) = (100, 30_000);

/// What stands in one column of a row.
#[derive(Debug, Clone)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A rank or another small number.
    Rank(u32),
    /// A text.
    Text(&'a str),
    /// A text that was made for the cell.
    Made(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// Bytes.
    Bytes(&'a [u8]),
    /// The words of a headline and of the rest, with blanks between them: a column each, for PostgreSQL also both as a `tsvector`.
    Words(&'a str, &'a str),
}

impl<'a> From<&'a Value> for Cell<'a> {
    /// Lists stand in their cell as JSON.
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Text(text) => Self::Text(text),
            Value::Integer(integer) => Self::Integer(*integer),
            Value::Number(number) => Self::Number(*number),
            Value::Bool(bool) => Self::Bool(*bool),
            // A value is made of what JSON can say.
            Value::List(_) | Value::Evidence(_) | Value::Related(_) => {
                Self::Made(serde_json::to_string(value).unwrap_or_default())
            }
        }
    }
}

/// The cells of some rows of a table.
pub enum Rows {
    /// As arguments of a statement, and how many columns the table has.
    Sqlite(SqliteArguments, usize),
    /// As `copy` takes them.
    Postgres(CopyRows),
}

impl Rows {
    /// Without rows.
    pub fn new(dialect: &Dialect, columns: usize) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Sqlite(SqliteArguments::default(), columns),
            Dialect::Postgres { .. } => Self::Postgres(CopyRows::new(columns)),
        }
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Sqlite(cells, columns) => cells.len() / columns,
            Self::Postgres(rows) => rows.count,
        }
    }

    /// Whether they are enough to be written.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Sqlite(_, columns) => self.count() >= BATCH.0.min(BATCH.1 / columns),
            Self::Postgres(rows) => rows.is_full(),
        }
    }

    /// Add a row.
    ///
    /// # Errors
    /// When a cell is larger than the engine takes.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), Error> {
        match self {
            Self::Sqlite(arguments, _) => cells
                .into_iter()
                .try_for_each(|cell| add(arguments, cell))
                .map_err(|error| sqlx::Error::Encode(error).into()),
            Self::Postgres(rows) => rows.push(cells),
        }
    }

    /// The rows that are there, and none are left.
    pub fn take(&mut self) -> Self {
        let empty = match self {
            Self::Sqlite(_, columns) => Self::Sqlite(SqliteArguments::default(), *columns),
            Self::Postgres(rows) => Self::Postgres(rows.emptied()),
        };
        std::mem::replace(self, empty)
    }
}

fn add(row: &mut SqliteArguments, cell: Cell<'_>) -> Result<(), sqlx::error::BoxDynError> {
    match cell {
        Cell::Null => row.add(None::<i64>),
        Cell::Rank(rank) => row.add(rank),
        Cell::Text(text) => row.add(text),
        Cell::Made(text) => row.add(text),
        Cell::Integer(integer) => row.add(integer),
        Cell::Number(number) => row.add(number),
        Cell::Bool(bool) => row.add(bool),
        Cell::Bytes(bytes) => row.add(bytes),
        Cell::Words(title, text) => row.add(title).and(row.add(text)),
    }
}
