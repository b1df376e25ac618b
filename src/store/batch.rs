//! Rows gathered for one table and inserted many at a time: a statement costs more than a row.

use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Sqlite};

use super::Error;
use crate::record::Value;

/// SQLite takes at most 32,766 parameters in one statement.
const MOST_PARAMETERS: usize = 30_000;

/// Rows waiting for one table.
pub struct Batch {
    insert: String,
    width: usize,
    rows: Vec<Vec<Value>>,
}

impl Batch {
    /// For a table and its columns, both from the declarations.
    pub fn new(table: &str, columns: &[String]) -> Self {
        Self {
            insert: format!("insert into {table} ({}) ", columns.join(", ")),
            width: columns.len(),
            rows: Vec::new(),
        }
    }

    /// Add a row.
    pub fn push(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }

    /// True when enough rows wait to be worth a statement.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= 500
    }

    /// Insert what waits.
    pub async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<(), Error> {
        while !self.rows.is_empty() {
            let fitting = self.rows.len().min(MOST_PARAMETERS / self.width);
            let mut query = QueryBuilder::<Sqlite>::new(&self.insert);
            query.push_values(self.rows.drain(..fitting), |mut row, values| {
                for value in values {
                    match value {
                        Value::Text(text) => row.push_bind(text),
                        Value::Integer(integer) => row.push_bind(integer),
                        Value::Number(number) => row.push_bind(number),
                        _ => row.push_bind(None::<String>),
                    };
                }
            });
            query.build().execute(&mut *connection).await?;
        }
        Ok(())
    }
}
