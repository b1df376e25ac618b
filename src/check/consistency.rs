//! Figures against each other: what the sources say must be possible all at once, within what they print.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::dataset::Dataset;
use crate::interval::Interval;
use crate::kinds::RELATIONS;
use crate::model::{Finding, Record};
use crate::trade;

/// Run every check; a fact that names a check as proof of its repair must have taken part in it.
pub fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let mut held: BTreeSet<(&str, &str)> = BTreeSet::new();
    for equation in trade::equations(dataset) {
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
