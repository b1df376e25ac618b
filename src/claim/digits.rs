//! Numbers as texts print them: digits with their separators, and words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::figure::magnitude;
use super::lexicon::Lexicon;
use crate::text::{is_unspaced, words};

/// A number before it is known what it counts.
pub struct Number {
    pub at: Range<usize>,
    pub value: f64,
    pub decimals: usize,
    pub in_words: bool,
    pub unclear: Option<&'static str>,
}

pub static DIGITS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d{1,3}(?: \d{3})+\b(?:[.,]\d+)?|\d+(?:[.,']\d+)*").ok());

/// The number of a run of digits; nothing for one that is a part of a word.
pub fn number(text: &str, at: Range<usize>, lexicon: &Lexicon) -> Option<Number> {
    let (before, after) = (&text[..at.start], &text[at.end..]);
    if before.ends_with(|c: char| c.is_alphabetic() && !is_unspaced(c))
        && !before.ends_with("us")
        && !before.ends_with("usd")
    {
        return None;
    }
    let unsigned = before.strip_suffix(['-', '\u{2212}']);
    let negative =
        unsigned.is_some_and(|text| text.is_empty() || text.ends_with(|c: char| " (".contains(c) || is_unspaced(c)));
    let (digits, decimals, mut unclear) = separated(&text[at.clone()], matches!(lexicon.language, "es" | "pt"));
    let is_odd = |c: char| "+*/×^=_".contains(c);
    let next_odd = after.starts_with(is_odd)
        || after.starts_with(|c: char| c.is_alphabetic() && !is_unspaced(c)) && magnitude(after, lexicon).is_none();
    if next_odd || before.ends_with(is_odd) || before.ends_with('.') {
        unclear = Some("claim.figure_not_plain");
    }
    let value: f64 = digits.parse().ok()?;
    Some(Number { at, value: if negative { -value } else { value }, decimals, in_words: false, unclear })
}

/// Digits with a point before their decimals, how many decimals there are, and why that is not certain.
fn separated(digits: &str, has_decimal_comma: bool) -> (String, usize, Option<&'static str>) {
    let marks: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let bare = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some((last, mark)) = marks.last().copied() else { return (digits.to_owned(), 0, None) };
    let are_groups = digits.split(|c: char| !c.is_ascii_digit()).skip(1).all(|group| group.len() == 3)
        && digits.split(|c: char| !c.is_ascii_digit()).next().is_some_and(|first| first.len() <= 3);
    let is_one_kind = marks.iter().all(|(_, other)| *other == mark);
    let decimal = if has_decimal_comma { ',' } else { '.' };
    let whole = are_groups && is_one_kind && (mark != decimal || marks.len() > 1);
    if whole {
        return (bare(digits), 0, None);
    }
    let decimals = &digits[last + 1..];
    let unclear = if !is_one_kind && marks.iter().filter(|(_, other)| *other == mark).count() > 1
        || is_one_kind && marks.len() > 1
    {
        Some("claim.figure_separators")
    } else if has_decimal_comma && are_groups {
        Some("claim.figure_comma")
    } else {
        None
    };
    (format!("{}.{decimals}", bare(&digits[..last])), decimals.len(), unclear)
}

/// Numbers in words: "three hundred", "twenty-four". "One" by itself is a pronoun more often than a number.
pub fn numerals(text: &str, lexicon: &Lexicon) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    if lexicon.language == "zh" {
        return found;
    }
    for at in words(text) {
        let Some(value) = lexicon.numbers.get(&text[at.clone()]).map(|value| f64::from(*value)) else { continue };
        let is_next = |last: &Number| matches!(&text[last.at.end..at.start], " " | "-" | " and ");
        match found.last_mut().filter(|last| is_next(last)) {
            Some(last) if value >= 100.0 && last.value < 100.0 => {
                (last.value, last.at.end) = (last.value * value, at.end);
            }
            Some(last) if value < last.value && last.value % 10.0 == 0.0 => {
                (last.value, last.at.end) = (last.value + value, at.end);
            }
            _ => found.push(Number { at, value, decimals: 0, in_words: true, unclear: None }),
        }
    }
    let stands = |number: &Number| number.value > 1.0 || magnitude(&text[number.at.end..], lexicon).is_some();
    found.into_iter().filter(stands).collect()
}
