//! Whether a fact is of the quantity, the subject and the period that a claim speaks of.

use std::collections::BTreeSet;

use super::fact::{Fact, Told};
use super::figure::Unit;
use super::party::Party;
use super::period::{Period, Shape};
use super::reading::Reading;
use super::scanned::Scanned;
use super::sense::Sense;
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
    if !names_fit(reading, fact, told)
        || !subject_fits(reading, fact, told, vocabulary)
        || !is_told(reading, fact, told)
    {
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
    match (&reading.period, period_fits(reading.period.as_ref(), fact)) {
        (None, false) if differs.is_empty() => return Fit::NoPeriod,
        (Some(_), false) => _ = differs.insert("period"),
        (_, true) | (None, false) => {}
    }
    if differs.is_empty() { Fit::Same } else { Fit::Other(differs) }
}

/// Whom a claim names beside countries, the fact must name; whom the title of a fact names that has no columns for its
/// quantity, the claim must name.
fn names_fit(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    let is_named = |(kind, id): &(&'static str, String)| {
        fact.organizations.contains(id)
            || fact.people.contains(id)
            || [&fact.attributed_to, &fact.subject].into_iter().flatten().any(|own| own == id)
            || told.all.named.contains(&(*kind, id.clone()))
    };
    let is_beside =
        |party: &Party| told.all.parties.contains(party) || fact.countries.iter().any(|id| id == party.id());
    reading.named.iter().all(is_named) && reading.asides.iter().all(is_beside)
}

fn subject_fits(reading: &Reading, fact: &Fact, told: &Told, vocabulary: &Vocabulary) -> bool {
    let quantity = &reading.quantity;
    if quantity.measure == Some("rank") {
        let named = reading.named.iter().map(|(_, id)| id.as_str());
        let is_subject = fact.subject.as_deref().is_some_and(|subject| match quantity.subject.as_deref() {
            Some(own) => own == subject,
            None => named.into_iter().any(|id| id == subject),
        });
        return is_subject && parties_of(fact.among.as_deref(), vocabulary) == quantity.whole;
    }
    match fact.kind.as_str() {
        "trade" if quantity.kind == Some("trade") => {
            let is_whole = quantity.measure != Some("share")
                || fact.measure.as_deref() != Some("share")
                || parties_of(fact.share_of.as_deref(), vocabulary) == quantity.whole;
            quantity.partner == fact.partner && is_whole
        }
        "investment" if quantity.kind == Some("investments") => match quantity.partner.as_deref() {
            Some("LAC") => fact.countries.is_empty(),
            Some(code) => fact.countries.iter().any(|country| country == code),
            None => false,
        },
        "trade" | "investment" => false,
        _ => {
            let is_known = |party: &Party| {
                told.title.parties.contains(party)
                    || told.translated.parties.contains(party)
                    || fact.subject.as_deref() == Some(party.id())
                    || fact.countries.iter().any(|country| country == party.id())
            };
            reading.parties.iter().all(is_known)
                && told.title.parties.iter().all(|party| reading.all_parties.contains(party))
        }
    }
}

/// The parties that a phrase names, the world left out.
fn parties_of(text: Option<&str>, vocabulary: &Vocabulary) -> BTreeSet<Party> {
    let scanned = Scanned::in_language(text.unwrap_or_default(), "en", vocabulary);
    super::fact::Said::of(&scanned).parties.into_iter().filter(|party| *party != Party::World).collect()
}

/// Whether the claim says what the fact is of, where columns do not tell it.
fn is_told(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    if reading.quantity.measure == Some("rank") {
        return true;
    }
    let is_plain = fact.kind == "trade" && fact.product.is_none() && fact.measure.as_deref() != Some("share")
        || fact.kind == "investment" && fact.measure.as_deref() != Some("enterprises");
    if is_plain {
        return true;
    }
    let has = |word: &String| {
        reading.words.contains_key(word)
            || word.starts_with(crate::text::is_unspaced)
                && reading.words.keys().any(|own| own.contains(word.as_str()) || word.contains(own.as_str()))
    };
    let says = |said: &super::fact::Said| {
        let named =
            said.named.iter().filter(|(kind, id)| !(*kind == "people" || fact.attributed_to.as_ref() == Some(id)));
        said.words.iter().all(has)
            && said.tags.iter().filter(|tag| is_content(**tag)).all(|tag| reading.tags.contains(tag))
            && named.into_iter().all(|name| reading.named.contains(name))
    };
    let has_people = told
        .title
        .named
        .iter()
        .filter(|(kind, _)| *kind == "people")
        .all(|name| reading.named.contains(name) || is_aside(fact, name));
    let slug = !told.slug.words.is_empty() && says(&told.slug);
    let organizations = told
        .title
        .named
        .iter()
        .filter(|(kind, id)| *kind == "organizations" && fact.attributed_to.as_ref() != Some(id));
    let has_organizations = organizations.into_iter().all(|name| reading.named.contains(name));
    (slug && has_organizations || says(&told.title) || says(&told.translated)) && has_people
}

/// Whether a person is named in a title only as the one who says it: not among those whom the figure is of.
fn is_aside(fact: &Fact, (_, id): &(&'static str, String)) -> bool {
    fact.people.contains(id) && fact.title.contains(", as ")
}

fn is_content(tag: Sense) -> bool {
    matches!(
        tag,
        Sense::Trade
            | Sense::Export
            | Sense::Import
            | Sense::Invest
            | Sense::Fund
            | Sense::Grow
            | Sense::Shrink
            | Sense::Stock
            | Sense::Pledge
    )
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
        ("trade" | "investment", _, _) | (_, Some("change"), _) => false,
        _ => true,
    }
}

/// What the claim says by the words of the lexicon, the fact must say by its columns or its texts.
fn tags_fit(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    let measure = fact.measure.as_deref().unwrap_or_default();
    let is_money = fact.unit.as_deref() == Some("USD");
    let said = |tag: &Sense| match (fact.kind.as_str(), tag) {
        ("trade", Sense::Trade) | ("investment", Sense::Invest | Sense::Received) => true,
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
        (_, tag) => told.all.tags.contains(tag),
    };
    reading.tags.iter().all(said)
}

/// Whether the fact is of the period that the claim names; where it names none, whether the fact is a state as its source
/// knew it, or has no time either.
fn period_fits(period: Option<&Period>, fact: &Fact) -> bool {
    let (Some(start), Some(end)) = (fact.start.as_deref(), fact.end.as_deref()) else {
        return period.is_none() && fact.date.is_none();
    };
    let Some(period) = period else { return fact.is_as_reported() };
    let (from, to) = (period.start.to_string(), period.end.to_string());
    let is_within = from.as_str() <= start && end <= to.as_str();
    let is_stock = fact.measure.as_deref() == Some("stock") || fact.measure.as_deref() == Some("not_stated");
    let is_state = fact.is_as_reported();
    let is_short = period.start.year() == period.end.year();
    match period.shape {
        Shape::Whole => {
            from == start && to == end
                || is_stock && start == end && end == to
                || (is_state || fact.period.as_deref() == Some("day") && !is_stock) && is_within && is_short
        }
        Shape::By => from == start && to == end || is_stock && start == end && end == to || is_state && is_within,
        Shape::End => to == end && (start == end || is_state),
        Shape::Since => from == start,
        Shape::Decade(_) | Shape::Other => false,
    }
}
