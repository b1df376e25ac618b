//! Figures of claims: digits with their separators, words, magnitudes, what is counted, ranges, ranks.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::digits::{DIGITS, Number, number, numerals};
use super::lexicon::Lexicon;
use super::rank::{ranks, ratios};
use crate::figure::tidy;
use crate::text::is_unspaced;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Current United States dollars.
    #[serde(rename(serialize = "USD"))]
    Usd,
    /// Percent.
    Percent,
    /// Percentage points.
    #[serde(rename(serialize = "percentage_points"))]
    Points,
    /// A multiple.
    Ratio,
    /// A place in an order.
    Rank,
    /// People.
    People,
    /// Whatever the words beside it name.
    Count,
    /// A currency or a measure that no fact has.
    Other,
}

/// A figure as a claim prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Where it stands in the folded text, in bytes.
    pub at: Range<usize>,
    /// Its value in base units; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// One unit of its last printed digit; nothing for a count without decimals and magnitude.
    pub step: f64,
    /// One unit of its last digit that is no zero: 10 billion for "$310 billion".
    pub significant: f64,
    /// What it counts.
    pub unit: Unit,
    /// Whether it is in words.
    pub in_words: bool,
    /// Why it cannot be read for certain.
    pub unclear: Option<&'static str>,
}

/// Every figure of a folded text outside the parts that are taken, in order.
pub fn figures(text: &str, lexicon: &Lexicon, taken: &[Range<usize>]) -> Vec<Figure> {
    let is_free = |at: &Range<usize>| taken.iter().all(|other| at.end <= other.start || other.end <= at.start);
    let digits = DIGITS.iter().flat_map(|digits| digits.find_iter(text)).map(|found| found.range()).filter(&is_free);
    let numbers = digits.filter_map(|at| number(text, at, lexicon)).chain(numerals(text, lexicon));
    let mut figures: Vec<Figure> =
        numbers.filter(|number| is_free(&number.at)).map(|number| counted(text, &number, lexicon)).collect();
    figures.extend(ranks(text, lexicon).into_iter().chain(ratios(text, lexicon)).filter(|figure| is_free(&figure.at)));
    figures.sort_by_key(|figure| (figure.at.start, std::cmp::Reverse(figure.at.end)));
    figures.dedup_by(|next, figure| next.at.start < figure.at.end);
    joined(text, figures)
}

/// The number with its magnitude and what it counts.
fn counted(text: &str, number: &Number, lexicon: &Lexicon) -> Figure {
    let (scale, length) = scale(&text[number.at.end..], lexicon).unwrap_or((1.0, 0));
    let mut end = number.at.end + length;
    let unit_after = unit(&text[end..], lexicon);
    end += unit_after.map_or(0, |(_, length)| length);
    let before = text[..number.at.start].trim_end_matches([' ', '-', '\u{2212}']);
    let (sign, start) = currency(before).map_or((None, number.at.start), |(unit, start)| (Some(unit), start));
    let is_negative = start < number.at.start && ["-", "\u{2212}"].iter().any(|minus| text[..start].ends_with(minus));
    let unit = match (unit_after.map(|(unit, _)| unit), sign) {
        (Some(Unit::Usd) | None, Some(sign)) => sign,
        (Some(unit), None) => unit,
        (Some(_), Some(_)) => Unit::Other,
        (None, None) => Unit::Count,
    };
    let step = 10_f64.powi(-i32::try_from(number.decimals).unwrap_or(0)) * scale;
    let value = tidy(if is_negative { -number.value * scale } else { number.value * scale });
    let is_bare = number.decimals == 0 && scale <= 1.0 && matches!(unit, Unit::Count | Unit::People);
    Figure {
        at: start..end,
        value,
        high: None,
        significant: significant(value, step),
        step: if is_bare { 0.0 } else { tidy(step) },
        unit,
        in_words: number.in_words,
        unclear: number.unclear,
    }
}

/// One unit of the last digit that is no zero.
fn significant(value: f64, step: f64) -> f64 {
    let mut unit = step;
    while value != 0.0 && unit < value.abs() && (value / (unit * 10.0)).fract().abs() < 1e-9 {
        unit *= 10.0;
    }
    tidy(unit)
}

/// A magnitude or what is counted at the beginning of a text.
pub fn magnitude(after: &str, lexicon: &Lexicon) -> Option<usize> {
    scale(after, lexicon).map(|(_, length)| length).or_else(|| unit(after, lexicon).map(|(_, length)| length))
}

fn scale(after: &str, lexicon: &Lexicon) -> Option<(f64, usize)> {
    first(after, lexicon.scales.iter().map(|(word, factor)| (word.as_str(), *factor)))
}

fn unit(after: &str, lexicon: &Lexicon) -> Option<(Unit, usize)> {
    first(after, lexicon.units.iter().map(|(word, unit)| (word.as_str(), *unit)))
}

/// The first of some words that a text begins with, as a whole word, and where it ends.
fn first<'a, T>(after: &str, known: impl Iterator<Item = (&'a str, T)>) -> Option<(T, usize)> {
    let bare = after.trim_start_matches([' ', '-']);
    let blank = after.len() - bare.len();
    for (word, meaning) in known {
        let Some(rest) = bare.strip_prefix(word) else { continue };
        let ends = word.ends_with(|c: char| is_unspaced(c) || !c.is_alphanumeric())
            || !rest.starts_with(|c: char| c.is_alphanumeric() && !is_unspaced(c));
        if ends {
            return Some((meaning, blank + word.len()));
        }
    }
    None
}

/// The currency whose sign a text ends with, and where it begins. A dollar sign after other letters is of another country.
fn currency(before: &str) -> Option<(Unit, usize)> {
    for sign in ["us$", "u.s.$", "u.s. $", "us $", "u$s", "usd", "$"] {
        if let Some(rest) = before.strip_suffix(sign) {
            let is_foreign = rest.ends_with(|c: char| c.is_alphabetic() && !is_unspaced(c));
            return Some((if is_foreign { Unit::Other } else { Unit::Usd }, rest.len()));
        }
    }
    let foreign = before.strip_suffix(['€', '£', '¥', '₹', '₽']);
    foreign.map(|rest| (Unit::Other, rest.len()))
}

/// Two figures with "to" or a dash between them are a range; the first has the magnitude and unit of the second where it
/// has none of its own.
fn joined(text: &str, figures: Vec<Figure>) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    for next in figures {
        let Some(last) = found.last_mut() else {
            found.push(next);
            continue;
        };
        let (before, between) = (text[..last.at.start].trim_end(), text[last.at.end..next.at.start].trim());
        let is_dash = ["-", "–", "—", "~", "至", "到"].contains(&between);
        let is_between =
            ["between", "entre"].iter().any(|word| before.ends_with(word)) && ["and", "y", "e"].contains(&between);
        let own = last.unit == next.unit;
        if !(is_dash || is_between) || last.high.is_some() || !own && !matches!(last.unit, Unit::Count | Unit::Usd) {
            found.push(next);
            continue;
        }
        // "$300-310 billion": the magnitude of the second, unless the first has one.
        let bare = if last.step <= 1.0 && next.step > 1.0 && last.value < 1e5 { next.step } else { 1.0 };
        *last = Figure {
            at: last.at.start..next.at.end,
            value: tidy(last.value * bare),
            high: Some(next.value),
            unclear: last
                .unclear
                .or(next.unclear)
                .or((last.value * bare > next.value).then_some("claim.figure_ends_below")),
            ..next
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::folded::Folded;
    use super::super::lexicon::lexicon;
    use super::*;

    fn read(language: &str, text: &str) -> Vec<(f64, f64, Unit)> {
        let found = figures(&Folded::of(text).text, lexicon(language), &[]);
        found.into_iter().map(|figure| (figure.value, figure.step, figure.unit)).collect()
    }

    #[test]
    fn figures_are_read_as_each_language_prints_them() {
        for (language, text, value, step, unit) in [
            ("en", "reached US$307.4 billion in", 307.4e9, 0.1e9, Unit::Usd),
            ("en", "was 307.4bn USD in", 307.4e9, 0.1e9, Unit::Usd),
            ("en", "$307,400,000,000", 307.4e9, 1.0, Unit::Usd),
            ("en", "960 million dollars", 960e6, 1e6, Unit::Usd),
            ("en", "rose 18.9 percent", 18.9, 0.1, Unit::Percent),
            ("en", "33,188 enterprises", 33188.0, 0.0, Unit::Count),
            ("en", "33 thousand enterprises", 33e3, 1e3, Unit::Count),
            ("en", "three hundred billion dollars", 300e9, 1e9, Unit::Usd),
            ("en", "twenty-four countries", 24.0, 0.0, Unit::Count),
            ("en", "one million jobs", 1e6, 1e6, Unit::Count),
            ("en", "the second-largest partner", 2.0, 0.0, Unit::Rank),
            ("en", "the largest partner", 1.0, 0.0, Unit::Rank),
            ("en", "307.4 billion euros", 307.4e9, 0.1e9, Unit::Other),
            ("en", "R$ 307.4 billion", 307.4e9, 0.1e9, Unit::Other),
            ("en", "was -$307.4 billion", -307.4e9, 0.1e9, Unit::Usd),
            ("en", "was -9.82 billion dollars", -9.82e9, 0.01e9, Unit::Usd),
            ("es", "307,4 mil millones de dólares", 307.4e9, 0.1e9, Unit::Usd),
            ("es", "307.400 millones de dólares", 307.4e9, 1e6, Unit::Usd),
            ("es", "un 24,1 %", 24.1, 0.1, Unit::Percent),
            ("pt", "US$ 307,4 bilhões", 307.4e9, 0.1e9, Unit::Usd),
            ("pt", "US$ 518,4 bi", 518.4e9, 0.1e9, Unit::Usd),
            ("zh", "达到3074亿美元", 307.4e9, 1e8, Unit::Usd),
            ("zh", "1487.9亿美元", 148.79e9, 1e7, Unit::Usd),
            ("zh", "第二大贸易伙伴", 2.0, 0.0, Unit::Rank),
        ] {
            assert_eq!(read(language, text), [(value, step, unit)], "{text}");
        }
    }

    #[test]
    fn a_range_is_one_figure_and_zeros_at_the_end_are_no_digits() {
        let found = figures("between $300 billion and $310 billion", lexicon("en"), &[]);
        assert_eq!((found.len(), found[0].value, found[0].high), (1, 300e9, Some(310e9)));
        let found = figures("about $310 billion, $300-310 billion", lexicon("en"), &[]);
        assert_eq!((found[0].step, found[0].significant), (1e9, 10e9));
        assert_eq!((found[1].value, found[1].high), (300e9, Some(310e9)));
    }

    #[test]
    fn what_is_not_written_as_a_number_is_unclear() {
        for text in ["3.074e11", "1.2.3", "307,4.5,6", "1+3"] {
            let found = figures(text, lexicon("en"), &[]);
            assert!(found.iter().any(|figure| figure.unclear.is_some()), "{text}: {found:?}");
        }
        assert!(figures("148,790 millones", lexicon("es"), &[])[0].unclear.is_some());
        assert_eq!(figures("g20", lexicon("en"), &[]), []);
    }
}
