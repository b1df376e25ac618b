//! Rows that say the same brought together, and what declared relations say of them.

use std::collections::{BTreeMap, BTreeSet};

use super::overlap::{is_flow, share_a_day, standing};
use super::{LeftOut, Row};
use crate::edtf::Period;
use crate::words::Reason;

/// Facts that give one figure: a quantity in a period, and what corroborates it.
#[derive(Debug, Clone)]
pub struct Alike<'a> {
    /// The one that stands for all.
    pub row: &'a Row,
    /// Its first and last day.
    pub period: Period,
    /// Its place among all.
    pub place: usize,
    /// Places of the figures that contain this one or are a later state of it, with which of the two.
    pub above: BTreeMap<usize, &'static str>,
}

/// What a figure is left out for: reasons that name the one above it.
const PART: &str = "figure.part";
const UPDATED: &str = "figure.updated";

/// Bring figures together; relations may lead from one to another over any of the rows `linked`.
pub fn alike<'a>(figures: &[&'a Row], linked: &[&'a Row], left_out: &mut Vec<LeftOut>) -> Vec<Alike<'a>> {
    let clusters = clusters(figures);
    let mut all: Vec<Alike> = Vec::new();
    for (place, cluster) in clusters.iter().enumerate() {
        let Some(row) = cluster.iter().copied().min_by(|a, b| standing(a).cmp(&standing(b))) else { continue };
        for other in cluster.iter().filter(|other| other.id() != row.id()) {
            left_out.push(LeftOut::of(other, Reason::of("figure.same").with("fact", row.said())));
        }
        all.push(Alike { row, period: row.period(), place, above: BTreeMap::new() });
    }
    let relations = Relations::of(&clusters, linked);
    for place in 0..all.len() {
        let is_other = |other: &usize| *other != place && measure(all[*other].row) == measure(all[place].row);
        let contained = relations.reached(place, false).into_iter().filter(is_other).map(|other| (other, PART));
        let below = relations.reached(place, true).into_iter().filter(is_other).map(|other| (other, UPDATED));
        all[place].above = below.chain(contained).collect();
    }
    all
}

/// Declared relations that lead from figure to figure.
struct Relations<'a> {
    clusters: &'a [Vec<&'a Row>],
    /// The cluster of each fact that has one.
    of: BTreeMap<&'a str, usize>,
    wholes: BTreeMap<&'a str, Vec<&'a str>>,
    later: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Relations<'a> {
    fn of(clusters: &'a [Vec<&'a Row>], linked: &[&'a Row]) -> Self {
        let members =
            clusters.iter().enumerate().flat_map(|(at, cluster)| cluster.iter().map(move |row| (row.id(), at)));
        let by_id: BTreeMap<&str, &Row> = linked.iter().map(|row| (row.id(), *row)).collect();
        // Of what is counted during a period, only a later state of the same time stands in its place.
        let is_state = |row: &Row, other: &&str| {
            let shares = |other: &&Row| share_a_day(row.period(), other.period());
            !is_flow(row) || by_id.get(other).is_some_and(shares)
        };
        let edges = |relation: &'static str| {
            let ends = linked.iter().map(move |row| (*row, row.related(relation).collect::<Vec<_>>()));
            ends.filter(|(_, others)| !others.is_empty())
        };
        let later = edges("updated_by")
            .map(|(row, others)| (row.id(), others.into_iter().filter(|other| is_state(row, other)).collect()));
        Self {
            clusters,
            of: members.collect(),
            wholes: edges("part_of").map(|(row, others)| (row.id(), others)).collect(),
            later: later.collect(),
        }
    }

    /// The clusters to which relations lead from one, step by step; whatever holds of a fact holds of those that say the same.
    fn reached(&self, from: usize, with_later: bool) -> BTreeSet<usize> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = self.clusters[from].iter().map(|row| row.id()).collect();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            if let Some(at) = self.of.get(id) {
                reached.insert(*at);
                open.extend(self.clusters[*at].iter().map(|row| row.id()));
            }
            open.extend(self.wholes.get(id).into_iter().flatten());
            open.extend(self.later.get(id).into_iter().flatten().filter(|_| with_later));
        }
        reached
    }
}

/// The figures in clusters: of one quantity and period, or joined by `corroborates`.
fn clusters<'a>(figures: &[&'a Row]) -> Vec<Vec<&'a Row>> {
    let mut parents: Vec<usize> = (0..figures.len()).collect();
    let places: BTreeMap<&str, usize> = figures.iter().enumerate().map(|(at, row)| (row.id(), at)).collect();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, row) in figures.iter().enumerate() {
        let same = *first.entry(key(row)).or_insert(at);
        join(&mut parents, at, same);
        let corroborated = row.related("corroborates").filter_map(|id| places.get(id).copied());
        for other in corroborated.filter(|other| measure(figures[*other]) == measure(row)) {
            join(&mut parents, at, other);
        }
    }
    let mut clusters: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
    for (at, row) in figures.iter().enumerate() {
        clusters.entry(root(&mut parents, at)).or_default().push(row);
    }
    clusters.into_values().collect()
}

/// What two rows share that give one figure.
fn key(row: &Row) -> String {
    let days = [row.text("start"), row.text("end")];
    format!("{:?} {days:?}", row.quantity())
}

/// What a figure measures, in what unit.
fn measure(row: &Row) -> [Option<&str>; 4] {
    ["measure", "indicator", "status", "unit"].map(|column| row.text(column))
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}
