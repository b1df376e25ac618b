//! A statement under construction: text from the declarations, values as parameters.

use crate::model::Value;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

/// SQL text and the values bound to its question marks.
#[derive(Debug, Default)]
pub struct Sql {
    /// The text so far.
    pub text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Append text, which must come from the declarations or from this module, never from a request.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Append a parameter.
    pub fn bind(&mut self, value: Value) -> &mut Self {
        self.text.push('?');
        self.values.push(value);
        self
    }

    /// Append parameters joined by commas.
    pub fn bind_all<'a>(&mut self, values: impl Iterator<Item = &'a Value>) -> &mut Self {
        for (position, value) in values.enumerate() {
            if position > 0 {
                self.text.push(',');
            }
            self.bind(value.clone());
        }
        self
    }

    /// Run it and hand each row to `take`, until it says false.
    pub fn each(
        &self,
        connection: &Connection,
        mut take: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(&self.text)?;
        let mut rows = statement.query(params_from_iter(&self.values))?;
        while let Some(row) = rows.next()? {
            if !take(row)? {
                break;
            }
        }
        Ok(())
    }
}

/// The value in a column of a row.
pub fn value(row: &rusqlite::Row<'_>, position: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(position)? {
        ValueRef::Integer(integer) => Value::Integer(integer),
        ValueRef::Real(number) => Value::Number(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            Self::Integer(integer) => Ok(ToSqlOutput::Borrowed(ValueRef::Integer(*integer))),
            Self::Number(number) => Ok(ToSqlOutput::Borrowed(ValueRef::Real(*number))),
            Self::Bool(bool) => Ok(ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*bool)))),
            _ => Ok(ToSqlOutput::Borrowed(ValueRef::Null)),
        }
    }
}
