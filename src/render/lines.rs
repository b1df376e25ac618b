//! Rows rendered for storing: a fact's lines of its own kind and of `facts`, which share their beginning.

use std::io::Write;

use super::csv;
use crate::kinds::common::{FACT, FIGURE};
use crate::model::{Column, Record, Value};

/// A row as JSON and as a CSV line; the buffers are used again for each row.
#[derive(Debug, Default)]
pub struct Lines {
    /// The JSON object.
    pub json: Vec<u8>,
    /// The CSV line, with its line end.
    pub csv: String,
    /// The same of the columns that all facts share; empty for what is no fact.
    pub shared_json: Vec<u8>,
    /// And as a CSV line.
    pub shared_csv: String,
}

impl Lines {
    /// Render a record. The columns that facts share come first in every kind, so they are rendered once.
    pub fn render(&mut self, record: &Record) {
        self.clear();
        let shared = shared(record).len();
        let mut columns = record.kind.columns().zip(&record.values);
        columns.by_ref().take(shared).for_each(|(column, value)| self.push(column, value));
        if shared > 0 {
            self.shared_json.extend_from_slice(&self.json);
            self.shared_csv.push_str(&self.csv);
        }
        columns.for_each(|(column, value)| self.push(column, value));
        end(&mut self.json, &mut self.csv);
        if shared > 0 {
            let missing = FIGURE.iter().skip(shared.saturating_sub(FACT.len()));
            missing.for_each(|column| push(&mut self.shared_json, &mut self.shared_csv, column, &Value::Null));
            end(&mut self.shared_json, &mut self.shared_csv);
        }
    }

    fn clear(&mut self) {
        self.json.clear();
        self.csv.clear();
        self.shared_json.clear();
        self.shared_csv.clear();
    }

    fn push(&mut self, column: &Column, value: &Value) {
        push(&mut self.json, &mut self.csv, column, value);
    }
}

/// The values of a fact that `facts` has too, in its order; figures follow where the kind has them. None for what is no fact.
pub fn shared(record: &Record) -> &[Value] {
    &record.values[..record.kind.head.iter().map(|columns| columns.len()).sum()]
}

fn push(json: &mut Vec<u8>, csv: &mut String, column: &Column, value: &Value) {
    if !column.shown {
        return;
    }
    if json.is_empty() {
        json.push(b'{');
    } else {
        json.push(b',');
        csv.push(',');
    }
    // A vector takes all that is written to it, and a record holds only what JSON can say.
    _ = write!(json, "\"{}\":", column.name);
    _ = serde_json::to_writer(json, value);
    csv::push(csv, &value.to_text());
}

fn end(json: &mut Vec<u8>, csv: &mut String) {
    json.push(b'}');
    csv.push_str("\r\n");
}
