//! Which facts a rule across facts may join: only those are read again into memory when a dataset stays in its files.
//!
//! What is kept of a fact is hashes. A chance meeting of two brings a fact into memory that no rule needs, no more.

use std::collections::{BTreeSet, HashSet};

use super::consistency;
use crate::kinds::RELATIONS;
use crate::model::{Kind, Record, Value};
use crate::trade;

/// What was seen of facts, by their numbers in the index.
#[derive(Debug, Default)]
pub struct Joins {
    /// Figures by what they say they measure, and their values.
    quantities: Vec<(u64, u64, u32)>,
    trade: trade::Joins,
    /// Facts that name the check that proves them, and those that corroborate others.
    named: Vec<u32>,
    /// The ids of facts that corroborate others.
    corroborating: HashSet<String>,
}

impl Joins {
    /// Before any fact was seen.
    pub fn of(records: &[(&'static Kind, Vec<Record>)]) -> Self {
        let relations = records.iter().filter(|(kind, _)| **kind == RELATIONS).flat_map(|(_, relations)| relations);
        let corroborating = relations.filter(|relation| relation.text("type") == Some("corroborates"));
        let ends = corroborating.flat_map(|relation| ["fact", "other"].map(|end| relation.text(end)));
        Self { corroborating: ends.flatten().map(str::to_owned).collect(), ..Self::default() }
    }

    /// See a fact.
    pub fn see(&mut self, number: u32, fact: &Record) {
        if !fact.kind.quantity.is_empty() {
            let value = if let Value::Number(value) = fact.get("value") { value.to_bits() } else { u64::MAX };
            self.quantities.push((consistency::hash(fact), value, number));
        }
        self.trade.see(number, fact);
        if fact.text("proven_by").is_some() || self.corroborating.contains(fact.id()) {
            self.named.push(number);
        }
    }

    /// The numbers of the facts that some rule may join.
    pub fn joined(mut self) -> BTreeSet<u32> {
        let mut joined: BTreeSet<u32> = self.named.into_iter().collect();
        self.quantities.sort_unstable();
        for same in self.quantities.chunk_by(|(a, ..), (b, ..)| a == b) {
            // Sorted, so the first and the last value differ where any two do.
            if same.first().map(|(_, value, _)| value) != same.last().map(|(_, value, _)| value) {
                joined.extend(same.iter().map(|(.., number)| *number));
            }
        }
        drop(self.quantities);
        joined.extend(self.trade.joined());
        joined
    }
}
