//! Trade figures that are tied to each other, and what each can be when all of them are taken together.
//!
//! Exports and imports make the total; the value a year before times its growth factor is the value; a partner's share
//! of the world's trade is its value. Figures that nobody printed, such as the value a year before, take part with what
//! the others leave them.

use std::collections::{BTreeMap, BTreeSet};

use super::equations::Equation;
use super::quantity::{FLOWS, Quantities, Quantity, WORLD, year_before};
use crate::interval::Interval;
use crate::kinds::figures::CONSISTENCY;
use crate::model::Record;

/// Bounds may approach their limits without end; after so many rounds they are near enough.
const ROUNDS: usize = 32;

/// Trade figures with the bounds that they leave each other.
#[derive(Debug, Default)]
pub struct Ties<'a> {
    numbers: BTreeMap<Name<'a>, usize>,
    figures: Vec<Figure<'a>>,
    identities: Vec<Identity>,
    /// The first identity that no figures within their bounds fulfil.
    pub contradiction: Option<Equation<'a>>,
}

/// What a figure can be, and the facts that say so.
#[derive(Debug)]
pub struct Bounded<'a> {
    /// Its bounds.
    pub bounds: Interval,
    /// The facts whose figures set them.
    pub by: Vec<&'a Record>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name<'a> {
    product: Option<&'a str>,
    partner: &'a str,
    date: String,
    flow: &'static str,
    measure: &'static str,
}

/// A figure that may have been read.
#[derive(Debug)]
struct Figure<'a> {
    fact: Option<&'a Record>,
    /// In base units, growth as a factor and shares as ratios; `None` while nothing bounds it on both sides.
    bounds: Option<Interval>,
    /// The numbers of the figures that were read and set the bounds, each once in their order.
    by: Vec<usize>,
}

/// The first figure is the sum or the product of the others.
#[derive(Debug, Clone, Copy)]
struct Identity {
    name: &'static str,
    is_sum: bool,
    figures: [usize; 3],
}

impl<'a> Ties<'a> {
    /// Tie figures together.
    pub fn of(all: &Quantities<'a>) -> Self {
        let mut ties = Self::default();
        for group in all.groups().filter(|group| has_ties(all, *group)) {
            ties.sum(all, CONSISTENCY[0], group, group.date);
            for flow in FLOWS {
                ties.growth(all, group, flow);
                ties.share(all, group, flow);
            }
            let grew = FLOWS.iter().any(|flow| all.get(group, flow, "growth").is_some());
            if let Some(before) = year_before(group.date).filter(|_| grew) {
                ties.sum(all, CONSISTENCY[1], group, &before);
            }
        }
        let all: Vec<(Identity, usize)> =
            ties.identities.iter().flat_map(|identity| [0, 1, 2].map(|place| (*identity, place))).collect();
        for _ in 0..ROUNDS {
            if !all.iter().fold(false, |moved, (identity, place)| ties.narrow(*identity, *place) || moved) {
                break;
            }
        }
        ties
    }

    /// What a figure can be; shares are those of the world's trade. `None` where nothing bounds it.
    pub fn get(&self, quantity: Quantity<'_>, flow: &'static str, measure: &'static str) -> Option<Bounded<'a>> {
        let number = *self.numbers.get(&name(quantity, quantity.date, flow, measure))?;
        let figure = &self.figures[number];
        let bounds = figure.bounds.map(|bounds| shown(measure, bounds))?;
        Some(Bounded { bounds, by: self.facts(&figure.by).collect() })
    }

    /// Every figure that was read.
    pub fn read(&self) -> impl Iterator<Item = (&'a Record, Bounded<'a>)> {
        self.numbers.iter().filter_map(|(name, number)| {
            let figure = &self.figures[*number];
            let bounds = shown(name.measure, figure.bounds?);
            Some((figure.fact?, Bounded { bounds, by: self.facts(&figure.by).collect() }))
        })
    }

    fn facts(&self, numbers: &[usize]) -> impl Iterator<Item = &'a Record> {
        numbers.iter().filter_map(|number| self.figures[*number].fact)
    }

    fn sum(&mut self, all: &Quantities<'a>, name: &'static str, group: Quantity<'a>, date: &str) {
        let figures = FLOWS.map(|flow| self.number(all, group, date, flow, "value"));
        self.identities.push(Identity { name, is_sum: true, figures });
    }

    fn growth(&mut self, all: &Quantities<'a>, group: Quantity<'a>, flow: &'static str) {
        let Some(before) = all.get(group, flow, "growth").and_then(|_| year_before(group.date)) else { return };
        let value = self.number(all, group, group.date, flow, "value");
        let parts = [(before.as_str(), "value"), (group.date, "growth")];
        let [before_value, factor] = parts.map(|(date, measure)| self.number(all, group, date, flow, measure));
        let figures = [value, before_value, factor];
        self.identities.push(Identity { name: CONSISTENCY[2], is_sum: false, figures });
    }

    fn share(&mut self, all: &Quantities<'a>, group: Quantity<'a>, flow: &'static str) {
        // A share of some goods is one of the partner's trade, not of the world's.
        if group.product.is_some() || group.partner == WORLD {
            return;
        }
        let world = Quantity { partner: WORLD, ..group };
        let figures = [(group, "value"), (group, "share"), (world, "value")];
        let figures = figures.map(|(group, measure)| self.number(all, group, group.date, flow, measure));
        self.identities.push(Identity { name: CONSISTENCY[3], is_sum: false, figures });
    }

    fn number(
        &mut self,
        all: &Quantities<'a>,
        group: Quantity<'a>,
        date: &str,
        flow: &'static str,
        measure: &'static str,
    ) -> usize {
        let number = *self.numbers.entry(name(group, date, flow, measure)).or_insert(self.figures.len());
        if number == self.figures.len() {
            let known = all.get(Quantity { date, ..group }, flow, measure);
            let bounds = known.map(|known| match measure {
                "growth" => known.bounds.as_factor(),
                "share" => known.bounds.of_percent(),
                _ => known.bounds,
            });
            let by = known.iter().map(|_| number).collect();
            self.figures.push(Figure { fact: known.map(|known| known.fact), bounds, by });
        }
        number
    }

    /// Narrow the bounds of one figure of an identity by those of the others. True where they moved.
    fn narrow(&mut self, identity: Identity, place: usize) -> bool {
        let Some(found) = self.solve(identity, place) else { return false };
        let number = identity.figures[place];
        let bounds = self.figures[number].bounds;
        let Some(both) = bounds.map_or(Some(found), |bounds| bounds.within(found)) else {
            self.contradiction = self.contradiction.take().or_else(|| self.contradicted(identity, place, found));
            return false;
        };
        if bounds.is_some_and(|bounds| !both.differs(bounds)) {
            return false;
        }
        let by = self.together(&identity.figures);
        let figure = &mut self.figures[number];
        (figure.bounds, figure.by) = (Some(both), by);
        true
    }

    /// The numbers of the figures that set the bounds of some, each once in their order.
    fn together(&self, figures: &[usize]) -> Vec<usize> {
        let all: BTreeSet<usize> = figures.iter().flat_map(|number| &self.figures[*number].by).copied().collect();
        all.into_iter().collect()
    }

    /// What the others of an identity let a figure be.
    fn solve(&self, identity: Identity, place: usize) -> Option<Interval> {
        let [whole, one, other] = identity.figures.map(|number| self.figures[number].bounds);
        match (identity.is_sum, place) {
            (true, 0) => Some(one?.plus(other?)),
            (true, 1) => Some(whole?.minus(other?)),
            (true, _) => Some(whole?.minus(one?)),
            (false, 0) => one?.times(other?),
            (false, 1) => whole?.over(other?),
            (false, _) => whole?.over(one?),
        }
    }

    fn contradicted(&self, identity: Identity, place: usize, expected: Interval) -> Option<Equation<'a>> {
        let figure = &self.figures[identity.figures[place]];
        let others = self.together(&identity.figures);
        let mut facts: Vec<&Record> = figure.fact.into_iter().collect();
        facts.extend(self.facts(&others).filter(|fact| figure.fact.is_none_or(|first| first.id() != fact.id())));
        Some(Equation { name: identity.name, facts, expected, found: figure.bounds? })
    }
}

/// Whether some figure of a group takes part in an identity.
fn has_ties(all: &Quantities<'_>, group: Quantity<'_>) -> bool {
    FLOWS.iter().any(|flow| ["value", "growth", "share"].iter().any(|measure| all.get(group, flow, measure).is_some()))
}

fn name<'a>(quantity: Quantity<'a>, date: &str, flow: &'static str, measure: &'static str) -> Name<'a> {
    let Quantity { product, partner, .. } = quantity;
    Name { product, partner, date: date.to_owned(), flow, measure }
}

/// Bounds in the unit in which facts have them.
fn shown(measure: &str, bounds: Interval) -> Interval {
    match measure {
        "growth" => bounds.as_growth(),
        "share" => bounds.in_percent(),
        _ => bounds,
    }
}

#[cfg(test)]
mod tests;
