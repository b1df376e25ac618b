//! Rows counted by the values of columns; a row that holds several values is in several groups.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;
use crate::limits::MAX_GROUPS;
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
    Groups(Table),
}

/// Counts by the numbers of groups.
enum Table {
    /// Of all that there may be.
    All(Vec<u32>),
    /// Of those that occur.
    Some(HashMap<u64, u32>),
}

impl Table {
    fn new(columns: &[Arc<EncodedColumn>]) -> Self {
        product(columns, base).map_or_else(|| Self::Some(HashMap::new()), |groups| Self::All(vec![0; groups]))
    }

    #[expect(clippy::cast_possible_truncation, reason = "no number is larger than the table")]
    fn add(&mut self, number: u64, count: u32) {
        match self {
            Self::All(counts) => counts[number as usize] += count,
            Self::Some(counts) => *counts.entry(number).or_default() += count,
        }
    }
}

/// The product of something of each column, where so many counters may be.
fn product(columns: &[Arc<EncodedColumn>], of: fn(&EncodedColumn) -> u64) -> Option<usize> {
    let product = columns.iter().fold(1, |product: u64, column| product.saturating_mul(of(column)));
    usize::try_from(product).ok().filter(|product| *product <= COUNTERS)
}

impl<'a> GroupCounter<'a> {
    /// For `rows` by at most [`MAX_GROUPS`] columns.
    pub fn new(columns: Vec<Arc<EncodedColumn>>, rows: &'a RoaringBitmap) -> Self {
        let counts = match product(&columns, |column| column.width().into()) {
            Some(numbers) => Counts::Codes(vec![0; if numbers <= FEW { LANES * numbers } else { numbers }], numbers),
            None => Counts::Groups(Table::new(&columns)),
        };
        Self { columns, rows, counts }
    }

    /// The groups, once all steps were made.
    pub fn finish(self) -> Groups {
        let Self { columns, counts, .. } = self;
        let table = match counts {
            Counts::Codes(counts, width) => {
                let mut table = Table::new(&columns);
                for number in 0..width {
                    let count = counts[number..].iter().step_by(width).sum();
                    if count > 0 {
                        each_group(&columns, &codes(&columns, number), 0, &mut |group| table.add(group, count));
                    }
                }
                table
            }
            Counts::Groups(table) => table,
        };
        let mut groups: Vec<Group> = match table {
            Table::All(counts) => (0..)
                .zip(counts)
                .filter(|(_, count)| *count > 0)
                .map(|(number, count)| (Reverse(count), number))
                .collect(),
            Table::Some(counts) => counts.into_iter().map(|(number, count)| (Reverse(count), number)).collect(),
        };
        groups.sort_unstable();
        Groups { columns, groups }
    }
}

impl Sweep for GroupCounter<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let Some((last, before)) = self.columns.split_last() else { return };
        match &mut self.counts {
            Counts::Codes(counts, width) => {
                // A power of two, so that the remainder is a matter of its last bits.
                let (lane, digit) = (counts.len() / *width - 1, last.width());
                let mut numbers: Vec<u32> = Vec::new();
                for (at, column) in before.iter().enumerate() {
                    let mut next = 0;
                    column.codes.each(self.rows, ranks.clone(), |_, code| {
                        if at == 0 {
                            numbers.push(code);
                        } else {
                            numbers[next] = numbers[next] * column.width() + code;
                            next += 1;
                        }
                    });
                }
                let mut next = 0;
                last.codes.each(self.rows, ranks, |_, code| {
                    let number = numbers.get(next).map_or(0, |number| number * digit) + code;
                    counts[(next & lane) * *width + number as usize] += 1;
                    next += 1;
                });
            }
            Counts::Groups(table) => {
                for rank in self.rows.range(ranks) {
                    let mut codes = [0; MAX_GROUPS];
                    codes.iter_mut().zip(&self.columns).for_each(|(code, column)| *code = column.codes.get(rank));
                    each_group(&self.columns, &codes, 0, &mut |group| table.add(group, 1));
                }
            }
        }
    }
}

/// The codes that are the digits of a number.
fn codes(columns: &[Arc<EncodedColumn>], mut number: usize) -> [u32; MAX_GROUPS] {
    let mut codes = [0; MAX_GROUPS];
    for (code, column) in codes.iter_mut().zip(columns).rev() {
        *code = u32::try_from(number % column.width() as usize).unwrap_or(0);
        number /= column.width() as usize;
    }
    codes
}

/// Hand the numbers of the groups to `take` in which a row with these codes is: each of its values in the first column
/// with each in the others.
fn each_group(columns: &[Arc<EncodedColumn>], codes: &[u32], number: u64, take: &mut impl FnMut(u64)) {
    let (Some((column, columns)), Some((code, codes))) = (columns.split_first(), codes.split_first()) else {
        return take(number);
    };
    for value in column.values(code) {
        // Nothing, whose code is 0, comes last.
        let digit = value.wrapping_sub(1).min(column.dictionary.len());
        each_group(columns, codes, number * base(column) + u64::from(digit), take);
    }
}
