//! Which facts a rule across facts may join: only those are read again into memory when a dataset stays in its files.
//!
//! What is kept of a fact is hashes. A chance meeting of two brings a fact into memory that no rule needs, no more.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::consistency;
use crate::derive::year_before;
use crate::kinds::RELATIONS;
use crate::model::{Kind, Record, Value};

/// What was seen of facts, by their numbers in the index.
#[derive(Debug, Default)]
pub struct Joins {
    /// Figures by what they say they measure, and their values.
    quantities: Vec<(u64, u64, u32)>,
    trade: Vec<Trade>,
    /// Groups of the year before a growth rate.
    before: HashSet<u64>,
    /// Facts that name the check that proves them, and those that corroborate others.
    named: Vec<u32>,
    /// The ids of facts that corroborate others.
    corroborating: HashSet<String>,
}

/// A trade figure that rules look at.
#[derive(Debug)]
struct Trade {
    /// Its goods, partner and period.
    group: u64,
    /// Its goods and period where the partner is the world, which others are shares of.
    goods: u64,
    world: bool,
    number: u32,
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
        if fact.kind.name == "trade" && fact.text("qualifier") == Some("exact") {
            self.trade(number, fact);
        }
        if fact.text("proven_by").is_some() || self.corroborating.contains(fact.id()) {
            self.named.push(number);
        }
    }

    fn trade(&mut self, number: u32, fact: &Record) {
        let (Some(partner), Some(date)) = (fact.text("partner"), fact.text("date")) else { return };
        let product = fact.text("product");
        if fact.text("measure") == Some("growth") {
            self.before.extend(year_before(date).map(|date| hash((product, partner, date.as_str()))));
        }
        let (group, goods) = (hash((product, partner, date)), hash((product, date)));
        self.trade.push(Trade { group, goods, world: partner == "WLD", number });
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
        let mut groups: HashMap<u64, u32> = HashMap::new();
        self.trade.iter().for_each(|trade| *groups.entry(trade.group).or_default() += 1);
        let shared: HashSet<u64> = self.trade.iter().filter(|trade| trade.world).map(|trade| trade.goods).collect();
        let together = |trade: &&Trade| {
            groups[&trade.group] > 1 || self.before.contains(&trade.group) || shared.contains(&trade.goods)
        };
        joined.extend(self.trade.iter().filter(together).map(|trade| trade.number));
        joined
    }
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
