//! The bounds of a figure, from the digits printed and the source's own hedging.

use crate::figure::{self, figures, same, tidy};
use crate::model::{Record, Value};

/// Fill `value_low` and `value_high` of a figure whose printed form is in its evidence.
pub fn fill(fact: &mut Record) {
    if fact.is_in_words() {
        return; // its bounds are stated
    }
    let (Some(value), Some(rounding)) = (fact.number("value"), rounding(fact)) else {
        fact.set("value_low", Value::Null);
        fact.set("value_high", Value::Null);
        return;
    };
    let number = |number: f64| Value::Number(tidy(number));
    let (low, high) = match fact.text("qualifier") {
        Some("exact") => (number(value - rounding), number(value + rounding)),
        Some("more_than" | "at_least") => (number(value), Value::Null),
        Some("nearly" | "up_to") => (Value::Null, number(value)),
        _ => (Value::Null, Value::Null),
    };
    fact.set("value_low", low);
    fact.set("value_high", high);
}

/// Half a unit of the figure's last printed digit; `None` when no quote prints it.
fn rounding(fact: &Record) -> Option<f64> {
    let value = fact.number("value")?;
    if let Some(printed) = fact.text("printed_as") {
        return Some(repaired(printed).map_or(0.0, |(number, rounding)| tidy(rounding * value / number)));
    }
    if fact.text("unit") == Some("rank") {
        return Some(0.0);
    }
    let printed = fact.evidence().iter().flat_map(|evidence| figures(&evidence.quote));
    printed.filter(|figure| same(figure.value, value)).map(|figure| figure.rounding).next()
}

/// The number in a misread figure and the rounding of its digits: a letter O read for a zero, an l for a one.
pub fn repaired(printed: &str) -> Option<(f64, f64)> {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let word = printed.split([' ', '\u{a0}']).max_by_key(|word| digits(word)).filter(|word| digits(word) > 0)?;
    let number: String =
        word.replace(['O', 'o'], "0").replace('l', "1").chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let step = 10_f64.powi(-i32::try_from(decimals).ok()?);
    Some((number.parse().ok()?, figure::tidy(step / 2.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_figure_gives_its_number_back() {
        assert_eq!(repaired("$15O.35 billion"), Some((150.35, 0.005)));
        assert_eq!(repaired("$136.48"), Some((136.48, 0.005)));
        assert_eq!(repaired("double-digit"), None);
    }
}
