//! A dataset as the floors above share it: its records, where each fact is, what it counts, what may be asked of it.

mod about;
mod edition;
mod register;
mod searchable;
mod summary;
mod vocabulary;

use std::collections::BTreeMap;

pub use about::About;
pub use edition::Edition;
pub use register::{At, Entry, Register};
pub use searchable::Names;
pub use summary::{Counter, Summary, TableFile};
pub use vocabulary::{Vocabulary, likeness, region};

use crate::data::{Manifest, Titles};
use crate::model::{Kind, Record};

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
    /// The earlier versions that are kept, oldest first.
    pub editions: Vec<Edition>,
    /// The sentences of the sources that hold no fact.
    pub excused: Excused,
}

/// Sentences that hold no fact, by source: their paragraphs, and why, as `coverage.toml` says it.
pub type Excused = BTreeMap<String, Vec<(u32, String)>>;

impl Dataset {
    /// The records of a kind.
    pub fn of(&self, kind: &Kind) -> &[Record] {
        self.records.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, records)| records)
    }

    /// The versions that can be asked, oldest first.
    pub fn versions(&self) -> impl Iterator<Item = &str> {
        let own = self.manifest.version.as_str();
        let kept = self.editions.iter().map(|edition| edition.version.as_str());
        kept.chain(Some(own).filter(|own| self.editions.iter().all(|edition| edition.version != *own)))
    }

    /// What queries are checked against and what the contract names.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::of(self)
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
