//! A derived figure as a fact: its title, and the columns that it does not have from its first input.

use super::derived::Derived;
use super::quantity::WORLD;
use crate::dataset::Dataset;
use crate::edtf::Period;
use crate::kinds::COUNTRIES;
use crate::model::{Record, Value};

/// Columns of the first input that speak of its own statement and are empty in what follows from it. Not every kind has
/// each of them.
const OF_THE_STATEMENT: &[&str] = &["note", "attributed_to", "printed_as", "proven_by", "subject", "among", "share_of"];

/// Names of trade's partners.
pub struct Names<'a> {
    countries: &'a [Record],
}

impl<'a> Names<'a> {
    /// Those that a dataset gives its countries.
    pub fn of(dataset: &'a Dataset) -> Self {
        Self { countries: dataset.of(&COUNTRIES) }
    }

    /// The partner of a fact. The region has the name that the fact's own title gives it.
    pub fn partner<'b>(&self, fact: &'b Record) -> &'b str
    where
        'a: 'b,
    {
        let country = |code: &str| self.countries.iter().find(|country| country.id() == code)?.text("name_en");
        match fact.text("partner").unwrap_or_default() {
            "LAC" if fact.text("title").is_some_and(|title| title.contains("and the Caribbean")) => {
                "Latin America and the Caribbean"
            }
            "LAC" => "Latin America",
            WORLD => "the world",
            code => country(code).unwrap_or(code),
        }
    }

    /// The flow of a fact, with its partner.
    pub fn described(&self, flow: &str, fact: &Record) -> String {
        let partner = self.partner(fact);
        match flow {
            "exports" => format!("China's exports to {partner}"),
            "imports" => format!("China's imports from {partner}"),
            _ => format!("China's trade with {partner}"),
        }
    }
}

/// The fact.
pub fn fact(derived: &Derived<'_>) -> Record {
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
        ("title", text(&derived.title)),
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
