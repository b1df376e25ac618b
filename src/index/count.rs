//! Rows counted by the values of columns; a row that holds several values is in several groups.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;
use crate::model::Value;

/// Groups up to which each that there may be has a counter; beyond it only those that occur have one.
const COUNTERS: u64 = 1 << 22;

/// The number of rows of a group, and the places of its values, each in the order of its column with nothing last,
/// written as the digits of one number.
pub type Group = (Reverse<u32>, u64);

/// The groups of some rows, the largest first, then by their values, null last.
#[derive(Debug)]
pub struct Groups {
    columns: Vec<Arc<EncodedColumn>>,
    /// The groups.
    pub groups: Vec<Group>,
}

impl Groups {
    /// The values that a group is of.
    pub fn values(&self, (_, number): &Group) -> Vec<Value> {
        let mut number = *number;
        let digit = |column: &Arc<EncodedColumn>| {
            let base = base(column);
            let place = u32::try_from(number % base).unwrap_or(0);
            number /= base;
            // Beyond the last code there is nothing.
            column.dictionary.value(place + 1)
        };
        let mut values: Vec<Value> = self.columns.iter().rev().map(digit).collect();
        values.reverse();
        values
    }
}

/// How many values a digit tells apart, nothing among them.
fn base(column: &EncodedColumn) -> u64 {
    u64::from(column.dictionary.len()) + 1
}

/// Counts rows.
pub struct GroupCounter<'a> {
    columns: Vec<Arc<EncodedColumn>>,
    rows: &'a RoaringBitmap,
    counts: Counts,
}

enum Counts {
    /// By the codes of the one column, four of each, so that equal codes in a row do not wait for each other.
    Codes(Vec<[u32; 4]>),
    /// By the numbers of all groups.
    All(Vec<u32>),
    /// By those that occur.
    Some(HashMap<u64, u32>),
}

impl<'a> GroupCounter<'a> {
    /// For `rows` by some columns.
    pub fn new(columns: Vec<Arc<EncodedColumn>>, rows: &'a RoaringBitmap) -> Self {
        let groups = columns.iter().fold(1, |groups: u64, column| groups.saturating_mul(base(column)));
        let counts = match (columns.as_slice(), usize::try_from(groups)) {
            ([only], _) => Counts::Codes(vec![[0; 4]; only.width() as usize]),
            (_, Ok(length)) if groups <= COUNTERS => Counts::All(vec![0; length]),
            _ => Counts::Some(HashMap::new()),
        };
        Self { columns, rows, counts }
    }

    /// The groups, once all steps were made.
    pub fn finish(self) -> Groups {
        let Self { columns, counts, .. } = self;
        let counted: Vec<(u64, u32)> = match counts {
            Counts::Codes(counts) => {
                let mut groups = vec![0; columns.first().map_or(0, |column| base(column) as usize)];
                for (code, counts) in (0..).zip(counts) {
                    let count: u32 = counts.iter().sum();
                    columns[0]
                        .values(&code)
                        .iter()
                        .for_each(|value| groups[digit(&columns[0], *value) as usize] += count);
                }
                (0..).zip(groups).collect()
            }
            Counts::All(counts) => (0..).zip(counts).collect(),
            Counts::Some(counts) => counts.into_iter().collect(),
        };
        let counted = counted.into_iter().filter(|(_, count)| *count > 0);
        let mut groups: Vec<Group> = counted.map(|(number, count)| (Reverse(count), number)).collect();
        groups.sort_unstable();
        Groups { columns, groups }
    }
}

impl Sweep for GroupCounter<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let Some((first, rest)) = self.columns.split_first() else { return };
        let codes = &first.codes;
        match &mut self.counts {
            Counts::Codes(counts) => {
                codes.each(self.rows, ranks, |rank, code| counts[code as usize][rank as usize % 4] += 1);
            }
            Counts::All(counts) => codes.each(self.rows, ranks, |rank, code| {
                numbers(first, code, rest, rank, 0, &mut |number| counts[number as usize] += 1);
            }),
            Counts::Some(counts) => codes.each(self.rows, ranks, |rank, code| {
                numbers(first, code, rest, rank, 0, &mut |number| *counts.entry(number).or_default() += 1);
            }),
        }
    }
}

/// Hand the numbers of a row's groups to `take`: its values in the first column, each with those in the rest.
#[inline]
fn numbers(
    first: &EncodedColumn,
    code: u32,
    rest: &[Arc<EncodedColumn>],
    rank: u32,
    number: u64,
    take: &mut impl FnMut(u64),
) {
    for value in first.values(&code) {
        let number = number * base(first) + digit(first, *value);
        match rest.split_first() {
            Some((next, rest)) => numbers(next, next.codes.get(rank), rest, rank, number, take),
            None => take(number),
        }
    }
}

/// The place of a value's code in the order of its column: nothing, whose code is 0, comes last.
fn digit(column: &EncodedColumn, code: u32) -> u64 {
    u64::from(code.wrapping_sub(1).min(column.dictionary.len()))
}
