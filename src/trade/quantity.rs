//! Trade figures that belong together: those of the same goods, partner and period.

use std::collections::BTreeMap;

use crate::interval::Interval;
use crate::model::Record;

/// What a figure's goods may do: both ways together, to the partner, from the partner.
pub const FLOWS: [&str; 3] = ["total", "exports", "imports"];

/// The partner that stands for all of them.
pub const WORLD: &str = "WLD";

/// What a group of trade figures has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity<'a> {
    /// Goods; `None` for all.
    pub product: Option<&'a str>,
    /// Partner.
    pub partner: &'a str,
    /// The period, in EDTF.
    pub date: &'a str,
}

/// A trade figure that is known between two bounds.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The fact.
    pub fact: &'a Record,
    /// Its bounds.
    pub bounds: Interval,
}

/// Trade figures by what they have in common, then by flow and measure.
#[derive(Debug, Default)]
pub struct Quantities<'a>(BTreeMap<(Quantity<'a>, &'a str, &'a str), Known<'a>>);

impl<'a> Quantities<'a> {
    /// Those among the facts of trade. A figure that the source hedges is left out: a lower bound is not a value. Where two facts
    /// give the same figure the first by id stands for both; that they agree is another check's business.
    pub fn of(trade: &'a [Record]) -> Self {
        let mut all = Self::default();
        let read = trade.iter().filter(|fact| fact.text("basis") != Some("derived"));
        for fact in read.filter(|fact| fact.text("qualifier") == Some("exact")) {
            let parts =
                (fact.text("partner"), fact.text("date"), fact.text("flow"), fact.text("measure"), bounds(fact));
            let (Some(partner), Some(date), Some(flow), Some(measure), Some(bounds)) = parts else { continue };
            let quantity = Quantity { product: fact.text("product"), partner, date };
            let known = all.0.entry((quantity, flow, measure)).or_insert(Known { fact, bounds });
            if fact.id() < known.fact.id() {
                *known = Known { fact, bounds };
            }
        }
        all
    }

    /// Every group.
    pub fn groups(&self) -> impl Iterator<Item = Quantity<'a>> + '_ {
        let mut last = None;
        self.0.keys().map(|(quantity, ..)| *quantity).filter(move |quantity| last.replace(*quantity) != Some(*quantity))
    }

    /// One figure of a group.
    pub fn get(&self, quantity: Quantity<'_>, flow: &str, measure: &str) -> Option<Known<'a>> {
        self.0.get(&(quantity, flow, measure)).copied()
    }
}

/// The bounds of a fact; `None` unless it is bounded on both sides.
fn bounds(fact: &Record) -> Option<Interval> {
    Some(Interval { low: fact.number("value_low")?, high: fact.number("value_high")? })
}

/// The same period a year before; `None` where it is not a plain calendar period.
pub fn year_before(date: &str) -> Option<String> {
    if date.contains(['~', '?', '%', 'X', '.']) {
        return None;
    }
    let parts: Option<Vec<String>> = date
        .split('/')
        .map(|part| {
            let (year, rest) = part.split_at_checked(4)?;
            Some(format!("{:04}{rest}", year.parse::<u16>().ok()?.checked_sub(1)?))
        })
        .collect();
    let before = parts?.join("/");
    crate::edtf::Period::parse(&before).is_ok().then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_before_is_the_same_part_of_the_year() {
        for (date, before) in [
            ("2018", Some("2017")),
            ("2019-01/2019-11", Some("2018-01/2018-11")),
            ("1994~/1996~", None),
            ("2024-02-29", None),
        ] {
            assert_eq!(year_before(date).as_deref(), before, "{date}");
        }
    }
}
