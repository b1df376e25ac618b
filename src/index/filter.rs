//! Conditions as sets of codes, and the ranks of the rows whose codes are in them.

use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;
use crate::query::{Condition, Test};

/// Some codes of a column, as ranges that rise and do not touch, so that equal sets are written equally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSet(Vec<Range<u32>>);

impl CodeSet {
    /// The codes of a column that pass a condition; of one that leaves values out, the codes of those values.
    pub fn of(column: &EncodedColumn, condition: &Condition) -> Self {
        let all = column.dictionary.len();
        let bound = condition.values.first();
        let below = || bound.map_or(0, |bound| column.dictionary.below(bound));
        let up_to = || bound.map_or(0, |bound| column.dictionary.up_to(bound));
        match condition.test {
            Test::AnyOf | Test::NoneOf => {
                let mut codes: Vec<u32> =
                    condition.values.iter().filter_map(|value| column.dictionary.code(value)).collect();
                codes.sort_unstable();
                let holds = |code: &u32| column.values(code).iter().any(|value| codes.binary_search(value).is_ok());
                if column.is_list() { Self::from((0..column.width()).filter(holds)) } else { Self::from(codes) }
            }
            Test::AtLeast | Test::EndsFrom => Self::range(below() + 1..all + 1),
            Test::AtMost | Test::StartsTo => Self::range(1..up_to() + 1),
            Test::KnownBy => Self::range(0..up_to() + 1),
        }
    }

    fn range(range: Range<u32>) -> Self {
        Self(Some(range).filter(|range| !range.is_empty()).into_iter().collect())
    }

    /// Codes that rise.
    fn from(codes: impl IntoIterator<Item = u32>) -> Self {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some(last) if last.end >= code => last.end = code + 1,
                _ => ranges.push(code..code + 1),
            }
        }
        Self(ranges)
    }

    fn contains(&self, code: u32) -> bool {
        match self.0.as_slice() {
            [only] => only.contains(&code),
            ranges => ranges.get(ranges.partition_point(|range| range.end <= code)).is_some_and(|at| at.start <= code),
        }
    }
}

/// A condition on rows, ready to be looked up.
#[derive(Debug, Clone)]
pub struct Clause {
    name: &'static str,
    column: Arc<EncodedColumn>,
    codes: CodeSet,
    /// True when rows with one of the codes are left out instead of kept.
    pub except: bool,
    /// The other end of a period: a row without a day at this end passes when it has one at the other.
    other_end: Option<Arc<EncodedColumn>>,
}

impl Clause {
    /// The column by whose other end a condition keeps periods that are open.
    pub const fn other_end(test: Test) -> Option<&'static str> {
        match test {
            Test::EndsFrom => Some("start"),
            Test::StartsTo => Some("end"),
            _ => None,
        }
    }

    /// Of a condition, with its column and that of [`Clause::other_end`].
    pub fn new(condition: &Condition, column: Arc<EncodedColumn>, other_end: Option<Arc<EncodedColumn>>) -> Self {
        let (codes, except) = (CodeSet::of(&column, condition), condition.test == Test::NoneOf);
        Self { name: condition.column.name, column, codes, except, other_end }
    }

    /// What tells the rows with its codes from those of other clauses.
    pub fn key(&self) -> String {
        let open = if self.other_end.is_some() { " or open" } else { "" };
        format!("{}{open} {:?}", self.name, self.codes.0)
    }

    /// The rows of `rows` that pass, looked at one by one: faster than a [`Posting`] where they are few.
    pub fn keep(&self, rows: &RoaringBitmap) -> RoaringBitmap {
        let is_open = |rank: u32| {
            let other = self.other_end.as_ref().map_or(0, |other| other.codes.get(rank));
            other != 0 && self.column.codes.get(rank) == 0
        };
        let holds = |rank: &u32| self.codes.contains(self.column.codes.get(*rank)) || is_open(*rank);
        rows.iter().filter(|rank| holds(rank) != self.except).collect()
    }
}

/// The rows that have one of the codes of a clause, found by going through the column once.
pub struct Posting<'a> {
    clause: &'a Clause,
    rows: RoaringBitmap,
}

impl<'a> Posting<'a> {
    /// Of a clause, whether it keeps its codes or leaves them out.
    pub fn new(clause: &'a Clause) -> Self {
        Self { clause, rows: RoaringBitmap::new() }
    }

    /// The rows, once all steps were made.
    pub fn finish(mut self) -> RoaringBitmap {
        self.rows.optimize();
        self.rows
    }
}

impl Sweep for Posting<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let Clause { column, codes, other_end, .. } = self.clause;
        let mut bits = match codes.0.as_slice() {
            [only] => {
                // One comparison instead of two: codes below the start wrap around to large ones.
                let (start, length) = (only.start, only.end - only.start);
                column.codes.bits(ranks.clone(), |code| code.wrapping_sub(start) < length)
            }
            _ => column.codes.bits(ranks.clone(), |code| codes.contains(code)),
        };
        if let Some(other) = other_end {
            let here = column.codes.bits(ranks.clone(), |code| code == 0);
            let there = other.codes.bits(ranks.clone(), |code| code != 0);
            bits.iter_mut().zip(here).zip(there).for_each(|((bits, here), there)| *bits |= here & there);
        }
        self.rows |= RoaringBitmap::from_lsb0_bytes(ranks.start, &bits);
    }
}
