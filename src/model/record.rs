//! One row of a kind in memory: a value for each declared column, in the declared order.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::{Evidence, Kind, Value};

/// A fact or a reference entity, as read from a data file and completed by the computed columns.
#[derive(Debug, Clone)]
pub struct Record {
    /// What it is.
    pub kind: &'static Kind,
    /// One value for each of [`Kind::columns`].
    pub values: Vec<Value>,
    /// Where it was read.
    pub place: Place,
}

/// A line of a data file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// File name, with the folder where one was given.
    pub file: Arc<str>,
    /// Line, counted from 1.
    pub line: usize,
}

/// Whether a printed figure is in words: it has no digit.
pub fn is_in_words(printed: &str) -> bool {
    !printed.bytes().any(|byte| byte.is_ascii_digit())
}

impl Record {
    /// A row that was kept as JSON, in the kind's columns of today: nothing in those that it had not.
    pub fn of_row(kind: &'static Kind, row: &Map<String, Json>, place: Place) -> Self {
        let value = |column| Value::of_json(column, row.get(column.name).unwrap_or(&Json::Null));
        Self { kind, values: kind.columns().map(value).collect(), place }
    }

    /// The value of a column; [`Value::Null`] for a name that the kind does not have.
    pub fn get(&self, name: &str) -> &Value {
        self.kind.position(name).map_or(&Value::Null, |position| &self.values[position])
    }

    /// The same, to be changed; `None` for a name that the kind does not have.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.kind.position(name).map(|position| &mut self.values[position])
    }

    /// Fill a computed column.
    pub fn set(&mut self, name: &str, value: Value) {
        if let Some(position) = self.kind.position(name) {
            self.values[position] = value;
        }
    }

    /// The text in a column, if it holds one.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number in a column, if it holds one.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The list in a column; empty if it holds none.
    pub fn list(&self, name: &str) -> &[String] {
        match self.get(name) {
            Value::List(list) => list,
            _ => &[],
        }
    }

    /// Whether it is a figure that the source gives in words: its printed form has no digit.
    pub fn is_in_words(&self) -> bool {
        self.text("printed_as").is_some_and(is_in_words)
    }

    /// Where the fact was read; empty for what is not a fact.
    pub fn evidence(&self) -> &[Evidence] {
        match self.get("evidence") {
            Value::Evidence(evidence) => evidence,
            _ => &[],
        }
    }

    /// The record's id, which every kind requires.
    pub fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }
}
