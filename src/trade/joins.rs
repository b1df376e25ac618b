//! Which trade figures a rule may join, told from hashes of what they have in common.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::quantity::{WORLD, year_before};
use crate::kinds::TRADE;
use crate::model::Record;

/// What was seen of trade figures, by the numbers that the caller gives them.
#[derive(Debug, Default)]
pub struct Joins {
    figures: Vec<Figure>,
    /// Groups of the year before a growth rate.
    before: HashSet<u64>,
}

/// A trade figure that rules look at.
#[derive(Debug)]
struct Figure {
    /// Its goods, partner and period.
    group: u64,
    /// Its goods and period where the partner is the world, which others are shares of.
    goods: u64,
    world: bool,
    number: u32,
}

impl Joins {
    /// See a fact of any kind.
    pub fn see(&mut self, number: u32, fact: &Record) {
        if *fact.kind != TRADE || fact.text("qualifier") != Some("exact") {
            return;
        }
        let (Some(partner), Some(date)) = (fact.text("partner"), fact.text("date")) else { return };
        let product = fact.text("product");
        if fact.text("measure") == Some("growth") {
            self.before.extend(year_before(date).map(|date| hash((product, partner, date.as_str()))));
        }
        let (group, goods) = (hash((product, partner, date)), hash((product, date)));
        self.figures.push(Figure { group, goods, world: partner == WORLD, number });
    }

    /// The numbers of the figures that some rule may join.
    pub fn joined(self) -> impl Iterator<Item = u32> {
        let Self { figures, before } = self;
        let mut groups: HashMap<u64, u32> = HashMap::new();
        for figure in &figures {
            *groups.entry(figure.group).or_default() += 1;
        }
        let shared: HashSet<u64> = figures.iter().filter(|figure| figure.world).map(|figure| figure.goods).collect();
        let together = move |figure: &Figure| {
            groups[&figure.group] > 1 || before.contains(&figure.group) || shared.contains(&figure.goods)
        };
        figures.into_iter().filter(together).map(|figure| figure.number)
    }
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
