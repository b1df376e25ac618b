//! What a person reads in a cell, and how much room it takes.

use serde_json::Value as Json;

use crate::model::Type;
use crate::render::csv::json_cell;

/// Most digits after the point that a figure has.
pub const MAX_DECIMALS: usize = 15;

/// Whether a cell may have several lines.
pub fn is_wrapped(name: &str, ty: Type) -> bool {
    matches!(ty, Type::Evidence | Type::Related) || ["title", "note"].contains(&name)
}

/// How many lines a text takes in a column, for no program works out the height of a row that it only reads.
pub fn lines(text: &str, width: f64) -> u32 {
    let wide = |c: char| if c >= '\u{2e80}' { 2_u32 } else { 1 };
    let line = |line: &str| (f64::from(line.chars().map(wide).sum::<u32>()) / (width - 2.0)).ceil().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
    text.lines().map(|text| line(text) as u32).sum()
}

/// How many digits a figure has after its point; of one written with an exponent, as many as are shown at most.
pub fn decimals(number: &str) -> usize {
    if number.contains(['e', 'E']) {
        return MAX_DECIMALS;
    }
    let digits = number.split_once('.').map_or("", |(_, digits)| digits).trim_end_matches('0');
    digits.len().min(MAX_DECIMALS)
}

/// What a person reads in a cell.
pub fn readable(ty: Type, value: &Json) -> String {
    let text = |entry: &Json, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let line = |entry: &Json| match ty {
        Type::Evidence => {
            format!(
                "{}, paragraph {}: \u{201c}{}\u{201d}",
                text(entry, "source"),
                entry["paragraph"],
                text(entry, "quote")
            )
        }
        Type::Related => {
            format!("{} {}: {}", text(entry, "relation").replace('_', " "), text(entry, "fact"), text(entry, "note"))
        }
        _ => json_cell(entry).into_owned(),
    };
    let separator = if matches!(ty, Type::Evidence | Type::Related) { "\n" } else { "; " };
    match value {
        Json::Array(entries) => entries.iter().map(line).collect::<Vec<_>>().join(separator),
        other => json_cell(other).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_shown_with_every_digit_that_it_has() {
        for (number, digits) in [("307400000000", 0), ("13.7", 1), ("0.0625", 4), ("8.0", 0), ("1e-7", 15)] {
            assert_eq!(decimals(number), digits, "{number}");
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let long = "word ".repeat(30);
        for (text, count) in [("", 0), ("short", 1), ("two\nlines", 2), (long.as_str(), 3), (&"\u{5df4}".repeat(40), 2)]
        {
            assert_eq!(lines(text, 64.0), count, "{text}");
        }
    }
}
