//! A dataset as the floors above share it: its records, where each fact is, what it counts, what may be asked of it.

mod about;
mod register;
mod searchable;
mod summary;
mod vocabulary;

pub use about::About;
pub use register::{At, Entry, Register};
pub use searchable::Names;
pub use summary::{Counter, Summary, TableFile};
pub use vocabulary::Vocabulary;

use crate::data::{Manifest, Titles};
use crate::kinds::{COUNTRIES, FACTS, filed, served};
use crate::model::{Kind, Record, Role};

/// A data folder's records.
#[derive(Debug)]
pub struct Dataset {
    /// Title, version, licence, maintainers.
    pub manifest: Manifest,
    /// The records of each kind that has a file, in the order of the files; derived facts come last of their kind.
    pub records: Vec<(&'static Kind, Vec<Record>)>,
    /// Every fact, those that stayed in their files too.
    pub register: Register,
    /// The titles of facts in other languages than English.
    pub titles: Titles,
}

impl Dataset {
    /// The records of a kind.
    pub fn of(&self, kind: &Kind) -> &[Record] {
        self.records.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, records)| records)
    }

    /// The ids that queries are checked against and that the contract names.
    pub fn vocabulary(&self) -> Vocabulary {
        let ids = |kind: &'static Kind| self.of(kind).iter().map(|record| record.id().to_owned()).collect();
        let alpha2 = |country: &Record| Some((country.text("alpha2")?.to_owned(), country.id().to_owned()));
        let first = |kind: &'static Kind| {
            let all: Vec<&Record> =
                if *kind == FACTS { self.facts().collect() } else { self.of(kind).iter().collect() };
            all.iter().map(|record| record.id()).min().map(|id| (kind.name.to_owned(), id.to_owned()))
        };
        Vocabulary::new(
            filed().filter(|kind| kind.role == Role::Reference).map(|kind| (kind.name.to_owned(), ids(kind))).collect(),
            self.of(&COUNTRIES).iter().filter_map(alpha2).collect(),
            served().filter_map(first).collect(),
        )
    }

    /// The records of a kind, to be completed.
    pub fn of_mut(&mut self, kind: &Kind) -> &mut [Record] {
        self.records.iter_mut().find(|(of, _)| *of == kind).map_or(&mut [], |(_, records)| records)
    }

    /// The facts of every kind, derived ones included.
    pub fn facts(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(|(kind, _)| kind.is_fact()).flat_map(|(_, records)| records)
    }

    /// The facts of every kind, to be completed.
    pub fn facts_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.records.iter_mut().filter(|(kind, _)| kind.is_fact()).flat_map(|(_, records)| records)
    }

    /// Add facts, each to its kind.
    pub fn add(&mut self, facts: Vec<Record>) {
        for fact in facts {
            if let Some((_, records)) = self.records.iter_mut().find(|(kind, _)| *kind == fact.kind) {
                records.push(fact);
            }
        }
    }
}
