//! Since when a thing had been said: the last day on which a source that says it can have appeared.

use std::collections::BTreeMap;

use crate::check::Dataset;
use crate::edtf::Period;
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE, RELATIONS, SOURCES};
use crate::record::{Record, Value};

/// Fill `known_since` of sources, of the facts read in them, and of persons.
pub fn fill(dataset: &mut Dataset) {
    let mut days: BTreeMap<String, String> = BTreeMap::new();
    for source in dataset.of_mut(&SOURCES) {
        // A year stands for its last day: before it is over, nobody can say that the source had appeared.
        let day = source.text("published").and_then(|text| Period::parse(text).ok()).and_then(|period| period.end);
        set(source, day.map(|day| day.to_string()));
        days.extend(day.map(|day| (source.id().to_owned(), day.to_string())));
    }
    let first = |sources: &[String]| sources.iter().filter_map(|source| days.get(source)).min().cloned();
    for fact in dataset.facts_mut() {
        set(fact, first(fact.list("sources")));
    }
    for person in dataset.of_mut(&PEOPLE) {
        set(person, first(person.list("sources")));
    }
}

/// Fill `known_since` of what follows from facts: organizations, relations.
pub fn spread(dataset: &mut Dataset) {
    let mut facts: BTreeMap<String, String> = BTreeMap::new();
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for fact in dataset.facts() {
        let Some(day) = fact.text("known_since") else { continue };
        facts.insert(fact.id().to_owned(), day.to_owned());
        for id in fact.list("organizations").iter().map(String::as_str).chain(fact.text("attributed_to")) {
            let first = named.entry(id.to_owned()).or_insert_with(|| day.to_owned());
            if day < first.as_str() {
                day.clone_into(first);
            }
        }
    }
    for organization in dataset.of_mut(&ORGANIZATIONS) {
        set(organization, named.get(organization.id()).cloned());
    }
    for relation in dataset.of_mut(&RELATIONS) {
        let ends = ["fact", "other"].map(|end| relation.text(end).and_then(|id| facts.get(id)));
        set(relation, ends.into_iter().flatten().max().cloned());
    }
    debug_assert!(dataset.of(&COUNTRIES).iter().all(|country| country.get("known_since").is_null()));
}

fn set(record: &mut Record, day: Option<String>) {
    record.set("known_since", day.map_or(Value::Null, Value::Text));
}
