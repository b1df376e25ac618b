//! One value against its column: the right type, the right form, or the reason why not.

use jiff::civil::Date;

use super::cell::{boolean, integer, list, number, text};
use super::evidence::evidence;
use crate::data::Cell;
use crate::edtf::Period;
use crate::limits::MAX_WORD;
use crate::model::{Column, Filter, Related, Type, Value};
use crate::suggest::nearest;

/// The value of a cell in a column.
///
/// # Errors
/// What is wrong and what would be right, as a sentence without the column's name.
pub fn value(column: &Column, cell: &Cell) -> Result<Value, String> {
    match column.ty {
        Type::Slug => slug(text(cell)?).map(Value::Text),
        Type::Code => code(text(cell)?).map(Value::Text),
        // What an id refers to is checked once all ids are known.
        Type::Text | Type::Ref(_) | Type::AnyRef(..) => {
            text(cell).and_then(|text| filterable(column, text)).map(Value::Text)
        }
        Type::Date => date(text(cell)?).map(Value::Text),
        Type::Edtf => {
            let text = text(cell)?;
            Period::parse(text)?;
            Ok(Value::Text(text.to_owned()))
        }
        Type::Url => url(text(cell)?).map(Value::Text),
        Type::Choice(choices) => choice(text(cell)?, choices).map(Value::Text),
        Type::Integer => integer(cell).map(Value::Integer),
        Type::Number => number(cell).map(Value::Number),
        Type::Bool => boolean(cell).map(Value::Bool),
        Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => list(cell).map(Value::List),
        Type::Evidence => evidence(cell).map(Value::Evidence),
        Type::Related => related(cell).map(Value::Related),
    }
}

/// What a filter compares with must fit into a query string.
fn filterable(column: &Column, text: &str) -> Result<String, String> {
    if column.filter != Filter::None && text.chars().count() > MAX_WORD {
        return Err(format!("longer than the {MAX_WORD} characters that a filter takes"));
    }
    Ok(text.to_owned())
}

fn slug(text: &str) -> Result<String, String> {
    let word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if text.len() <= 100 && text.split('-').all(word) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "`{text}` is no identifier; lower-case letters and digits joined by single hyphens, at most 100, would be"
    ))
}

fn code(text: &str) -> Result<String, String> {
    if (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is no code; two or three capital letters would be"))
}

fn date(text: &str) -> Result<String, String> {
    let day: Result<Date, _> = text.parse();
    match day {
        Ok(day) if day.to_string() == text => Ok(text.to_owned()),
        _ => Err(format!("`{text}` is no calendar day; `2018-12-31` would be")),
    }
}

fn url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if rest.contains('.') && !text.contains(char::is_whitespace) => Ok(text.to_owned()),
        _ => Err(format!("`{text}` is no web address; `https://example.org/page` would be")),
    }
}

fn choice(text: &str, choices: &[&str]) -> Result<String, String> {
    if choices.contains(&text) {
        return Ok(text.to_owned());
    }
    let near = nearest(text, choices.iter().copied());
    Err(format!("`{text}` is not among {}{near}", choices.join(", ")))
}

/// Only an export repeats relations; data files state them in relations.toml.
fn related(cell: &Cell) -> Result<Vec<Related>, String> {
    match cell {
        Cell::Csv(json) => {
            serde_json::from_str(json).map_err(|error| format!("not the JSON of a list of relations ({error})"))
        }
        _ => Err("stated in relations.toml, not here; leave the column out".to_owned()),
    }
}
