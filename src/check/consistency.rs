//! Figures against each other: what the sources say must be possible all at once, within what they print.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::dataset::Dataset;
use crate::derive::{Interval, Quantities, Quantity, previous_bounds, year_before};
use crate::kinds::RELATIONS;
use crate::kinds::common::CONSISTENCY;
use crate::model::{Finding, Record};

/// Run every check; a fact that names a check as proof of its repair must have taken part in it.
pub fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let all = Quantities::of(dataset);
    let mut held: BTreeSet<(&str, &str)> = BTreeSet::new();
    for equation in all.groups().flat_map(|group| equations(&all, group)) {
        if equation.expected.meets(equation.found) {
            held.extend(equation.facts.iter().map(|fact| (fact.id(), equation.name)));
        } else {
            let Interval { low, high } = equation.expected;
            let ids: Vec<&str> = equation.facts.iter().map(|fact| fact.id()).collect();
            let reason = format!(
                "{}: {} cannot all be right; the value would be between {low} and {high}",
                equation.name,
                ids.join(", ")
            );
            findings.push(Finding { place: equation.facts[0].place.clone(), column: Some("value".into()), reason });
        }
    }
    for fact in dataset.facts() {
        if let Some(name) = fact.text("proven_by").filter(|name| !held.contains(&(fact.id(), *name))) {
            let reason = format!("`{name}` does not hold with this figure or has nothing to compare it with");
            findings.push(Finding { place: fact.place.clone(), column: Some("proven_by".into()), reason });
        }
    }
}

/// A relation between figures that must hold.
struct Equation<'a> {
    name: &'static str,
    /// The first is the one whose value `expected` is about.
    facts: Vec<&'a Record>,
    expected: Interval,
    found: Interval,
}

fn equations<'a>(all: &Quantities<'a>, group: Quantity<'a>) -> Vec<Equation<'a>> {
    let flows = ["total", "exports", "imports"];
    let sums = [parts_make_total(all, group), growth_rates_agree(all, group)];
    let single =
        flows.into_iter().flat_map(|flow| [growth_fits_values(all, group, flow), share_fits_values(all, group, flow)]);
    sums.into_iter().chain(single).flatten().collect()
}

fn parts_make_total<'a>(all: &Quantities<'a>, group: Quantity<'a>) -> Option<Equation<'a>> {
    let [total, exports, imports] = ["total", "exports", "imports"].map(|flow| all.get(group, flow, "value"));
    let (total, exports, imports) = (total?, exports?, imports?);
    Some(Equation {
        name: CONSISTENCY[0],
        facts: vec![total.fact, exports.fact, imports.fact],
        expected: exports.bounds.plus(imports.bounds),
        found: total.bounds,
    })
}

fn growth_rates_agree<'a>(all: &Quantities<'a>, group: Quantity<'a>) -> Option<Equation<'a>> {
    let before = |flow: &str| {
        let (value, growth) = (all.get(group, flow, "value")?, all.get(group, flow, "growth")?);
        Some((vec![growth.fact, value.fact], previous_bounds(value, growth)?))
    };
    let ((total, expected), (exports, left), (imports, right)) =
        (before("total")?, before("exports")?, before("imports")?);
    Some(Equation {
        name: CONSISTENCY[1],
        facts: [total, exports, imports].concat(),
        expected: left.plus(right),
        found: expected,
    })
}

fn growth_fits_values<'a>(all: &Quantities<'a>, group: Quantity<'a>, flow: &str) -> Option<Equation<'a>> {
    let (value, growth) = (all.get(group, flow, "value")?, all.get(group, flow, "growth")?);
    let date = year_before(group.date)?;
    let before = all.get(Quantity { date: &date, ..group }, flow, "value")?;
    Some(Equation {
        name: CONSISTENCY[2],
        facts: vec![before.fact, value.fact, growth.fact],
        expected: previous_bounds(value, growth)?,
        found: before.bounds,
    })
}

fn share_fits_values<'a>(all: &Quantities<'a>, group: Quantity<'a>, flow: &str) -> Option<Equation<'a>> {
    let share = all.get(group, flow, "share").filter(|_| group.product.is_none())?;
    let (part, whole) = (all.get(group, flow, "value")?, all.get(Quantity { partner: "WLD", ..group }, flow, "value")?);
    Some(Equation {
        name: CONSISTENCY[3],
        facts: vec![share.fact, part.fact, whole.fact],
        expected: part.bounds.over(whole.bounds)?.in_percent(),
        found: share.bounds,
    })
}

/// Two facts that give the same quantity for the same period different values must say how they relate.
pub fn conflicts(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let declared: BTreeSet<[&str; 2]> = dataset
        .of(&RELATIONS)
        .iter()
        .filter_map(|relation| {
            let mut ends = [relation.text("fact")?, relation.text("other")?];
            ends.sort_unstable();
            Some(ends)
        })
        .collect();
    let mut seen: BTreeMap<String, &Record> = BTreeMap::new();
    for fact in dataset.facts().filter(|fact| fact.text("basis") != Some("derived") && !fact.kind.quantity.is_empty()) {
        let Some(first) = seen.insert(key(fact), fact) else { continue };
        let mut ends = [first.id(), fact.id()];
        ends.sort_unstable();
        if first.get("value") != fact.get("value") && !declared.contains(&ends) {
            let reason = format!(
                "`{}` gives the same quantity for the same period another value; a relation in relations.toml would say \
                 which of the two updates, corroborates or contradicts the other",
                first.id()
            );
            findings.push(Finding { place: fact.place.clone(), column: Some("value".into()), reason });
        }
    }
}

/// The same for a fact of which no more is kept.
pub fn hash(fact: &Record) -> u64 {
    let mut hasher = DefaultHasher::new();
    key(fact).hash(&mut hasher);
    hasher.finish()
}

/// What makes two figures speak of the same quantity: the kind's own choice of columns, the period, the countries.
fn key(fact: &Record) -> String {
    let columns = fact.kind.quantity.iter().chain(&["date", "countries", "unit"]);
    let parts: Vec<String> = columns.map(|column| fact.get(column).to_text().into_owned()).collect();
    format!("{} {}", fact.kind.name, parts.join("\u{1f}"))
}
