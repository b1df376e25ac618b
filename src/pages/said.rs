//! Figures and periods as people write them.

use serde_json::{Map, Value as Json};

/// The figure of a row; `None` where it has none.
pub fn figure(row: &Map<String, Json>, _language: &str) -> Option<String> {
    let value = row.get("value")?.as_f64()?;
    let unit = row.get("unit").and_then(Json::as_str).unwrap_or_default();
    Some(match unit {
        "USD" if value.abs() >= 1e9 => format!("US${} billion", value / 1e9),
        "USD" if value.abs() >= 1e6 => format!("US${} million", value / 1e6),
        "percent" => format!("{value}%"),
        _ => value.to_string(),
    })
}

/// A period in EDTF.
pub fn period(date: &str, _language: &str) -> String {
    date.to_owned()
}

/// A number of rows.
pub fn count(number: u64, _language: &str) -> String {
    number.to_string()
}
