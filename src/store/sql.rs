//! A statement under construction: text from the declarations, values as parameters.

use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, Sqlite};

use super::Error;
use crate::record::Value;

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

    /// The statement, ready to run.
    pub fn query(self) -> Result<sqlx::query::Query<'static, Sqlite, SqliteArguments>, Error> {
        let mut arguments = SqliteArguments::default();
        for value in self.values {
            match value {
                Value::Text(text) => arguments.add(text),
                Value::Integer(integer) => arguments.add(integer),
                Value::Number(number) => arguments.add(number),
                Value::Bool(bool) => arguments.add(i64::from(bool)),
                _ => arguments.add(None::<String>),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok(sqlx::query_with(AssertSqlSafe(self.text), arguments))
    }
}
