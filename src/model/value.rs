//! What stands in a column of a row, and how it is written.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value as Json;

use super::{Column, Type};

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
    /// Where the words can be read: the source's address, with a text fragment where it is a page.
    #[serde(default)]
    pub url: Option<String>,
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

impl Value {
    /// What a row that was kept as JSON has in a column; nothing where it is not of the column's type.
    pub fn of_json(column: &Column, json: &Json) -> Self {
        let list = || serde_json::from_value(json.clone()).unwrap_or_default();
        let value = match column.ty {
            Type::Integer => json.as_i64().map(Self::Integer),
            Type::Number => json.as_f64().map(Self::Number),
            Type::Bool => json.as_bool().map(Self::Bool),
            Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => Some(Self::List(list())),
            Type::Evidence => Some(Self::Evidence(serde_json::from_value(json.clone()).unwrap_or_default())),
            Type::Related => Some(Self::Related(serde_json::from_value(json.clone()).unwrap_or_default())),
            _ => json.as_str().map(|text| Self::Text(text.to_owned())),
        };
        value.unwrap_or(Self::Null)
    }

    /// True for [`Value::Null`].
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Its one form as text, in CSV and wherever values are compared as words: nothing for null, lists joined by `;`,
    /// evidence and relations as JSON.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(integer) => Cow::Owned(integer.to_string()),
            Self::Number(number) => {
                Cow::Owned(whole(*number).map_or_else(|| number.to_string(), |whole| whole.to_string()))
            }
            Self::Bool(bool) => Cow::Borrowed(if *bool { "true" } else { "false" }),
            Self::List(list) => Cow::Owned(list.join(";")),
            Self::Evidence(entries) if entries.is_empty() => Cow::Borrowed(""),
            Self::Related(entries) if entries.is_empty() => Cow::Borrowed(""),
            Self::Evidence(_) | Self::Related(_) => Cow::Owned(serde_json::to_string(self).unwrap_or_default()),
        }
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
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
}
