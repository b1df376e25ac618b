//! Rows as RFC 4180 text: the columns of the JSON, lists joined by `;`, evidence as JSON, nothing for null.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::model::{Kind, Record};

/// The header line of a kind, with its line end.
pub fn header(kind: &Kind) -> String {
    row(kind.shown().map(|column| Cow::Borrowed(column.name)))
}

/// A record's line, with its line end.
pub fn line(record: &Record) -> String {
    let shown = record.kind.columns().zip(&record.values).filter(|(column, _)| column.shown);
    row(shown.map(|(_, value)| value.to_text()))
}

/// What [`crate::model::Value::to_text`] says, of a value that is JSON already.
pub fn json_cell(value: &Json) -> Cow<'_, str> {
    match value {
        Json::Null => Cow::Borrowed(""),
        Json::String(text) => Cow::Borrowed(text),
        Json::Array(items) if items.iter().all(Json::is_string) => {
            Cow::Owned(items.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(";"))
        }
        other => Cow::Owned(other.to_string()),
    }
}

/// A line of cells, with its line end.
pub fn row<'a>(row: impl Iterator<Item = Cow<'a, str>>) -> String {
    cells(row) + "\r\n"
}

/// A line of cells.
pub fn cells<'a>(cells: impl Iterator<Item = Cow<'a, str>>) -> String {
    let mut line = String::new();
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            line.push(',');
        }
        push(&mut line, &cell);
    }
    line
}

/// A cell, quoted where it must be.
pub fn push(line: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) {
        line.push('"');
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        let cells = ["plain", "a,b", "say \"hi\"", "", "ç"].map(Cow::Borrowed);
        assert_eq!(row(cells.into_iter()), "plain,\"a,b\",\"say \"\"hi\"\"\",,ç\r\n");
    }
}
