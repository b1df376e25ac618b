//! The values of a column in their order, each with the rows that hold it.
//!
//! What sorts and what counts goes through the values this way: by the stored sets where a column has them, else by its
//! index, or by the link table of a list.

use roaring::RoaringBitmap;
use rusqlite::{Connection, params_from_iter};

use super::ddl::{is_linked, quoted};
use super::select::{is_stored, set};
use super::sql::value;
use crate::model::{Column, Kind, Value};

/// Which values of a column, and in which order.
pub struct Runs<'a> {
    pub kind: &'static Kind,
    pub column: &'static Column,
    pub descending: bool,
    /// The value to start from; null for the rows without one alone.
    pub from: Option<&'a Value>,
    /// Only these rows are asked for. A value's set may have more.
    pub within: &'a RoaringBitmap,
}

/// What is done with a value and the rows that hold it; false ends it.
pub type Take<'a> = dyn FnMut(Value, RoaringBitmap) -> rusqlite::Result<bool> + 'a;

impl Runs<'_> {
    /// Hand each value to `take`, the rows without one last, until it says false; gives what it said last.
    pub fn each(&self, connection: &Connection, take: &mut Take<'_>) -> rusqlite::Result<bool> {
        let is_stored = is_stored(connection, self.kind, self.column.param)?;
        if self.from.is_none_or(|from| !from.is_null()) {
            let more = if is_stored { self.stored(connection, take)? } else { self.walked(connection, take)? };
            if !more {
                return Ok(false);
            }
        }
        if self.column.required {
            return Ok(true);
        }
        let none = self.none(connection, is_stored)?;
        if none.is_empty() { Ok(true) } else { take(Value::Null, none) }
    }

    /// The statement that reads the values in their order.
    pub fn sql(&self, is_stored: bool) -> String {
        let (kind, param, name) = (self.kind.name, self.column.param, quoted(self.column.name));
        let (value, table) = if is_stored {
            let value = "value".to_owned();
            (value, format!("select value, rows from {kind}_sets where name = '{param}' and value is not null"))
        } else if is_linked(self.column) {
            (param.to_owned(), format!("select {param}, n from {kind}_{param} where true"))
        } else {
            (name.clone(), format!("select {name}, n from {kind} where {name} is not null"))
        };
        let (operator, direction) = if self.descending { ("<=", " desc") } else { (">=", "") };
        let from = self.from.map_or_else(String::new, |_| format!(" and {value} {operator} ?"));
        format!("{table}{from} order by {value}{direction}")
    }

    fn stored(&self, connection: &Connection, take: &mut Take<'_>) -> rusqlite::Result<bool> {
        let mut statement = connection.prepare_cached(&self.sql(true))?;
        let mut rows = statement.query(params_from_iter(self.from))?;
        while let Some(row) = rows.next()? {
            if !take(value(row, 0)?, set(row, 1)?)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same from an index or a link table: rows that hold the same value stand together there.
    fn walked(&self, connection: &Connection, take: &mut Take<'_>) -> rusqlite::Result<bool> {
        let mut statement = connection.prepare_cached(&self.sql(false))?;
        let mut rows = statement.query(params_from_iter(self.from))?;
        let (mut last, mut held) = (Value::Null, RoaringBitmap::new());
        while let Some(row) = rows.next()? {
            let n: u32 = row.get(1)?;
            if !self.within.contains(n) {
                continue;
            }
            if held.is_empty() || !is(&last, row.get_ref(0)?) {
                let before = std::mem::replace(&mut last, value(row, 0)?);
                if !held.is_empty() && !take(before, std::mem::take(&mut held))? {
                    return Ok(false);
                }
            }
            held.insert(n);
        }
        if held.is_empty() { Ok(true) } else { take(last, held) }
    }

    /// The rows that hold no value.
    fn none(&self, connection: &Connection, is_stored: bool) -> rusqlite::Result<RoaringBitmap> {
        let (kind, param, name) = (self.kind.name, self.column.param, quoted(self.column.name));
        if is_stored {
            let sql = format!("select rows from {kind}_sets where name = ? and value is null");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([param])?;
            return rows.next()?.map_or_else(|| Ok(RoaringBitmap::new()), |row| set(row, 0));
        }
        let sql = if is_linked(self.column) {
            format!("select n from {kind}_{param}")
        } else {
            format!("select n from {kind} where {name} is null")
        };
        let mut found = RoaringBitmap::new();
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
        Ok(if is_linked(self.column) { self.within - found } else { self.within & found })
    }
}

/// Whether a cell holds just this value.
fn is(value: &Value, cell: rusqlite::types::ValueRef<'_>) -> bool {
    use rusqlite::types::ValueRef;
    match (value, cell) {
        (Value::Text(text), ValueRef::Text(other)) => text.as_bytes() == other,
        (Value::Integer(integer), ValueRef::Integer(other)) => *integer == other,
        // Bits, so that two numbers are one value only where SQLite stores the same.
        (Value::Number(number), ValueRef::Real(other)) => number.to_bits() == other.to_bits(),
        _ => false,
    }
}
