//! What rows say in words: figures, periods, numbers of rows.

use serde_json::{Map, Number, Value as Json};

use crate::words;

/// The figure of a row as its source has it; `None` where it has none.
pub fn figure(row: &Map<String, Json>, language: &str) -> Option<String> {
    let text = |column: &str| row.get(column).and_then(Json::as_str).unwrap_or_default();
    Some(words::figure(row.get("value")?.as_f64()?, text("unit"), text("qualifier"), language))
}

/// A bound of the figure of a row, in the same unit.
pub fn bound(row: &Map<String, Json>, bound: &Number, language: &str) -> Option<String> {
    let unit = row.get("unit").and_then(Json::as_str).unwrap_or_default();
    Some(words::amount(bound.as_f64()?, unit, language))
}

/// A period in EDTF.
pub fn period(date: &str, language: &str) -> String {
    words::period(date, language)
}

/// A number of rows.
pub fn count(number: u64, language: &str) -> String {
    #[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^53")]
    words::amount(number as f64, "", language)
}
