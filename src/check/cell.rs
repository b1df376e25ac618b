//! What stands in one cell of a data file, whatever its column: a text, a number, a truth value, a list, or the reason why it
//! is none.

use crate::data::Cell;
use crate::limits::{MAX_LIST, MAX_NUMBER, MAX_TEXT};

/// A text in one line.
pub fn text(cell: &Cell) -> Result<&str, String> {
    let text = match cell {
        Cell::Text(text) | Cell::Csv(text) => text.as_str(),
        Cell::Datetime(text) => return Err(format!("{text} stands bare; in quotes, \"{text}\", it would be right")),
        other => return Err(format!("{} stands where a text in quotes should", name(other))),
    };
    if text.trim().is_empty() {
        return Err("empty; leave the column out where there is nothing to say".to_owned());
    }
    if text.trim() != text {
        return Err(format!("{text:?} has blanks around it; without them it would be right"));
    }
    if text.chars().any(char::is_control) {
        return Err(format!("{text:?} has a line break or control character; one plain line would be right"));
    }
    if text.chars().count() > MAX_TEXT {
        return Err(format!("longer than {MAX_TEXT} characters"));
    }
    Ok(text)
}

/// A whole number.
pub fn integer(cell: &Cell) -> Result<i64, String> {
    match cell {
        Cell::Integer(integer) => Ok(*integer),
        Cell::Csv(text) => text.parse().map_err(|_| format!("`{text}` is no whole number")),
        other => Err(format!("{} stands where a whole number should", name(other))),
    }
}

/// A number of the range in which each whole one is exact.
#[expect(clippy::cast_precision_loss, reason = "whole numbers beyond 2^53 are refused below")]
pub fn number(cell: &Cell) -> Result<f64, String> {
    let number = match cell {
        Cell::Integer(integer) => *integer as f64,
        Cell::Number(number) => *number,
        Cell::Csv(text) => text.parse().map_err(|_| format!("`{text}` is no number"))?,
        other => return Err(format!("{} stands where a number should", name(other))),
    };
    if number.is_finite() && number.abs() <= MAX_NUMBER {
        return Ok(number);
    }
    Err(format!("{number} is out of range; from -9e15 to 9e15 would be right"))
}

/// True or false.
pub fn boolean(cell: &Cell) -> Result<bool, String> {
    match cell {
        Cell::Bool(bool) => Ok(*bool),
        Cell::Csv(text) if text == "true" => Ok(true),
        Cell::Csv(text) if text == "false" => Ok(false),
        Cell::Csv(text) => Err(format!("`{text}` is neither `true` nor `false`")),
        other => Err(format!("{} stands where `true` or `false` should", name(other))),
    }
}

/// A list of texts.
pub fn list(cell: &Cell) -> Result<Vec<String>, String> {
    let items: Vec<String> = match cell {
        Cell::List(items) => items.iter().map(|item| text(item).map(str::to_owned)).collect::<Result<_, _>>()?,
        Cell::Csv(joined) => joined.split(';').map(str::to_owned).collect(),
        other => return Err(format!("{} stands where a list should", name(other))),
    };
    if items.len() > MAX_LIST {
        return Err(format!("{} items; at most {MAX_LIST} would be right", items.len()));
    }
    for (position, item) in items.iter().enumerate() {
        if item.contains(';') {
            return Err(format!("`{item}` has a semicolon, which joins lists in CSV; another word would be right"));
        }
        if items[..position].contains(item) {
            return Err(format!("`{item}` stands twice; once would be right"));
        }
    }
    Ok(items)
}

/// What stands in a cell, as people call it.
pub fn name(cell: &Cell) -> &'static str {
    match cell {
        Cell::Text(_) | Cell::Csv(_) => "a text",
        Cell::Integer(_) => "a whole number",
        Cell::Number(_) => "a number",
        Cell::Bool(_) => "a truth value",
        Cell::Datetime(_) => "a bare date",
        Cell::List(_) => "a list",
        Cell::Table(_) => "a table",
    }
}
