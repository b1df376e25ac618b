//! A row rendered once, in three parts: the columns that all facts share, those of its kind, those that come last.
//!
//! An answer of a kind is all three; one of `facts` leaves the second out, so that nothing is kept twice.

use std::fmt::Write;

use super::csv;
use crate::kinds::figures::FIGURE;
use crate::model::{Column, Record, Value};

/// The forms in which a row is kept ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A JSON object on one line.
    Json,
    /// A CSV line.
    Csv,
}

impl Line {
    /// What closes it.
    pub const fn end(self) -> &'static str {
        match self {
            Self::Json => "}",
            Self::Csv => "",
        }
    }

    /// What parts it from the next.
    pub const fn separator(self) -> &'static str {
        match self {
            Self::Json => "\n",
            Self::Csv => "\r\n",
        }
    }

    /// The columns of figures as a fact shows them that is none.
    pub fn no_figure(self) -> String {
        let [mut json, mut csv] = [String::new(), String::new()];
        for column in FIGURE {
            push(&mut json, &mut csv, column, &Value::Null, false);
        }
        if self == Self::Json { json } else { csv }
    }
}

/// A row as JSON and as a CSV line, without what ends either; the buffers are used again for each row.
#[derive(Debug, Default)]
pub struct Lines {
    /// The JSON object.
    pub json: [String; 3],
    /// The CSV line.
    pub csv: [String; 3],
}

impl Lines {
    /// Render a record.
    pub fn render(&mut self, record: &Record) {
        self.json.iter_mut().chain(&mut self.csv).for_each(String::clear);
        let kind = record.kind;
        let own = [kind.columns];
        let parts = [kind.head, &own, kind.tail].into_iter().enumerate();
        let columns = parts.flat_map(|(part, lists)| lists.iter().copied().flatten().map(move |column| (part, column)));
        let mut is_first = true;
        for ((part, column), value) in columns.zip(&record.values).filter(|((_, column), _)| column.shown) {
            push(&mut self.json[part], &mut self.csv[part], column, value, is_first);
            is_first = false;
        }
    }

    /// The whole JSON object.
    pub fn json_line(&self) -> String {
        self.json.concat() + Line::Json.end()
    }

    /// The whole CSV line.
    pub fn csv_line(&self) -> String {
        self.csv.concat() + Line::Csv.separator()
    }
}

fn push(json: &mut String, csv: &mut String, column: &Column, value: &Value, is_first: bool) {
    json.push(if is_first { '{' } else { ',' });
    if !is_first {
        csv.push(',');
    }
    // Text takes all that is written to it, and a record holds only what JSON can say.
    _ = write!(json, "\"{}\":", column.name);
    json.push_str(&serde_json::to_string(value).unwrap_or_default());
    csv::push(csv, &value.to_text());
}
