//! The bounds of trade figures that were read, where the figures they are tied to leave them less room than their own
//! digits.

use std::collections::BTreeMap;

use super::quantity::Quantities;
use super::ties::{Bounded, Ties};
use crate::dataset::Dataset;
use crate::interval::Interval;
use crate::kinds::TRADE;
use crate::model::{Record, Value};

/// Bounds by the ids of the facts.
pub type Tightened = BTreeMap<String, Interval>;

/// Those of every fact of a dataset whose bounds come out narrower.
pub fn tightened(dataset: &Dataset) -> Tightened {
    let ties = Ties::of(&Quantities::of(dataset.of(&TRADE)));
    let narrower = ties.read().filter_map(|(fact, bounded)| Some((fact.id().to_owned(), narrower(fact, &bounded)?)));
    narrower.collect()
}

/// Put them on a fact.
pub fn fill(fact: &mut Record, all: &Tightened) {
    if let Some(Interval { low, high }) = all.get(fact.id()) {
        fact.set("value_low", Value::Number(*low));
        fact.set("value_high", Value::Number(*high));
    }
}

/// Bounds that moved, rounded outwards. They stop at the printed figure, so that a value never lies outside its bounds:
/// 18.9 percent that can be at most 18.896 has 18.9 as its upper bound.
fn narrower(fact: &Record, bounded: &Bounded<'_>) -> Option<Interval> {
    let known = |fact: &Record| fact.text("known_since").map(str::to_owned);
    // A fact says what its sources knew; bounds that a later source made known are not its own.
    if bounded.by.iter().any(|other| known(other) > known(fact)) {
        return None;
    }
    let (value, (low, high)) = (fact.number("value")?, (fact.number("value_low")?, fact.number("value_high")?));
    let (_, outer) = bounded.bounds.presented();
    let bounds = Interval { low: outer.low.max(low).min(value), high: outer.high.min(high).max(value) };
    bounds.differs(Interval { low, high }).then_some(bounds)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Place;

    /// A growth of 18.9 percent that its sources had said by a day.
    fn growth(known_since: &str) -> Record {
        let place = Place { file: Arc::from("trade.toml"), line: 1 };
        let mut fact = Record { kind: &TRADE, values: vec![Value::Null; TRADE.columns().count()], place };
        fact.set("known_since", Value::Text(known_since.to_owned()));
        for (column, number) in [("value", 18.9), ("value_low", 18.85), ("value_high", 18.95)] {
            fact.set(column, Value::Number(number));
        }
        fact
    }

    #[test]
    fn bounds_stop_at_the_printed_figure() {
        let fact = growth("2020-12-31");
        let narrowed = |low, high| narrower(&fact, &Bounded { bounds: Interval { low, high }, by: vec![&fact] });
        assert_eq!(narrowed(18.85, 18.8964), Some(Interval { low: 18.85, high: 18.9 }));
        assert_eq!(narrowed(18.8712, 18.9234), Some(Interval { low: 18.871, high: 18.924 }));
        assert_eq!(narrowed(18.85, 18.95), None);
    }

    #[test]
    fn what_a_later_source_says_does_not_change_what_an_earlier_one_knew() {
        let (fact, other) = (growth("2020-12-31"), growth("2025-12-31"));
        let bounds = Interval { low: 18.88, high: 18.92 };
        assert!(narrower(&fact, &Bounded { bounds, by: vec![&fact, &other] }).is_none());
        assert!(narrower(&other, &Bounded { bounds, by: vec![&fact, &other] }).is_some());
    }
}
