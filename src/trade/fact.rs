//! A derived figure as a fact: the columns that it does not have from its first input.

use super::derived::Derived;
use super::titles::Titles;
use crate::edtf::Period;
use crate::model::{Record, Value};

/// Columns of the first input that speak of its own statement and are empty in what follows from it. Not every kind has
/// each of them.
const OF_THE_STATEMENT: &[&str] = &["note", "attributed_to", "printed_as", "proven_by", "subject", "among", "share_of"];

/// The fact.
pub fn fact(derived: &Derived<'_>, titles: &Titles<'_>) -> Record {
    let first = derived.inputs[0];
    let text = |text: &str| Value::Text(text.to_owned());
    let (value, bounds) = derived.bounds.presented();
    let mut fact = Record { kind: first.kind, values: first.values.clone(), place: first.place.clone() };
    let period = Period::parse(&derived.date).ok();
    let day = |day: Option<jiff::civil::Date>| day.map_or(Value::Null, |day| Value::Text(day.to_string()));
    let latest = derived.inputs.iter().filter_map(|input| input.text("known_since")).max().unwrap_or_default();
    let ids = derived.inputs.iter().map(|input| input.id().to_owned()).collect();
    let year = period.and_then(Period::year).map_or(Value::Null, |year| Value::Integer(year.into()));
    for column in OF_THE_STATEMENT {
        fact.set(column, Value::Null);
    }
    for (column, value) in [
        ("id", Value::Text(format!("{}-{}", first.id(), derived.suffix))),
        ("start", day(period.and_then(|period| period.start))),
        ("end", day(period.and_then(|period| period.end))),
        ("date", text(&derived.date)),
        ("period", period.map_or(Value::Null, |period| text(period.span()))),
        ("date_basis", date_basis(&derived.inputs)),
        ("basis", text("derived")),
        ("evidence", Value::Evidence(Vec::new())),
        ("derived_from", Value::List(ids)),
        ("rule", text(derived.rule)),
        ("known_since", text(latest)),
        ("year", year),
        ("sources", Value::List(union(&derived.inputs, "sources"))),
        ("organizations", Value::List(union(&derived.inputs, "organizations"))),
        ("countries", Value::List(union(&derived.inputs, "countries"))),
        ("value", Value::Number(value)),
        ("value_low", Value::Number(bounds.low)),
        ("value_high", Value::Number(bounds.high)),
        ("unit", text(derived.unit)),
        ("qualifier", text("about")),
        ("flow", text(derived.flow)),
        ("measure", text(derived.measure)),
        ("share_of", derived.share_of.map_or(Value::Null, text)),
    ] {
        fact.set(column, value);
    }
    let title = titles.title(&fact, first);
    fact.set("title", Value::Text(title));
    fact
}

/// How the time of the inputs is known; where they differ, that of the one that is known least directly.
fn date_basis(inputs: &[&Record]) -> Value {
    let weakest = ["as_reported", "inferred", "stated"]
        .into_iter()
        .find(|basis| inputs.iter().any(|input| input.text("date_basis") == Some(basis)));
    weakest.map_or(Value::Null, |basis| Value::Text(basis.to_owned()))
}

fn union(inputs: &[&Record], column: &str) -> Vec<String> {
    let mut all: Vec<String> = inputs.iter().flat_map(|input| input.list(column)).cloned().collect();
    all.sort();
    all.dedup();
    all
}
