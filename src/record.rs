//! One row of a kind in memory: a value for each declared column, in the declared order.

use serde::{Deserialize, Serialize, Serializer};

use crate::schema::Kind;

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
    pub file: std::sync::Arc<str>,
    /// Line, counted from 1.
    pub line: usize,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Text, a code, an id, a date.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A list of ids or short texts.
    List(Vec<String>),
    /// Where a fact was read.
    Evidence(Vec<Evidence>),
    /// Facts that stand in a relation to this one.
    Related(Vec<Related>),
}

/// One place in a source text that proves a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Id of the source.
    pub source: String,
    /// Paragraph, counted from 1 over the non-empty lines of the text.
    pub paragraph: u32,
    /// The words that pin the fact there, at most twelve, character for character.
    pub quote: String,
    /// Which occurrence of the quote in the paragraph is meant, counted from 1.
    pub occurrence: u32,
    /// Where the quote starts in the whole text, in characters counted from 0; `None` until `verify --write` has found it.
    #[serde(default)]
    pub start: Option<u32>,
    /// Where it ends: the first character after it.
    #[serde(default)]
    pub end: Option<u32>,
}

/// A relation to another fact, as seen from the fact that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// What this fact does to the other: `corroborates`, `updates`, `updated_by`, ...
    pub relation: String,
    /// Id of the other fact.
    pub fact: String,
    /// Why.
    pub note: String,
    /// Day by which sources had said both.
    pub known_since: String,
}

impl Record {
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

impl Value {
    /// True for [`Value::Null`].
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(integer) => serializer.serialize_i64(*integer),
            Self::Number(number) => match whole(*number) {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(*number),
            },
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::List(list) => list.serialize(serializer),
            Self::Evidence(evidence) => evidence.serialize(serializer),
            Self::Related(related) => related.serialize(serializer),
        }
    }
}

/// The number as an integer where it is one: readers see 307400000000, not 307400000000.0 or 3.074e11.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, so nothing is lost")]
pub fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
}
