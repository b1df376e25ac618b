//! Since when a thing had been said: the last day on which a source that says it can have appeared.

use std::collections::BTreeMap;

use crate::dataset::Dataset;
use crate::edtf::Period;
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE, RELATIONS, SOURCES};
use crate::model::{Record, Value};

/// Since when each source can be read.
pub type Days = BTreeMap<String, String>;

/// Fill `known_since` of sources and persons.
pub fn days(dataset: &mut Dataset) -> Days {
    let mut days = Days::new();
    for source in dataset.of_mut(&SOURCES) {
        // A year stands for its last day: before it is over, nobody can say that the source had appeared.
        let day = source.text("published").and_then(|text| Period::parse(text).ok()).and_then(|period| period.end);
        set(source, day.map(|day| day.to_string()));
        days.extend(day.map(|day| (source.id().to_owned(), day.to_string())));
    }
    dataset.of_mut(&PEOPLE).iter_mut().for_each(|person| fill(person, &days));
    days
}

/// Fill `known_since` of what was read in sources.
pub fn fill(record: &mut Record, days: &Days) {
    let first = record.list("sources").iter().filter_map(|source| days.get(source)).min().cloned();
    set(record, first);
}

/// What facts tell of the days of others: of organizations, and of the relations that they are the ends of.
#[derive(Debug, Default)]
pub struct Named {
    /// The facts that relations join, with their days.
    facts: BTreeMap<String, Option<String>>,
    organizations: Days,
}

impl Named {
    /// Before any fact was seen.
    pub fn of(relations: &[Record]) -> Self {
        let ends = relations.iter().flat_map(|relation| ["fact", "other"].map(|end| relation.text(end)));
        Self { facts: ends.flatten().map(|id| (id.to_owned(), None)).collect(), organizations: Days::new() }
    }

    /// See a fact whose own day is filled; seeing it again changes nothing.
    pub fn see(&mut self, fact: &Record) {
        let Some(day) = fact.text("known_since") else { return };
        if let Some(known) = self.facts.get_mut(fact.id()) {
            *known = Some(day.to_owned());
        }
        for id in fact.list("organizations").iter().map(String::as_str).chain(fact.text("attributed_to")) {
            match self.organizations.get_mut(id) {
                Some(first) if day < first.as_str() => day.clone_into(first),
                Some(_) => {}
                None => _ = self.organizations.insert(id.to_owned(), day.to_owned()),
            }
        }
    }

    /// Fill `known_since` of organizations and relations; every fact was seen.
    pub fn spread(&self, dataset: &mut Dataset) {
        for organization in dataset.of_mut(&ORGANIZATIONS) {
            set(organization, self.organizations.get(organization.id()).cloned());
        }
        for relation in dataset.of_mut(&RELATIONS) {
            let ends = ["fact", "other"].map(|end| relation.text(end).and_then(|id| self.facts.get(id)?.as_ref()));
            set(relation, ends.into_iter().flatten().max().cloned());
        }
        debug_assert!(dataset.of(&COUNTRIES).iter().all(|country| country.get("known_since").is_null()));
    }
}

fn set(record: &mut Record, day: Option<String>) {
    record.set("known_since", day.map_or(Value::Null, Value::Text));
}
