//! Counting the rows of each group of values.

use std::collections::HashMap;

use roaring::RoaringBitmap;
use rusqlite::Connection;

use super::group::{Group, Groups};
use super::runs::{Runs, Take};
use super::select::is_stored;
use crate::limits::MAX_GROUPS;
use crate::model::{Column, Kind};

/// The groups of some rows, in no order.
pub fn count(
    connection: &Connection,
    kind: &'static Kind,
    by: &[&'static Column],
    rows: &RoaringBitmap,
) -> rusqlite::Result<Groups> {
    let each = |column, take: &mut Take<'_>| {
        Runs { kind, column, descending: false, from: None, within: rows }.each(connection, take).map(drop)
    };
    let mut values = vec![Vec::new(); by.len()];
    if let [column] = by {
        let mut groups = Vec::new();
        each(column, &mut |value, held| {
            let count = held.intersection_len(rows);
            if count > 0 {
                groups.push(([place(values[0].len()), 0, 0], place(count)));
                values[0].push(value);
            }
            Ok(true)
        })?;
        return Ok(Groups { values, groups });
    }
    let mut columns = Vec::new();
    for (column, values) in by.iter().zip(&mut values) {
        let mut held = if is_stored(connection, kind, column.param)? { Held::sets() } else { Held::places() };
        each(column, &mut |value, mut of_value| {
            of_value &= rows;
            if !of_value.is_empty() {
                held.add(place(values.len()), of_value);
                values.push(value);
            }
            Ok(true)
        })?;
        columns.push(held);
    }
    let groups = match sets(&columns, rows) {
        Some(sets) => {
            let mut groups = Vec::new();
            cross(&mut groups, [0; MAX_GROUPS], rows, &sets, 0);
            groups
        }
        None => row_by_row(rows, &columns.into_iter().map(Held::into_places).collect::<Vec<_>>()),
    };
    Ok(Groups { values, groups })
}

/// Where the values of a column stand.
enum Held {
    /// The rows of each value: of a column of few values.
    Sets(Vec<RoaringBitmap>),
    /// Ranks and the places of their values: a set for each of many values would take too much memory.
    Places(Vec<(u32, u32)>),
}

impl Held {
    const fn sets() -> Self {
        Self::Sets(Vec::new())
    }

    const fn places() -> Self {
        Self::Places(Vec::new())
    }

    fn add(&mut self, at: u32, rows: RoaringBitmap) {
        match self {
            Self::Sets(sets) => sets.push(rows),
            Self::Places(places) => places.extend(rows.iter().map(|n| (n, at))),
        }
    }

    /// Ranks and the places of their values, ranks rising.
    fn into_places(self) -> Vec<(u32, u32)> {
        let mut places = match self {
            Self::Sets(sets) => (0..).zip(sets).flat_map(|(at, rows)| rows.into_iter().map(move |n| (n, at))).collect(),
            Self::Places(places) => places,
        };
        places.sort_unstable();
        places
    }
}

/// The sets of all columns, if they have them and it is less work to put all of them together than to look at each row.
fn sets<'a>(columns: &'a [Held], rows: &RoaringBitmap) -> Option<Vec<&'a [RoaringBitmap]>> {
    let of_column = |held: &'a Held| if let Held::Sets(sets) = held { Some(sets.as_slice()) } else { None };
    let sets: Vec<&[RoaringBitmap]> = columns.iter().map(of_column).collect::<Option<_>>()?;
    let pairs = sets.iter().fold(4, |pairs: u64, sets| pairs.saturating_mul(sets.len() as u64));
    (pairs <= rows.len()).then_some(sets)
}

/// Add the groups of those `rows` that have the places `at` in the columns before the one that is `next`.
fn cross(
    groups: &mut Vec<Group>,
    mut at: [u32; MAX_GROUPS],
    rows: &RoaringBitmap,
    columns: &[&[RoaringBitmap]],
    next: usize,
) {
    for (position, set) in columns[next].iter().enumerate() {
        at[next] = place(position);
        if next + 1 == columns.len() {
            let count = rows.intersection_len(set);
            groups.extend((count > 0).then(|| (at, place(count))));
        } else {
            let both = rows & set;
            if !both.is_empty() {
                cross(groups, at, &both, columns, next + 1);
            }
        }
    }
}

/// The same by looking at each row; one with several values is in several groups.
fn row_by_row(rows: &RoaringBitmap, columns: &[Vec<(u32, u32)>]) -> Vec<Group> {
    let mut counts: HashMap<[u32; MAX_GROUPS], u32> = HashMap::new();
    let mut left: Vec<&[(u32, u32)]> = columns.iter().map(Vec::as_slice).collect();
    for n in rows {
        let mut groups = vec![[0; MAX_GROUPS]];
        for (column, left) in left.iter_mut().enumerate() {
            let of_row = left.iter().take_while(|(rank, _)| *rank == n).count();
            let (places, later) = left.split_at(of_row);
            *left = later;
            let with = |mut group: [u32; MAX_GROUPS], at: u32| {
                group[column] = at;
                group
            };
            groups = groups.iter().flat_map(|group| places.iter().map(|(_, at)| with(*group, *at))).collect();
        }
        for group in groups {
            *counts.entry(group).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

fn place(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
