//! One value against its column: the right type, the right form, or the reason why not.

use jiff::civil::Date;

use crate::data::{Cell, Field};
use crate::edtf::Period;
use crate::limits::{MAX_LIST, MAX_NUMBER, MAX_QUOTE_WORDS, MAX_TEXT, MAX_WORD};
use crate::model::{Column, Evidence, Filter, Related, Type, Value};
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

fn text(cell: &Cell) -> Result<&str, String> {
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

fn integer(cell: &Cell) -> Result<i64, String> {
    match cell {
        Cell::Integer(integer) => Ok(*integer),
        Cell::Csv(text) => text.parse().map_err(|_| format!("`{text}` is no whole number")),
        other => Err(format!("{} stands where a whole number should", name(other))),
    }
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers beyond 2^53 are refused below")]
fn number(cell: &Cell) -> Result<f64, String> {
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

fn boolean(cell: &Cell) -> Result<bool, String> {
    match cell {
        Cell::Bool(bool) => Ok(*bool),
        Cell::Csv(text) if text == "true" => Ok(true),
        Cell::Csv(text) if text == "false" => Ok(false),
        Cell::Csv(text) => Err(format!("`{text}` is neither `true` nor `false`")),
        other => Err(format!("{} stands where `true` or `false` should", name(other))),
    }
}

fn list(cell: &Cell) -> Result<Vec<String>, String> {
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

fn evidence(cell: &Cell) -> Result<Vec<Evidence>, String> {
    let entries = match cell {
        Cell::List(entries) if entries.is_empty() => return Err("empty; at least one entry would be right".to_owned()),
        Cell::List(entries) => entries.iter().map(entry).collect::<Result<_, _>>()?,
        Cell::Csv(json) => serde_json::from_str::<Vec<Evidence>>(json)
            .map_err(|error| format!("not the JSON of an evidence list ({error})"))?,
        other => return Err(format!("{} stands where a list of {{ source, paragraph, quote }} should", name(other))),
    };
    if entries.len() > MAX_LIST {
        return Err(format!("{} entries; at most {MAX_LIST} would be right", entries.len()));
    }
    entries.iter().try_for_each(quote)?;
    Ok(entries)
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

fn entry(cell: &Cell) -> Result<Evidence, String> {
    let Cell::Table(fields) = cell else {
        return Err(format!("{} stands where {{ source, paragraph, quote }} should", name(cell)));
    };
    let known = ["source", "paragraph", "quote", "occurrence"];
    if let Some(field) = fields.iter().find(|field| !known.contains(&field.key.as_str())) {
        return Err(format!(
            "`{}` is no part of an evidence entry{}",
            field.key,
            nearest(&field.key, known.into_iter())
        ));
    }
    let find = |key: &str| fields.iter().find(|field| field.key == key).map(|field: &Field| &field.cell);
    let needed = |key: &str| {
        find(key).ok_or_else(|| format!("an entry has no `{key}`; source, paragraph and quote would be right"))
    };
    Ok(Evidence {
        source: text(needed("source")?)?.to_owned(),
        paragraph: counted("paragraph", needed("paragraph")?)?,
        quote: text(needed("quote")?)?.to_owned(),
        occurrence: find("occurrence").map_or(Ok(1), |cell| counted("occurrence", cell))?,
        start: None,
        end: None,
        url: None,
    })
}

fn counted(key: &str, cell: &Cell) -> Result<u32, String> {
    match integer(cell).map(u32::try_from) {
        Ok(Ok(number @ 1..)) => Ok(number),
        _ => Err(format!("`{key}` is counted from 1; a whole number would be right")),
    }
}

fn quote(evidence: &Evidence) -> Result<(), String> {
    let words = evidence.quote.split_whitespace().count();
    if words <= MAX_QUOTE_WORDS {
        return Ok(());
    }
    Err(format!("the quote \"{}\" has {words} words; at most {MAX_QUOTE_WORDS} would be right", evidence.quote))
}

fn name(cell: &Cell) -> &'static str {
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
