//! What follows from the facts that were read: bounds, days of publication, relations both ways, derived facts.
//!
//! All of it is computed when a dataset is loaded and never typed in, so it cannot drift from what it follows from.

mod bounds;
mod differences;
mod history;
mod known_since;
mod past;
mod related;
mod verified;

pub use differences::{ColumnDifference, Difference, differences};
pub use history::{add as add_history, current as current_history, rows};
pub use past::past;

use std::collections::BTreeMap;

use crate::data::Verified;
use crate::dataset::Dataset;
use crate::kinds::RELATIONS;
use crate::model::Record;
use crate::trade;

/// What completes a fact beside its own row.
#[derive(Debug, Default)]
pub struct Completion {
    verified: Verified,
    days: known_since::Days,
    addresses: BTreeMap<String, String>,
    named: known_since::Named,
    relations: related::Relations,
    tightened: trade::Tightened,
}

impl Completion {
    /// From everything that facts refer to, which is completed as far as it does not depend on facts.
    pub fn of(references: &mut Dataset, verified: Verified) -> Self {
        verified::cover(references, &verified);
        let days = known_since::days(references);
        let named = known_since::Named::of(references.of(&RELATIONS));
        let addresses = verified::addresses(references);
        Self { verified, days, addresses, named, ..Self::default() }
    }

    /// See a fact that stays in its file until it is written.
    pub fn see(&mut self, fact: &mut Record) {
        known_since::fill(fact, &self.days);
        self.named.see(fact);
    }

    /// Complete the facts of a dataset by what follows from where each was read. Figures have the bounds that their own
    /// digits leave.
    pub fn read(&self, dataset: &mut Dataset) {
        dataset.facts_mut().for_each(self.reader());
    }

    /// Something that completes single facts by what follows from where each was read.
    pub fn reader(&self) -> impl Fn(&mut Record) {
        let places = self.verified.index();
        move |fact| self.read_one(fact, &places)
    }

    /// Complete a dataset whose facts are completed by themselves: the bounds that figures leave each other, the derived
    /// facts, and what facts tell of organizations and relations.
    pub fn complete(&mut self, dataset: &mut Dataset) {
        self.tightened = trade::tightened(dataset);
        dataset.add(trade::derived(dataset));
        dataset.facts().for_each(|fact| self.named.see(fact));
        self.named.spread(dataset);
        self.relations = related::all(dataset);
        dataset.facts_mut().for_each(|fact| {
            trade::fill_tightened(fact, &self.tightened);
            related::fill(fact, &self.relations);
        });
    }

    /// What follows for a fact from where it was read.
    fn read_one(&self, fact: &mut Record, places: &verified::Places<'_>) {
        verified::place(fact, places);
        verified::link(fact, &self.addresses);
        known_since::fill(fact, &self.days);
        bounds::fill(fact);
    }

    /// Something that completes single facts in the same way, once the dataset is complete.
    pub fn each(&self) -> impl Fn(&mut Record) {
        let read = self.reader();
        move |fact| {
            read(fact);
            trade::fill_tightened(fact, &self.tightened);
            related::fill(fact, &self.relations);
        }
    }
}
