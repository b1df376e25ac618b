//! One fact against the texts it was read in.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::data::Excuses;
use crate::figure::{Figure, Unit, figures, same};
use crate::model::{Evidence, Finding, Record};
use crate::text::{Paragraph, Texts};

/// A quote found in its paragraph.
struct Quote<'a> {
    paragraph: &'a Paragraph,
    at: Range<usize>,
    text: &'a str,
}

/// Check a fact's quotes, its figure, its qualifier and its dates.
pub fn check(fact: &Record, texts: &Texts, excuses: &Excuses, findings: &mut Vec<Finding>) {
    let mut say = |column: &str, reason: String| {
        let reason = format!("{}: {reason}", fact.id());
        findings.push(Finding { place: fact.place.clone(), column: Some(column.to_owned()), reason });
    };
    let mut quotes = Vec::new();
    for evidence in fact.evidence() {
        match quote(evidence, texts) {
            Ok(quote) => quotes.push(quote),
            Err(reason) => say("evidence", reason),
        }
    }
    if quotes.len() < fact.evidence().len() {
        return; // what follows looks into the quotes
    }
    if let Err((column, reason)) = figure(fact, &quotes) {
        say(column, reason);
    }
    for reason in quotes.iter().flat_map(|quote| dates(fact, quote, excuses)) {
        say("date", reason);
    }
}

/// The quote stands in the paragraph given, once or with the occurrence that is meant.
fn quote<'a>(evidence: &'a Evidence, texts: &'a Texts) -> Result<Quote<'a>, String> {
    let Evidence { source, paragraph: number, quote, occurrence, .. } = evidence;
    let text = &texts.get(source).ok_or_else(|| format!("the text of `{source}` is not there"))?.text;
    let paragraph = text
        .paragraph(*number)
        .ok_or_else(|| format!("`{source}` has {} paragraphs, no paragraph {number}", text.paragraphs.len()))?;
    let found = paragraph.find(quote);
    let wanted = usize::try_from(*occurrence).unwrap_or(usize::MAX);
    match found.get(wanted.wrapping_sub(1)) {
        Some(at) if found.len() == 1 || *occurrence > 1 => Ok(Quote { paragraph, at: at.clone(), text: quote }),
        Some(_) => Err(format!(
            "\"{quote}\" stands {} times in paragraph {number} of `{source}`; more words, or `occurrence`, would be right",
            found.len()
        )),
        None => {
            let elsewhere = (1..).zip(&text.paragraphs).find(|(_, paragraph)| paragraph.text.contains(quote.as_str()));
            let hint = elsewhere.map_or_else(String::new, |(number, _)| format!("; it stands in paragraph {number}"));
            Err(format!("\"{quote}\" does not stand in paragraph {number} of `{source}`{hint}"))
        }
    }
}

/// The fact's figure is printed in one of its quotes, hedged as the fact says.
fn figure(fact: &Record, quotes: &[Quote<'_>]) -> Result<(), (&'static str, String)> {
    let Some(value) = fact.number("value") else { return Ok(()) };
    if let Some(printed) = fact.text("printed_as") {
        let stands = quotes.iter().any(|quote| quote.text.contains(printed));
        return if stands { Ok(()) } else { Err(("printed_as", format!("no quote has \"{printed}\""))) };
    }
    let unit = fact.text("unit").unwrap_or_default();
    for quote in quotes {
        // A figure may begin before the quote ("US" of "US$") but must end in it.
        let printed = figures(&quote.paragraph.text)
            .into_iter()
            .filter(|figure| figure.at.start < quote.at.end && quote.at.start < figure.at.end);
        if let Some(figure) = printed.into_iter().find(|figure| same(figure.value, value) && counts(figure, unit)) {
            return qualifier(fact, quote.paragraph, &figure);
        }
    }
    Err(("value", format!("no quote prints {value} {unit}")))
}

/// Whether a printed figure can count in a unit.
fn counts(figure: &Figure, unit: &str) -> bool {
    match unit {
        "USD" => figure.unit == Unit::Dollars,
        "percent" | "percentage_points" => figure.unit == Unit::Percent,
        "rank" => figure.unit == Unit::Rank,
        _ => matches!(figure.unit, Unit::Plain | Unit::Rank),
    }
}

/// Words before a figure that hedge it, and what they hedge it to.
const HEDGES: [(&str, &str); 16] = [
    ("more than", "more_than"),
    ("over", "more_than"),
    ("above", "more_than"),
    ("exceed", "more_than"),
    ("exceeded", "more_than"),
    ("exceeding", "more_than"),
    ("surpassed", "more_than"),
    ("surpassing", "more_than"),
    ("at least", "at_least"),
    ("nearly", "nearly"),
    ("almost", "nearly"),
    ("about", "about"),
    ("around", "about"),
    ("roughly", "about"),
    ("up to", "up_to"),
    ("as much as", "up_to"),
];

fn qualifier(fact: &Record, paragraph: &Paragraph, figure: &Figure) -> Result<(), (&'static str, String)> {
    let before = paragraph.text[..figure.at.start].trim_end().to_lowercase();
    let hedge = HEDGES.iter().find(|(words, _)| {
        before.strip_suffix(words).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
    });
    let (right, stated) =
        (hedge.map_or("exact", |(_, qualifier)| qualifier), fact.text("qualifier").unwrap_or_default());
    if right == stated {
        return Ok(());
    }
    let printed = &paragraph.text[figure.at.clone()];
    let said = hedge.map_or_else(|| "without a hedge".to_owned(), |(words, _)| format!("as \"{words} {printed}\""));
    Err(("qualifier", format!("`{stated}`, but the text prints {printed} {said}; `{right}` would be right")))
}

#[expect(clippy::expect_used, reason = "constant patterns, compiled by every run")]
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:19|20)[0-9]{2}\b").expect("a constant pattern"));

#[expect(clippy::expect_used, reason = "constant patterns, compiled by every run")]
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let long = "January|February|March|April|May|June|July|August|September|October|November|December";
    Regex::new(&format!(r"\b(?:{long})\b|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\."))
        .expect("a constant pattern")
});

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Years and months in a quote that do not lie in the fact's period.
fn dates(fact: &Record, quote: &Quote<'_>, excuses: &Excuses) -> Vec<String> {
    let day = |column: &str| fact.text(column).and_then(|day| day.parse::<Date>().ok());
    let (start, end) = (day("start"), day("end"));
    let stated = fact.text("date").unwrap_or_default();
    let mut wrong = Vec::new();
    let part_of_a_name = |at: Range<usize>| {
        excuses.terms.iter().any(|(_, term)| {
            let name = &term.text;
            quote.text.match_indices(name.as_str()).any(|(from, _)| from <= at.start && at.end <= from + name.len())
        })
    };
    for year in YEAR.find_iter(quote.text).filter(|year| !part_of_a_name(year.range())) {
        let number: i16 = year.as_str().parse().unwrap_or_default();
        let before = start.is_some_and(|start| number < start.year());
        let after = end.is_some_and(|end| number > end.year());
        if before || after {
            wrong.push(format!("`{stated}`, but the quote \"{}\" says {number}", quote.text));
        }
    }
    if let (Some(start), Some(end)) = (start, end) {
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        for found in MONTH.find_iter(quote.text).map(|found| found.as_str()) {
            let month = (1..).zip(MONTHS).find(|(_, name)| found.starts_with(name)).map_or(0, |(number, _)| number);
            if !(months(start)..=months(end)).any(|each| (each - 1) % 12 + 1 == month) {
                wrong.push(format!("`{stated}`, but the quote \"{}\" says {}", quote.text, found));
            }
        }
    }
    wrong
}
