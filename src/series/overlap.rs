//! Which figures count the same, so that a sum has each part of the whole once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::alike::Alike;
use super::group::weight;
use super::{LeftOut, Row};
use crate::edtf::Period;
use crate::kinds::regions::REGIONS;
use crate::model::Value;
use crate::words::Reason;

/// Words of `measure` that are counted during a period: only of these are figures of different times added.
const FLOWS: [&str; 4] = ["value", "balance", "flow", "pledge"];
/// Columns across which a sum may go where the request names several of their words; all others must agree.
pub const ACROSS: [&str; 6] = ["flow", "direction", "partner", "instrument", "countries", "id"];
/// The column by which each row is a thing of its own, where the quantity has it.
pub const THING: &str = "id";

/// The figures of which no two count the same: later states before earlier ones, wholes before their parts, long periods
/// before short ones, wide regions before those within them, then what is known best.
pub fn without_overlaps<'a>(mut figures: Vec<Alike<'a>>, left_out: &mut Vec<LeftOut>) -> Vec<Alike<'a>> {
    figures.sort_by_cached_key(order);
    let mut counted = Counted::default();
    for figure in figures {
        match counted.reason_against(&figure) {
            Some(reason) => left_out.push(LeftOut::of(figure.row, reason)),
            None => counted.push(figure),
        }
    }
    counted.figures
}

/// The order in which figures are counted.
fn order(figure: &Alike) -> impl Ord + use<> {
    let parts = ACROSS.iter().filter(|column| !is_whole(column, &figure.row.value(column))).count();
    let days = figure.period.start.zip(figure.period.end).map(|(start, end)| (end - start).get_days());
    let region = REGIONS.iter().position(|region| figure.row.text("partner") == Some(region));
    let (basis, Reverse(known), id) = standing(figure.row);
    let extent = (Reverse(days.unwrap_or(i32::MAX)), Reverse(region));
    (figure.above.len(), parts, extent, basis, Reverse(known.to_owned()), id.to_owned())
}

/// Figures of which no two count the same.
#[derive(Default)]
struct Counted<'a> {
    figures: Vec<Alike<'a>>,
    /// Where the figure of a place is among them, and that of which it is counted a part.
    places: BTreeMap<usize, usize>,
    parts: BTreeMap<usize, usize>,
    /// By what they measure, time apart.
    grounds: Vec<(Vec<Value>, Vec<usize>)>,
}

impl<'a> Counted<'a> {
    /// Why a figure may not be counted beside these.
    fn reason_against(&self, figure: &Alike) -> Option<Reason> {
        let told = |reason: &'static str, at: usize| Reason::of(reason).with("fact", self.figures[at].row.said());
        let above = figure.above.iter().find_map(|(place, reason)| Some((*reason, *self.places.get(place)?)));
        if let Some((reason, at)) = above {
            return Some(told(reason, at));
        }
        if let Some(at) = self.parts.get(&figure.place) {
            return Some(told("figure.part_counted", *at));
        }
        let ground = ground(figure.row);
        let near =
            self.grounds.iter().filter(|(other, _)| may_overlap(figure.row, &ground, other)).flat_map(|(_, at)| at);
        let same = near.copied().find(|at| is_same_time(figure, &self.figures[*at]))?;
        Some(told("figure.counted", same))
    }

    fn push(&mut self, figure: Alike<'a>) {
        let (at, ground) = (self.figures.len(), ground(figure.row));
        self.places.insert(figure.place, at);
        self.parts.extend(figure.above.keys().map(|place| (*place, at)));
        match self.grounds.iter_mut().find(|(known, _)| *known == ground) {
            Some((_, all)) => all.push(at),
            None => self.grounds.push((ground, vec![at])),
        }
        self.figures.push(figure);
    }
}

/// What a row measures, time apart.
fn ground(row: &Row) -> Vec<Value> {
    columns(row).map(|column| row.value(column)).collect()
}

/// The columns by which quantities differ.
pub fn columns(row: &Row) -> impl Iterator<Item = &'static str> + use<> {
    row.kind.quantity.iter().copied().chain(["countries", "unit"])
}

/// Whether two grounds may have something in common. Those that differ in a column that must agree are never added, so they
/// are not compared.
fn may_overlap(row: &Row, a: &[Value], b: &[Value]) -> bool {
    columns(row).zip(a.iter().zip(b)).all(|(column, (one, other))| match (one, other) {
        _ if one == other => true,
        _ if !ACROSS.contains(&column) => false,
        (Value::List(one), Value::List(other)) => one.iter().any(|word| other.contains(word)),
        _ => is_whole(column, one) || is_whole(column, other),
    })
}

/// Whether a word stands for all others of its column, or for those of a region.
fn is_whole(column: &str, value: &Value) -> bool {
    match value {
        Value::Null => column != THING,
        Value::Text(word) => {
            (column, word.as_str()) == ("flow", "total") || column == "partner" && REGIONS.contains(&word.as_str())
        }
        _ => false,
    }
}

/// Whether rows of two times may count the same: flows where the periods share a day. States at different times are not
/// compared here: they are refused.
fn is_same_time(a: &Alike, b: &Alike) -> bool {
    if is_flow(a.row) { share_a_day(a.period, b.period) } else { a.period == b.period }
}

/// Whether two periods share a day, or may, since a bound of one is not known.
pub fn share_a_day(a: Period, b: Period) -> bool {
    let is_before = |a: Period, b: Period| a.end.zip(b.start).is_some_and(|(end, start)| end < start);
    !is_before(a, b) && !is_before(b, a)
}

/// Whether a figure is counted during its period.
pub fn is_flow(row: &Row) -> bool {
    row.text("measure").is_some_and(|measure| FLOWS.contains(&measure))
}

/// Which of several rows that say the same is counted, the least first: as in a series, what the text says, then what was known
/// last.
pub fn standing(row: &Row) -> (usize, Reverse<&str>, &str) {
    (weight(row.text("basis").unwrap_or_default()), Reverse(row.text("known_since").unwrap_or_default()), row.id())
}
