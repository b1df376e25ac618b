//! Whether a fact is of the quantity, the subject and the period that a claim speaks of.

use std::collections::BTreeSet;

use super::fact::{Fact, Told};
use super::figure::Unit;
use super::period::Shape;
use super::reading::Reading;
use super::sense::Sense;
use super::subject::is_of_subject;
use crate::dataset::Vocabulary;

/// How a fact fits a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// It is of the same.
    Same,
    /// It is of the same subject, but differs in these: `measure`, `direction`, `period`, `coverage`.
    Other(BTreeSet<&'static str>),
    /// The claim names no period, and the fact is of one.
    NoPeriod,
    /// It is of something else: the claim has these words that it has not, or it is of another subject.
    Not(BTreeSet<String>),
}

/// How a fact fits.
pub fn fit(reading: &Reading, fact: &Fact, told: &Told, vocabulary: &Vocabulary) -> Fit {
    let missing: BTreeSet<String> =
        reading.words.iter().filter(|(word, _)| !told.all.has(word)).map(|(_, shown)| shown.clone()).collect();
    if !missing.is_empty() {
        return Fit::Not(missing);
    }
    if !is_of_subject(reading, fact, told, vocabulary) {
        return Fit::Not(BTreeSet::new());
    }
    let mut differs = BTreeSet::new();
    if !unit_fits(reading.figure.unit, fact) || !measure_fits(reading, fact) || !tags_fit(reading, fact, told) {
        differs.insert("measure");
    }
    if fact.kind == "trade" && reading.quantity.direction != fact.flow.as_deref()
        || fact.kind == "investment"
            && reading.quantity.measure != Some("rank")
            && reading.quantity.direction != fact.direction.as_deref()
    {
        differs.insert("direction");
    }
    if fact.coverage.is_some() != reading.tags.contains(&Sense::NonFinancial) {
        differs.insert("coverage");
    }
    match (&reading.period, period_fits(reading, fact)) {
        (None, false) if differs.is_empty() => return Fit::NoPeriod,
        (Some(_), false) => _ = differs.insert("period"),
        (_, true) | (None, false) => {}
    }
    if differs.is_empty() { Fit::Same } else { Fit::Other(differs) }
}

fn unit_fits(unit: Unit, fact: &Fact) -> bool {
    matches!(
        (unit, fact.unit.as_deref()),
        (Unit::Usd, Some("USD"))
            | (Unit::Percent, Some("percent"))
            | (Unit::Points, Some("percentage_points"))
            | (Unit::Ratio, Some("ratio"))
            | (Unit::Rank, Some("rank"))
            | (Unit::Count | Unit::People, Some("people"))
            | (Unit::Count, Some("count"))
    )
}

/// Of investment, what is open in the claim fits a flow, and what the source leaves open fits a claim that does.
fn measure_fits(reading: &Reading, fact: &Fact) -> bool {
    let explicit = reading.tags.contains(&Sense::Stock) || reading.tags.contains(&Sense::Flow);
    match (fact.kind.as_str(), reading.quantity.measure, fact.measure.as_deref()) {
        ("trade" | "investment", Some(measure), Some(own)) if measure == own => true,
        ("investment", None, Some("flow")) if reading.figure.unit == Unit::Usd => true,
        ("investment", None | Some("stock"), Some("not_stated")) => !explicit,
        ("trade" | "investment", _, _) | (_, Some("change" | "level"), _) => false,
        _ => true,
    }
}

/// What the claim says by the words of the lexicon, the fact must say by its columns or its texts.
fn tags_fit(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    let measure = fact.measure.as_deref().unwrap_or_default();
    let is_money = fact.unit.as_deref() == Some("USD");
    let said = |tag: &Sense| match (fact.kind.as_str(), tag) {
        (_, Sense::Level) | ("trade", Sense::Trade) | ("investment", Sense::Invest | Sense::Received) => true,
        ("trade", Sense::Export | Sense::Import) => fact.flow.as_deref() != Some("total"),
        ("trade", Sense::Deficit | Sense::Surplus) => measure == "balance",
        // "Rose to 3 billion" tells a value.
        ("trade" | "investment", Sense::Grow | Sense::Shrink) => measure == "growth" || is_money,
        ("trade" | "investment", Sense::Share) => measure == "share",
        (_, Sense::Largest) => fact.unit.as_deref() == Some("rank"),
        ("investment", Sense::Stock) => measure == "stock",
        ("investment", Sense::Flow) => matches!(measure, "flow" | "enterprises"),
        ("investment", Sense::Pledge) => measure == "pledge",
        ("investment", Sense::NonFinancial) => fact.coverage.is_some(),
        ("trade", Sense::Bilateral) => fact.partner.as_deref() != Some("WLD"),
        ("trade", Sense::Goods) => measure != "rank",
        ("trade", Sense::Yearly) => fact.period.as_deref() == Some("year"),
        ("investment", Sense::Yearly) => measure == "flow",
        (_, tag) => told.all.tags.contains(tag),
    };
    reading.tags.iter().all(said)
}

/// Whether the fact is of the period that the claim names; where it names none, whether the fact is a state as its source
/// knew it, or has no time either.
fn period_fits(reading: &Reading, fact: &Fact) -> bool {
    let period = reading.period.as_ref();
    let (Some(start), Some(end)) = (fact.start.as_deref(), fact.end.as_deref()) else {
        return period.is_none() && fact.date.is_none();
    };
    let Some(period) = period else { return fact.is_as_reported() };
    let (from, to) = (period.start.to_string(), period.end.to_string());
    let is_within = from.as_str() <= start && end <= to.as_str();
    let is_not_stated = fact.measure.as_deref() == Some("not_stated");
    let is_stock = fact.measure.as_deref() == Some("stock") || is_not_stated;
    // What may be a flow is not one of a longer time.
    let is_at_most_a_month = period.start.first_of_month() == period.end.first_of_month();
    let is_state = fact.is_as_reported();
    let is_short = period.start.year() == period.end.year();
    // What had been counted when a source appeared was there in that year, and did not all happen in it: whoever says more
    // than what is counted may say that.
    let is_event = !reading.words.keys().all(|word| reading.counted.words.contains(word));
    let is_count = matches!(fact.unit.as_deref(), Some("count" | "people"));
    let is_of_then = is_state && (fact.kind != "investment" || from == start);
    match period.shape {
        Shape::Whole if is_state && is_count && is_event => false,
        Shape::Whole => {
            from == start && to == end
                || is_stock && start == end && end == to && (is_at_most_a_month || !is_not_stated)
                || (is_of_then || !is_state && fact.period.as_deref() == Some("day") && !is_stock)
                    && is_within
                    && is_short
        }
        Shape::By => from == start && to == end || is_stock && start == end && end == to || is_state && is_within,
        Shape::End => to == end && (start == end || is_state),
        Shape::Since => from == start,
        Shape::Decade(_) | Shape::Other => false,
    }
}
