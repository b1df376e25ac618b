//! What could be added instead, where a request leaves it open: filters with which there is a total.

use std::collections::BTreeMap;

use super::Row;
use super::total::{Asked, Refusal, total};
use crate::model::Value;

/// Most that are told, and that are tried.
const MOST: usize = 10;
const TRIED: usize = 100;

/// Columns with the word for each, `null` for none.
pub type Filters = Vec<(&'static str, String)>;

/// Filters that leave one of several quantities or times, and how many rows they find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The filters.
    pub filters: Filters,
    /// How many of the rows have them.
    pub rows: usize,
}

/// The choices with which these rows, which were refused, have a total.
pub fn choices(rows: &[Row], beyond: &[Row], asked: &Asked, refusal: &Refusal) -> Vec<Choice> {
    let of = |columns: &[&'static str]| {
        let mut all: BTreeMap<Vec<(usize, String)>, Filters> = BTreeMap::new();
        for row in rows {
            let words: Option<Vec<_>> =
                columns.iter().map(|column| Some((*column, word(&row.value(column))?))).collect();
            let places = columns.iter().map(|column| row.place(column)).collect();
            all.extend(words.map(|words| (places, words)));
        }
        all.into_values()
    };
    let filters: Vec<_> = match refusal {
        Refusal::Nothing(_) => return Vec::new(),
        Refusal::Quantities(columns) => of(columns).collect(),
        // The latest first.
        Refusal::Times => of(&["end", "start"]).rev().collect(),
    };
    let tried = filters.into_iter().take(TRIED);
    tried.filter_map(|filters| choice(rows, beyond, asked, filters)).take(MOST).collect()
}

/// Filters, made narrower until there is a total; `None` where there is none all the same.
fn choice(rows: &[Row], beyond: &[Row], asked: &Asked, filters: Filters) -> Option<Choice> {
    let has = |row: &&Row| filters.iter().all(|(column, word)| has(row, column, word));
    let found: Vec<Row> = rows.iter().filter(has).cloned().collect();
    match total(&found, beyond, asked) {
        Ok(_) => Some(Choice { filters, rows: found.len() }),
        // The same rows would be refused again.
        Err(_) if found.len() == rows.len() => None,
        Err(refusal) => {
            let narrower = choices(&found, beyond, asked, &refusal).into_iter().next()?;
            Some(Choice { filters: filters.into_iter().chain(narrower.filters).collect(), ..narrower })
        }
    }
}

/// The word by which a filter finds a value; `None` where no single word does.
fn word(value: &Value) -> Option<String> {
    let word = match value {
        Value::Null => "null".to_owned(),
        Value::List(words) => <[String; 1]>::try_from(words.clone()).ok()?.concat(),
        value => value.to_text().into_owned(),
    };
    (!word.contains(',')).then_some(word)
}

/// Whether a filter finds a row.
fn has(row: &Row, column: &str, word: &str) -> bool {
    match row.value(column) {
        Value::Null => word == "null",
        Value::List(words) => words.iter().any(|known| known == word),
        value => value.to_text() == word,
    }
}
