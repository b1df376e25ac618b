//! Rows counted by the values of columns; a row that holds several values is in several groups.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::codes::Rows;
use super::encoded::EncodedColumn;
use crate::limits::MAX_GROUPS;
use crate::model::Value;

/// Counters of groups that there may be; beyond them what occurs is gathered and sorted.
const COUNTERS: u64 = 1 << 22;
/// The same of combinations of codes: more do not stay in the processor's cache.
const CODES: u64 = 1 << 18;
/// Counts that are gathered, at least, before those of one group are brought together.
const GATHERED: usize = 1 << 17;
/// Counters of which there are several tables, and how many.
const FEW: usize = 1 << 14;
const LANES: usize = 4;
/// What the code of several values adds to the number of a row.
const SEVERAL: u64 = u64::MAX;

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

/// Counts rows.
pub struct GroupCounter<'a> {
    columns: Vec<Arc<EncodedColumn>>,
    rows: &'a RoaringBitmap,
    counts: Counts,
}

enum Counts {
    /// By the codes of rows, written as the digits of one number, of which there are so many: equal rows are counted before
    /// it is asked in which groups they are. Further such tables spare equal rows in turn the wait for each other.
    Codes(Vec<u32>, usize),
    /// By the numbers of groups, to which the code in each column adds something: that is by column and code.
    Groups(Table, Vec<Vec<u64>>),
}

/// Counts by the numbers of groups.
enum Table {
    /// Of all that there may be.
    All(Vec<u32>),
    /// Of those that occur, as often as they do.
    Some(Vec<(u64, u32)>),
}

impl Table {
    fn new(columns: &[Arc<EncodedColumn>]) -> Self {
        product(columns, COUNTERS, base).map_or(Self::Some(Vec::new()), |groups| Self::All(vec![0; groups]))
    }

    #[expect(clippy::cast_possible_truncation, reason = "no number is larger than the table")]
    fn add(&mut self, number: u64, count: u32) {
        match self {
            Self::All(counts) => counts[number as usize] += count,
            Self::Some(counts) => {
                if counts.len() == counts.capacity() {
                    merge(counts);
                    counts.reserve(counts.len().max(GATHERED));
                }
                counts.push((number, count));
            }
        }
    }

    /// The groups that occur, by their numbers.
    fn finish(self) -> Vec<Group> {
        match self {
            Self::All(counts) => (0..)
                .zip(counts)
                .filter(|(_, count)| *count > 0)
                .map(|(number, count)| (Reverse(count), number))
                .collect(),
            Self::Some(mut counts) => {
                merge(&mut counts);
                counts.into_iter().map(|(number, count)| (Reverse(count), number)).collect()
            }
        }
    }
}

/// Leave each number once, with all of its counts.
fn merge(counts: &mut Vec<(u64, u32)>) {
    counts.sort_unstable();
    counts.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        kept.1 += if is_same { next.1 } else { 0 };
        is_same
    });
}

/// The product of something of each column, where it is at most `most`.
fn product(columns: &[Arc<EncodedColumn>], most: u64, of: fn(&EncodedColumn) -> u64) -> Option<usize> {
    let product = columns.iter().fold(1, |product: u64, column| product.saturating_mul(of(column)));
    usize::try_from(product).ok().filter(|_| product <= most)
}

impl<'a> GroupCounter<'a> {
    /// For `rows` by at most [`MAX_GROUPS`] columns.
    pub fn new(columns: Vec<Arc<EncodedColumn>>, rows: &'a RoaringBitmap) -> Self {
        let counts = match product(&columns, CODES, |column| column.width().into()) {
            Some(numbers) => Counts::Codes(vec![0; if numbers <= FEW { LANES * numbers } else { numbers }], numbers),
            None => Counts::Groups(Table::new(&columns), added(&columns)),
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
            Counts::Groups(table, _) => table,
        };
        Groups { columns, groups: by_size(table.finish()) }
    }
}

impl Sweep for GroupCounter<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let rows = Rows::of(self.rows, ranks);
        let codes: Vec<Vec<u32>> = self.columns.iter().map(|column| column.codes.of(&rows)).collect();
        match &mut self.counts {
            Counts::Codes(counts, width) => {
                let mut codes = codes.into_iter();
                let mut numbers = codes.next().unwrap_or_default();
                for (column, codes) in self.columns[1..].iter().zip(codes) {
                    let width = column.width();
                    numbers.iter_mut().zip(codes).for_each(|(number, code)| *number = *number * width + code);
                }
                // A power of two, so that the remainder is a matter of its last bits.
                let lane = counts.len() / *width - 1;
                let numbers = numbers.into_iter().enumerate();
                numbers.for_each(|(at, number)| counts[(at & lane) * *width + number as usize] += 1);
            }
            Counts::Groups(table, added) => {
                let mut numbers: Vec<u64> = codes[0].iter().map(|code| added[0][*code as usize]).collect();
                for (added, codes) in added.iter().zip(&codes).skip(1) {
                    let pairs = numbers.iter_mut().zip(codes);
                    pairs.for_each(|(number, code)| *number = number.saturating_add(added[*code as usize]));
                }
                for (at, number) in numbers.into_iter().enumerate() {
                    if number < SEVERAL {
                        table.add(number, 1);
                    } else {
                        let mut row = [0; MAX_GROUPS];
                        row.iter_mut().zip(&codes).for_each(|(code, codes)| *code = codes[at]);
                        each_group(&self.columns, &row, 0, &mut |group| table.add(group, 1));
                    }
                }
            }
        }
    }
}

/// The largest groups first; those of one size stay in the order of their numbers. Some bits of the sizes at a time, which
/// needs no comparisons.
fn by_size(mut groups: Vec<Group>) -> Vec<Group> {
    let largest = groups.iter().map(|(count, _)| count.0).max().unwrap_or(0);
    for shift in (0..u32::BITS).step_by(11).take_while(|shift| largest >> shift > 0) {
        let digit = |(count, _): &Group| (!count.0 >> shift & 0x7ff) as usize;
        let mut places = vec![0; 0x801];
        for group in &groups {
            places[digit(group) + 1] += 1;
        }
        (1..places.len()).for_each(|at| places[at] += places[at - 1]);
        let mut sorted = groups.clone();
        for group in groups {
            sorted[places[digit(&group)]] = group;
            places[digit(&group)] += 1;
        }
        groups = sorted;
    }
    groups
}

/// What each code of each column adds to the number of a group: its digit as high as it stands, or [`SEVERAL`].
fn added(columns: &[Arc<EncodedColumn>]) -> Vec<Vec<u64>> {
    let of = |(at, column): (usize, &Arc<EncodedColumn>)| {
        let unit = columns[at + 1..].iter().fold(1, |unit: u64, column| unit.saturating_mul(base(column)));
        let add = |code: u32| match column.values(&code) {
            [value] => unit.saturating_mul(digit(column, *value)),
            _ => SEVERAL,
        };
        (0..column.width()).map(add).collect()
    };
    columns.iter().enumerate().map(of).collect()
}

/// How many values a digit tells apart, nothing among them.
fn base(column: &EncodedColumn) -> u64 {
    u64::from(column.dictionary.values()) + 1
}

/// The digit of a value by its code: nothing, whose code is 0, comes last.
fn digit(column: &EncodedColumn, code: u32) -> u64 {
    code.wrapping_sub(1).min(column.dictionary.values()).into()
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
        each_group(columns, codes, number * base(column) + digit(column, *value), take);
    }
}
