//! Figures as texts print them: "$307.4 billion", "33,188", "52 percent", "eight", "second-largest", "doubled".

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

/// A figure found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Its value in base units: 307400000000 for "$307.4 billion".
    pub value: f64,
    /// Half a unit of its last printed digit, in base units: 50000000 for "$307.4 billion", nothing for a bare count.
    pub rounding: f64,
    /// What it says it counts.
    pub unit: Unit,
}

/// What a printed figure says it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing, by itself: a count, a year, a ratio.
    Plain,
    /// Dollars.
    Dollars,
    /// Percent.
    Percent,
    /// A place in an order: "second", "third".
    Rank,
}

/// A blank, which a text may print as a no-break space.
const BLANK: &str = r"[\s\u{a0}]";

static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?:(?<currency>(?:US)?\$)|\b)(?<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?:{BLANK}(?<scale>million|billion|trillion)\b)?(?<percent>%|{BLANK}percent\b)?(?<dollars>{BLANK}(?:U\.S\.{BLANK})?dollars\b)?"
    ))
});

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(?:(?<number>{})(?:{BLANK}(?<scale>million|billion|trillion))?|(?<rank>{})|(?<doubled>doubled))\b",
        NUMBERS.join("|"),
        RANKS.join("|")
    ))
});

/// Number words from one; "one" counts only with a scale, for it is a pronoun otherwise.
const NUMBERS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Ordinals from second; "first" is an adverb and an adjective more often than a rank.
const RANKS: [&str; 9] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled by a test")]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// Every figure of a text, in order.
pub fn figures(text: &str) -> Vec<Figure> {
    let numerals = NUMERAL.captures_iter(text).filter_map(|found| numeral(&found));
    let words = WORD.captures_iter(text).filter_map(|found| word(&found));
    let mut figures: Vec<Figure> = numerals.chain(words).collect();
    figures.sort_by_key(|figure| figure.at.start);
    figures
}

fn numeral(found: &Captures<'_>) -> Option<Figure> {
    let digits = found["digits"].replace(',', "");
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scale = scale(found.name("scale"));
    let unit = match (found.name("percent"), found.name("currency").or(found.name("dollars"))) {
        (Some(_), _) => Unit::Percent,
        (None, Some(_)) => Unit::Dollars,
        (None, None) => Unit::Plain,
    };
    let counted = unit == Unit::Plain && decimals == 0 && found.name("scale").is_none();
    let step = 10_f64.powi(-i32::try_from(decimals).ok()?) * scale;
    Some(Figure {
        at: found.get(0)?.range(),
        value: tidy(digits.parse::<f64>().ok()? * scale),
        rounding: if counted { 0.0 } else { tidy(step / 2.0) },
        unit,
    })
}

fn word(found: &Captures<'_>) -> Option<Figure> {
    let at = found.get(0)?.range();
    let place =
        |words: &[&str], word: Match<'_>| words.iter().position(|known| word.as_str().eq_ignore_ascii_case(known));
    #[expect(clippy::cast_precision_loss, reason = "at most twenty")]
    let figure = |at, value: usize, scale: f64, unit| Figure {
        at,
        value: value as f64 * scale,
        rounding: if scale > 1.0 { scale / 2.0 } else { 0.0 },
        unit,
    };
    if let Some(number) = found.name("number") {
        let value = place(&NUMBERS, number)? + 1;
        let bare = found.name("scale").is_none();
        return (value > 1 || !bare).then(|| figure(at, value, scale(found.name("scale")), Unit::Plain));
    }
    if let Some(rank) = found.name("rank") {
        return Some(figure(at, place(&RANKS, rank)? + 2, 1.0, Unit::Rank));
    }
    Some(figure(at, 2, 1.0, Unit::Plain))
}

fn scale(word: Option<Match<'_>>) -> f64 {
    match word.map(|word| word.as_str().to_lowercase()).as_deref() {
        Some("million") => 1e6,
        Some("billion") => 1e9,
        Some("trillion") => 1e12,
        _ => 1.0,
    }
}

/// The number without the noise of binary fractions: 18.9 - 0.05 is 18.85, not 18.849999999999998.
pub fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

/// Whether two numbers are the same but for that noise.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(f64, f64, Unit)> {
        figures(text).into_iter().map(|figure| (figure.value, figure.rounding, figure.unit)).collect()
    }

    #[test]
    fn printed_figures_become_values_with_their_rounding() {
        for (text, value, rounding, unit) in [
            ("reached US$307.4 billion, surpassing", 307.4e9, 0.05e9, Unit::Dollars),
            ("hit 111.461 billion U.S. dollars in", 111.461e9, 0.0005e9, Unit::Dollars),
            ("960 million dollars", 960e6, 0.5e6, Unit::Dollars),
            ("of\u{a0}$2\u{a0}trillion in", 2e12, 0.5e12, Unit::Dollars),
            ("with 33,188 enterprises", 33188.0, 0.0, Unit::Plain),
            ("nearly 1.3 million in", 1.3e6, 0.05e6, Unit::Plain),
            ("up 52 percent from", 52.0, 0.5, Unit::Percent),
            ("whereas 91% of", 91.0, 0.5, Unit::Percent),
            ("over one million jobs", 1e6, 0.5e6, Unit::Plain),
            ("three-nation tour", 3.0, 0.0, Unit::Plain),
            ("Eight rounds", 8.0, 0.0, Unit::Plain),
            ("second-largest", 2.0, 0.0, Unit::Rank),
            ("doubled in", 2.0, 0.0, Unit::Plain),
        ] {
            assert_eq!(read(text), [(value, rounding, unit)], "{text}");
        }
    }

    #[test]
    fn several_figures_stand_in_their_order() {
        let values: Vec<f64> =
            figures("In 2018 two of 33 rose by 0.2 percent to $136.48").iter().map(|figure| figure.value).collect();
        assert_eq!(values, [2018.0, 2.0, 33.0, 0.2, 136.48]);
    }

    #[test]
    fn words_that_only_look_like_figures_are_none() {
        assert_eq!(read("one of them, the first of its kind, often and content"), []);
    }
}
