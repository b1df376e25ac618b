//! One kind's tables while they are written: a prepared statement each, rows in rising rank.

use rusqlite::types::Null;
use rusqlite::{Connection, Statement};

use super::sets::Sets;
use crate::model::{Kind, Value};

/// The tables of a kind.
pub struct Table<'c> {
    kind: &'static Kind,
    rows: Statement<'c>,
    json: Statement<'c>,
    csv: Statement<'c>,
    sets: Sets,
}

impl<'c> Table<'c> {
    /// Of a kind without rows yet.
    pub fn new(connection: &'c Connection, kind: &'static Kind) -> rusqlite::Result<Self> {
        Ok(Self {
            kind,
            rows: insert(connection, kind.name, 1 + kind.columns().count())?,
            json: insert(connection, &format!("{}_json", kind.name), 2)?,
            csv: insert(connection, &format!("{}_csv", kind.name), 2)?,
            sets: Sets::of(kind),
        })
    }

    /// Write the row of rank `n`; columns beyond the end of `values` are null.
    pub fn add(&mut self, n: u32, values: &[Value], json: &[u8], csv: &str) -> rusqlite::Result<()> {
        self.rows.raw_bind_parameter(1, n)?;
        for position in 0..self.rows.parameter_count() - 1 {
            bind(&mut self.rows, position + 2, values.get(position).unwrap_or(&Value::Null))?;
        }
        self.rows.raw_execute()?;
        self.json.raw_bind_parameter(1, n)?;
        self.json.raw_bind_parameter(2, Text(json))?;
        self.json.raw_execute()?;
        self.csv.raw_bind_parameter(1, n)?;
        self.csv.raw_bind_parameter(2, csv)?;
        self.csv.raw_execute()?;
        self.sets.add(n, values);
        Ok(())
    }

    /// Write what only all rows together tell: which rows hold which members of lists, and the sets.
    pub fn finish(self, connection: &Connection) -> rusqlite::Result<()> {
        for (column, members) in self.sets.links() {
            let mut link = insert(connection, &format!("{}_{}", self.kind.name, column.param), 2)?;
            for (member, rows) in members {
                link.raw_bind_parameter(1, member)?;
                for n in rows {
                    link.raw_bind_parameter(2, n)?;
                    link.raw_execute()?;
                }
            }
        }
        let mut sets = insert(connection, &format!("{}_sets", self.kind.name), 3)?;
        for set in self.sets.finish() {
            sets.execute((set.name, set.value, set.rows))?;
        }
        Ok(())
    }
}

/// A statement that adds a row to a table of so many columns.
pub fn insert<'c>(connection: &'c Connection, table: &str, columns: usize) -> rusqlite::Result<Statement<'c>> {
    let marks = vec!["?"; columns].join(", ");
    connection.prepare(&format!("insert into {table} values ({marks})"))
}

/// A value as its column in SQL takes it: lists as JSON, truth values as 0 and 1.
fn bind(statement: &mut Statement<'_>, position: usize, value: &Value) -> rusqlite::Result<()> {
    match value {
        Value::List(items) if items.is_empty() => statement.raw_bind_parameter(position, "[]"),
        Value::List(_) | Value::Evidence(_) | Value::Related(_) => {
            statement.raw_bind_parameter(position, Text(&serde_json::to_vec(value).unwrap_or_default()))
        }
        Value::Null => statement.raw_bind_parameter(position, Null),
        value => statement.raw_bind_parameter(position, value),
    }
}

/// Bytes that are UTF-8.
struct Text<'a>(&'a [u8]);

impl rusqlite::ToSql for Text<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(rusqlite::types::ValueRef::Text(self.0)))
    }
}
