//! The three rules by which facts are derived from trade figures.
//!
//! A rule says what follows and from which two figures. How far it is known follows from all figures tied to it, and
//! those that narrow it count among its inputs.

use std::collections::BTreeMap;

use super::fact::fact;
use super::quantity::{FLOWS, Quantities, Quantity, WORLD, year_before};
use super::ties::{Bounded, Ties};
use super::titles::Titles;
use crate::dataset::Dataset;
use crate::interval::Interval;
use crate::kinds::TRADE;
use crate::kinds::common::DERIVATIONS;
use crate::model::Record;

/// A derived figure before it becomes a fact.
pub struct Derived<'a> {
    pub rule: &'static str,
    /// The first gives the fact's id, partner, goods and topic.
    pub inputs: Vec<&'a Record>,
    pub suffix: &'static str,
    pub date: String,
    pub measure: &'static str,
    pub unit: &'static str,
    pub flow: &'static str,
    pub share_of: Option<&'static str>,
    pub bounds: Interval,
}

/// Every fact that the rules give, in the order of their ids.
pub fn derived(dataset: &Dataset) -> Vec<Record> {
    let all = Quantities::of(dataset.of(&TRADE));
    let rules = Rules { ties: Ties::of(&all), all: &all };
    let titles = Titles::of(dataset, "en");
    let balances = all.groups().filter_map(|group| rules.balance(group));
    let before = all.groups().flat_map(|group| FLOWS.map(|flow| rules.previous(group, flow))).flatten();
    let shares = all.groups().flat_map(|group| FLOWS.map(|flow| rules.share(group, flow))).flatten();
    let mut facts: Vec<Record> = balances.chain(before).chain(shares).map(|derived| fact(&derived, &titles)).collect();
    facts.sort_by(|a, b| a.id().cmp(b.id()));
    facts.dedup_by(|a, b| a.id() == b.id());
    facts
}

struct Rules<'a, 'b> {
    all: &'b Quantities<'a>,
    ties: Ties<'a>,
}

impl<'a> Rules<'a, '_> {
    fn balance(&self, group: Quantity<'a>) -> Option<Derived<'a>> {
        let [exports, imports] = ["exports", "imports"].map(|flow| self.all.get(group, flow, "value"));
        let first = exports?.fact;
        let [sold, bought] = ["exports", "imports"].map(|flow| self.ties.get(group, flow, "value"));
        let (sold, bought) = (sold?, bought?);
        Some(Derived {
            rule: DERIVATIONS[0],
            inputs: inputs([first, imports?.fact], [&sold, &bought]),
            suffix: "balance",
            date: group.date.to_owned(),
            measure: "balance",
            unit: "USD",
            flow: "total",
            share_of: None,
            bounds: sold.bounds.minus(bought.bounds),
        })
    }

    fn previous(&self, group: Quantity<'a>, flow: &'static str) -> Option<Derived<'a>> {
        let (value, growth) = (self.all.get(group, flow, "value")?, self.all.get(group, flow, "growth")?);
        let date = year_before(group.date)?;
        let before = self.ties.get(Quantity { date: &date, ..group }, flow, "value")?;
        Some(Derived {
            rule: DERIVATIONS[1],
            inputs: inputs([value.fact, growth.fact], [&before]),
            suffix: "previous",
            date,
            measure: "value",
            unit: "USD",
            flow,
            share_of: None,
            bounds: before.bounds,
        })
    }

    fn share(&self, group: Quantity<'a>, flow: &'static str) -> Option<Derived<'a>> {
        let world = Quantity { partner: WORLD, ..group };
        if group.partner == WORLD {
            return None;
        }
        let (part, whole) = (self.all.get(group, flow, "value")?, self.all.get(world, flow, "value")?);
        // No identity holds for some goods, whose stated shares are of something else.
        let share = self.ties.get(group, flow, "share").or_else(|| {
            let bounds = part.bounds.over(whole.bounds)?.in_percent();
            Some(Bounded { bounds, by: Vec::new() })
        })?;
        Some(Derived {
            rule: DERIVATIONS[2],
            inputs: inputs([part.fact, whole.fact], [&share]),
            suffix: "implied-share",
            date: group.date.to_owned(),
            measure: "share",
            unit: "percent",
            flow,
            share_of: Some(of_the_world(flow)),
            bounds: share.bounds,
        })
    }
}

/// The two facts that a rule names, then those that narrow what follows, by their ids.
fn inputs<'a, const N: usize>(named: [&'a Record; 2], bounded: [&Bounded<'a>; N]) -> Vec<&'a Record> {
    let mut others: Vec<&Record> = bounded.iter().flat_map(|bounded| bounded.by.iter().copied()).collect();
    others.retain(|fact| named.iter().all(|named| named.id() != fact.id()));
    others.sort_by_key(|fact| fact.id());
    others.dedup_by_key(|fact| fact.id());
    named.into_iter().chain(others).collect()
}

fn of_the_world(flow: &str) -> &'static str {
    match flow {
        "exports" => "China's goods exports to the world",
        "imports" => "China's goods imports from the world",
        _ => "China's goods trade with the world",
    }
}

/// The titles of the derived facts of a dataset in a language, by id.
pub fn derived_titles(dataset: &Dataset, language: &str) -> Vec<(String, String)> {
    let titles = Titles::of(dataset, language);
    let facts: BTreeMap<&str, &Record> = dataset.of(&TRADE).iter().map(|fact| (fact.id(), fact)).collect();
    let each = facts.values().filter_map(|fact| {
        let first = facts.get(fact.list("derived_from").first()?.as_str())?;
        Some((fact.id().to_owned(), titles.title(fact, first)))
    });
    each.collect()
}
