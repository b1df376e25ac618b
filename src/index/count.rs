//! Rows counted by the values of columns; a row that holds several values is in several groups.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;
use crate::model::Value;

/// Counters that there may be; beyond them only what occurs has one.
const COUNTERS: usize = 1 << 22;
/// Numbers of which there are several tables, and how many.
const FEW: usize = 1 << 14;
const LANES: usize = 4;

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
    /// By the codes of rows, written as the digits of one number, of which there are so many: column after column, which
    /// is the fastest way. Further such tables spare equal rows in turn the wait for each other.
    Codes(Vec<u32>, usize),
    /// By the numbers of groups.
    All(Vec<u32>),
    /// By those that occur.
    Some(HashMap<u64, u32>),
}

impl<'a> GroupCounter<'a> {
    /// For `rows` by some columns.
    pub fn new(columns: Vec<Arc<EncodedColumn>>, rows: &'a RoaringBitmap) -> Self {
        let product = |of: fn(&EncodedColumn) -> u64| {
            let product = columns.iter().fold(1, |product: u64, column| product.saturating_mul(of(column)));
            usize::try_from(product).ok().filter(|product| *product <= COUNTERS)
        };
        let counts = match (product(|column| column.width().into()), product(base)) {
            (Some(numbers), _) => {
                Counts::Codes(vec![0; if numbers <= FEW { LANES * numbers } else { numbers }], numbers)
            }
            (None, Some(groups)) => Counts::All(vec![0; groups]),
            (None, None) => Counts::Some(HashMap::new()),
        };
        Self { columns, rows, counts }
    }

    /// The groups, once all steps were made.
    pub fn finish(self) -> Groups {
        let Self { columns, counts, .. } = self;
        let counted: Vec<(u64, u32)> = match counts {
            Counts::Codes(counts, numbers) => {
                let count = |number: usize| counts[number..].iter().step_by(numbers).sum();
                let counted = (0..numbers).map(|number| (number as u64, count(number)));
                members(&columns, counted.filter(|(_, count)| *count > 0))
            }
            Counts::All(counts) => (0..).zip(counts).filter(|(_, count)| *count > 0).collect(),
            Counts::Some(counts) => counts.into_iter().collect(),
        };
        let mut groups: Vec<Group> = counted.into_iter().map(|(number, count)| (Reverse(count), number)).collect();
        groups.sort_unstable();
        Groups { columns, groups }
    }
}

impl Sweep for GroupCounter<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let Some((first, rest)) = self.columns.split_first() else { return };
        match &mut self.counts {
            Counts::Codes(counts, width) => {
                let mut numbers: Vec<u32> = Vec::new();
                first.codes.each(self.rows, ranks.clone(), |_, code| numbers.push(code));
                for column in rest {
                    let mut numbers = numbers.iter_mut();
                    let width = column.width();
                    column.codes.each(self.rows, ranks.clone(), |_, code| {
                        if let Some(number) = numbers.next() {
                            *number = *number * width + code;
                        }
                    });
                }
                let lanes = counts.len() / *width;
                numbers.iter().enumerate().for_each(|(at, number)| counts[at % lanes * *width + *number as usize] += 1);
            }
            Counts::All(counts) => first.codes.each(self.rows, ranks, |rank, code| {
                #[expect(clippy::cast_possible_truncation, reason = "no number is larger than the table")]
                numbers(first, code, rest, rank, 0, &mut |number| counts[number as usize] += 1);
            }),
            Counts::Some(counts) => first.codes.each(self.rows, ranks, |rank, code| {
                numbers(first, code, rest, rank, 0, &mut |number| *counts.entry(number).or_default() += 1);
            }),
        }
    }
}

/// Counts by the codes of rows as counts by groups: those of a list go to each of its members.
fn members(columns: &[Arc<EncodedColumn>], counted: impl Iterator<Item = (u64, u32)>) -> Vec<(u64, u32)> {
    let has_lists = columns.iter().any(|column| column.lists.is_some());
    let (mut groups, mut sums) = (Vec::new(), HashMap::new());
    for (mut number, count) in counted {
        let mut codes: Vec<u32> = Vec::new();
        for column in columns.iter().rev() {
            codes.push(u32::try_from(number % u64::from(column.width())).unwrap_or(0));
            number /= u64::from(column.width());
        }
        let mut spread = vec![0];
        for (column, code) in columns.iter().zip(codes.iter().rev()) {
            let (values, base) = (column.values(code), base(column));
            let with = |number: u64| values.iter().map(move |value| number * base + digit(column, *value));
            spread = spread.into_iter().flat_map(with).collect();
        }
        if has_lists {
            for number in spread {
                *sums.entry(number).or_default() += count;
            }
        } else {
            groups.extend(spread.into_iter().map(|number| (number, count)));
        }
    }
    groups.extend(sums);
    groups
}

/// Hand the numbers of a row's groups to `take`: its values in the first column, each with those in the rest.
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
