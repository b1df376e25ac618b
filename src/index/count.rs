//! Rows counted by the values of columns.
//!
//! First by the codes that rows have, then, where a column holds lists, by the members behind those: a row that holds
//! several values is in several groups.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;
use crate::limits::MAX_GROUPS;
use crate::model::Value;

/// Cells of a table up to which every combination of codes has one; beyond it only those that occur are kept.
const CELLS: u64 = 1 << 22;

/// The codes of a group's values, one for each column, and its number of rows.
pub type Group = ([u32; MAX_GROUPS], u32);

/// The groups of some rows, the largest first, then by their values, null last.
#[derive(Debug)]
pub struct Groups {
    columns: Vec<Arc<EncodedColumn>>,
    /// The groups.
    pub groups: Vec<Group>,
}

impl Groups {
    /// The values that a group is of.
    pub fn values(&self, group: &Group) -> impl Iterator<Item = Value> {
        self.columns.iter().zip(group.0).map(|(column, code)| column.value(code))
    }

    /// Bytes of memory that they take.
    pub fn size(&self) -> usize {
        self.groups.len() * size_of::<Group>()
    }
}

/// Counts rows.
pub struct GroupCounter<'a> {
    columns: Vec<Arc<EncodedColumn>>,
    rows: &'a RoaringBitmap,
    counts: Counts,
}

/// Counts by the codes of rows, written as digits of one number.
enum Counts {
    /// A place for every number.
    All(Vec<u32>),
    /// Those that occur.
    Some(HashMap<u64, u32, BuildHasherDefault<Spread>>),
}

impl<'a> GroupCounter<'a> {
    /// For `rows` by at most [`MAX_GROUPS`] columns.
    pub fn new(columns: Vec<Arc<EncodedColumn>>, rows: &'a RoaringBitmap) -> Self {
        let cells = columns.iter().fold(1, |cells: u64, column| cells.saturating_mul(column.width().into()));
        let counts = match usize::try_from(cells) {
            Ok(length) if cells <= CELLS => Counts::All(vec![0; length]),
            _ => Counts::Some(HashMap::default()),
        };
        Self { columns, rows, counts }
    }

    /// The groups, once all steps were made.
    pub fn finish(self) -> Groups {
        let Self { columns, counts, .. } = self;
        let counted: Vec<(u64, u32)> = match counts {
            Counts::All(counts) => (0..).zip(counts).filter(|(_, count)| *count > 0).collect(),
            Counts::Some(counts) => counts.into_iter().collect(),
        };
        let mut groups = if columns.iter().any(|column| column.is_list()) {
            spread(&columns, &counted)
        } else {
            counted.iter().map(|(number, count)| (codes(&columns, *number), *count)).collect()
        };
        // Nothing, whose code is 0, is the last of a column's values.
        groups.sort_unstable_by_key(|(codes, count)| (Reverse(*count), codes.map(|code| code.wrapping_sub(1))));
        Groups { columns, groups }
    }
}

impl Sweep for GroupCounter<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let columns: Vec<(u64, &EncodedColumn)> =
            self.columns.iter().map(|column| (column.width().into(), column.as_ref())).collect();
        let number = |rank: u32| {
            columns.iter().fold(0, |number, (width, column)| number * width + u64::from(column.codes.get(rank)))
        };
        let rows = self.rows.range(ranks);
        match &mut self.counts {
            #[expect(clippy::cast_possible_truncation, reason = "no number is larger than the table")]
            Counts::All(counts) => rows.for_each(|rank| counts[number(rank) as usize] += 1),
            Counts::Some(counts) => rows.for_each(|rank| *counts.entry(number(rank)).or_default() += 1),
        }
    }
}

/// The digits of a number of codes.
fn codes(columns: &[Arc<EncodedColumn>], mut number: u64) -> [u32; MAX_GROUPS] {
    let mut codes = [0; MAX_GROUPS];
    for (code, column) in codes.iter_mut().zip(columns).rev() {
        let width = u64::from(column.width());
        *code = u32::try_from(number % width).unwrap_or(0);
        number /= width;
    }
    codes
}

/// Groups by the members of lists.
fn spread(columns: &[Arc<EncodedColumn>], counted: &[(u64, u32)]) -> Vec<Group> {
    let mut groups: HashMap<[u32; MAX_GROUPS], u32> = HashMap::new();
    for (number, count) in counted {
        let codes = codes(columns, *number);
        let mut spread = vec![[0; MAX_GROUPS]];
        for (at, column) in columns.iter().enumerate() {
            let with = |group: [u32; MAX_GROUPS]| {
                column.values(&codes[at]).iter().map(move |value| {
                    let mut group = group;
                    group[at] = *value;
                    group
                })
            };
            spread = spread.into_iter().flat_map(with).collect();
        }
        spread.into_iter().for_each(|group| *groups.entry(group).or_default() += count);
    }
    groups.into_iter().collect()
}

/// Hashes numbers that nobody chooses: one multiplication.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u64(&mut self, number: u64) {
        // 2^64 divided by the golden ratio; hash tables look at high and low bits.
        let product = u128::from(self.0 ^ number) * 0x9e37_79b9_7f4a_7c15;
        #[expect(clippy::cast_possible_truncation, reason = "both halves are folded into one")]
        {
            self.0 = (product >> 64) as u64 ^ product as u64;
        }
    }
}
