//! The three rules by which facts are derived from trade figures.

use super::quantity::{Known, Quantities, Quantity, year_before};
use crate::dataset::Dataset;
use crate::edtf::Period;
use crate::interval::Interval;
use crate::kinds::COUNTRIES;
use crate::kinds::common::DERIVATIONS;
use crate::model::{Record, Value};

/// A derived figure before it becomes a fact.
struct Derived<'a> {
    rule: &'static str,
    /// The first gives the fact's id, partner, goods and topic.
    inputs: Vec<&'a Record>,
    suffix: &'static str,
    title: String,
    date: String,
    measure: &'static str,
    unit: &'static str,
    flow: &'a str,
    bounds: Interval,
}

/// Every fact that the rules give, in the order of their ids.
pub fn derived(dataset: &Dataset) -> Vec<Record> {
    let quantities = Quantities::of(dataset);
    let groups = || quantities.groups();
    let names = |code: &str| partner_name(dataset, code);
    let balances = groups().filter_map(|group| balance(&quantities, group, &names));
    let flows = ["total", "exports", "imports"];
    let before = groups().flat_map(|group| flows.map(|flow| previous(&quantities, group, flow, &names))).flatten();
    let shares = groups().flat_map(|group| flows.map(|flow| share(&quantities, group, flow, &names))).flatten();
    let mut facts: Vec<Record> = balances.chain(before).chain(shares).map(|derived| fact(&derived)).collect();
    facts.sort_by(|a, b| a.id().cmp(b.id()));
    facts.dedup_by(|a, b| a.id() == b.id());
    facts
}

fn balance<'a>(all: &Quantities<'a>, group: Quantity<'a>, name: &dyn Fn(&str) -> String) -> Option<Derived<'a>> {
    let (exports, imports) = (all.get(group, "exports", "value")?, all.get(group, "imports", "value")?);
    Some(Derived {
        rule: DERIVATIONS[0],
        inputs: vec![exports.fact, imports.fact],
        suffix: "balance",
        title: format!("China's trade balance with {}, {}: exports minus imports", name(group.partner), group.date),
        date: group.date.to_owned(),
        measure: "balance",
        unit: "USD",
        flow: "total",
        bounds: exports.bounds.minus(imports.bounds),
    })
}

fn previous<'a>(
    all: &Quantities<'a>,
    group: Quantity<'a>,
    flow: &'static str,
    name: &dyn Fn(&str) -> String,
) -> Option<Derived<'a>> {
    let (value, growth) = (all.get(group, flow, "value")?, all.get(group, flow, "growth")?);
    let date = year_before(group.date)?;
    Some(Derived {
        rule: DERIVATIONS[1],
        inputs: vec![value.fact, growth.fact],
        suffix: "previous",
        title: format!("{}, {date}, as the growth to {} implies", described(flow, &name(group.partner)), group.date),
        date,
        measure: "value",
        unit: "USD",
        flow,
        bounds: previous_bounds(value, growth)?,
    })
}

/// The value of the period before: the value divided by its growth factor.
pub fn previous_bounds(value: Known<'_>, growth: Known<'_>) -> Option<Interval> {
    value.bounds.over(growth.bounds.as_factor())
}

fn share<'a>(
    all: &Quantities<'a>,
    group: Quantity<'a>,
    flow: &'static str,
    name: &dyn Fn(&str) -> String,
) -> Option<Derived<'a>> {
    let world = Quantity { partner: "WLD", ..group };
    if group.partner == "WLD" {
        return None;
    }
    let (part, whole) = (all.get(group, flow, "value")?, all.get(world, flow, "value")?);
    Some(Derived {
        rule: DERIVATIONS[2],
        inputs: vec![part.fact, whole.fact],
        suffix: "implied-share",
        title: format!(
            "{} as a share of China's trade with the world, {}",
            described(flow, &name(group.partner)),
            group.date
        ),
        date: group.date.to_owned(),
        measure: "share",
        unit: "percent",
        flow,
        bounds: part.bounds.over(whole.bounds)?.in_percent(),
    })
}

fn described(flow: &str, partner: &str) -> String {
    match flow {
        "exports" => format!("China's exports to {partner}"),
        "imports" => format!("China's imports from {partner}"),
        _ => format!("China's trade with {partner}"),
    }
}

fn partner_name(dataset: &Dataset, code: &str) -> String {
    let country = dataset.of(&COUNTRIES).iter().find(|country| country.id() == code);
    match (code, country.and_then(|country| country.text("name_en"))) {
        ("LAC", _) => "Latin America and the Caribbean".to_owned(),
        ("WLD", _) => "the world".to_owned(),
        (code, name) => name.unwrap_or(code).to_owned(),
    }
}

fn fact(derived: &Derived<'_>) -> Record {
    let first = derived.inputs[0];
    let text = |text: &str| Value::Text(text.to_owned());
    let (value, bounds) = derived.bounds.presented();
    let mut fact = Record { kind: first.kind, values: first.values.clone(), place: first.place.clone() };
    let period = Period::parse(&derived.date).ok();
    let day = |day: Option<jiff::civil::Date>| day.map_or(Value::Null, |day| Value::Text(day.to_string()));
    let latest = derived.inputs.iter().filter_map(|input| input.text("known_since")).max().unwrap_or_default();
    let ids = derived.inputs.iter().map(|input| input.id().to_owned()).collect();
    let year = period.and_then(Period::year).map_or(Value::Null, |year| Value::Integer(year.into()));
    for (column, value) in [
        ("id", Value::Text(format!("{}-{}", first.id(), derived.suffix))),
        ("title", text(&derived.title)),
        ("start", day(period.and_then(|period| period.start))),
        ("end", day(period.and_then(|period| period.end))),
        ("date", text(&derived.date)),
        ("basis", text("derived")),
        ("note", Value::Null),
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
        ("attributed_to", Value::Null),
        ("printed_as", Value::Null),
        ("proven_by", Value::Null),
        ("flow", text(derived.flow)),
        ("measure", text(derived.measure)),
    ] {
        fact.set(column, value);
    }
    fact
}

fn union(inputs: &[&Record], column: &str) -> Vec<String> {
    let mut all: Vec<String> = inputs.iter().flat_map(|input| input.list(column)).cloned().collect();
    all.sort();
    all.dedup();
    all
}
