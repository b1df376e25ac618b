//! Conditions as sets of codes, and the ranks of the rows whose codes are in them.

use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;
use crate::model::{Column, Value};
use crate::query::{Condition, Test};

/// The last day of a period, where an open one has a day after all others.
pub static OPEN_END: Column = Column::date("(end, open ones last)", "Last day; after all days where a period is open.");
/// The first day of a period, where an open one has a day before all others.
pub static OPEN_START: Column =
    Column::date("(start, open ones first)", "First day; before all where a period is open.");

/// What a row has in [`OPEN_END`] and [`OPEN_START`].
pub fn open_ends(start: &Value, end: &Value) -> [Value; 2] {
    let or = |own: &Value, other: &Value, open: &str| match (own, other) {
        (Value::Null, Value::Text(_)) => Value::Text(open.to_owned()),
        _ => own.clone(),
    };
    // Before and after all digits.
    [or(end, start, "~"), or(start, end, "")]
}

/// A condition on rows, ready to be looked up.
#[derive(Debug, Clone)]
pub struct Clause {
    name: &'static str,
    column: Arc<EncodedColumn>,
    /// The codes that pass, as ranges that rise and do not touch, so that equal sets are written equally.
    codes: Vec<Range<u32>>,
    /// True when rows with one of the codes are left out instead of kept.
    pub except: bool,
}

impl Clause {
    /// The name of the column that a condition looks at.
    pub const fn column(condition: &Condition) -> &'static str {
        match condition.test {
            Test::EndsFrom => OPEN_END.name,
            Test::StartsTo => OPEN_START.name,
            _ => condition.column.name,
        }
    }

    /// Of a condition and the column that it looks at.
    pub fn new(condition: &Condition, column: Arc<EncodedColumn>) -> Self {
        let dictionary = &column.dictionary;
        let bound = condition.values.first().unwrap_or(&Value::Null);
        let codes = match condition.test {
            Test::AnyOf | Test::NoneOf => {
                let mut codes: Vec<u32> = condition.values.iter().filter_map(|value| dictionary.code(value)).collect();
                codes.sort_unstable();
                let holds = |code: &u32| column.values(code).iter().any(|value| codes.binary_search(value).is_ok());
                if column.lists.is_some() { joined((0..column.width()).filter(holds)) } else { joined(codes) }
            }
            Test::AtLeast | Test::EndsFrom => range(dictionary.below(bound) + 1, dictionary.values()),
            Test::AtMost | Test::StartsTo => range(1, dictionary.up_to(bound)),
            Test::KnownBy => range(0, dictionary.up_to(bound)),
        };
        Self { name: Self::column(condition), column, codes, except: condition.test == Test::NoneOf }
    }

    /// What tells the rows with its codes from those of other clauses.
    pub fn key(&self) -> String {
        format!("{} {:?}", self.name, self.codes)
    }

    /// The rows of `rows` that pass, looked at one by one: faster than a [`Posting`] where they are few.
    pub fn keep(&self, rows: RoaringBitmap) -> RoaringBitmap {
        let passes = |rank: u32| {
            let code = self.column.codes.get(rank);
            let after = self.codes.partition_point(|range| range.end <= code);
            self.codes.get(after).is_some_and(|range| range.start <= code) != self.except
        };
        let mut kept = Vec::new();
        // Not a loop, for which roaring would look up where it is for each row.
        rows.iter().for_each(|rank| kept.extend(passes(rank).then_some(rank)));
        if kept.len() as u64 == rows.len() {
            return rows;
        }
        // They rise, so this never fails; what is appended need not be looked for.
        RoaringBitmap::from_sorted_iter(kept).unwrap_or_default()
    }
}

/// The codes from one to another, both included.
fn range(first: u32, last: u32) -> Vec<Range<u32>> {
    Some(first..last + 1).filter(|range| !range.is_empty()).into_iter().collect()
}

/// Codes that rise, as ranges.
fn joined(codes: impl IntoIterator<Item = u32>) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for code in codes {
        match ranges.last_mut() {
            Some(last) if last.end >= code => last.end = code + 1,
            _ => ranges.push(code..code + 1),
        }
    }
    ranges
}

/// The rows that have one of the codes of a clause, found by going through the column once.
pub struct Posting<'a> {
    clause: &'a Clause,
    /// Whether each code passes, where that are several ranges of codes.
    passes: Vec<bool>,
    rows: RoaringBitmap,
}

impl<'a> Posting<'a> {
    /// Of a clause, whether it keeps its codes or leaves them out.
    pub fn new(clause: &'a Clause) -> Self {
        let mut passes = Vec::new();
        if clause.codes.len() > 1 {
            passes = vec![false; clause.column.width() as usize];
            clause.codes.iter().cloned().flatten().for_each(|code| passes[code as usize] = true);
        }
        Self { clause, passes, rows: RoaringBitmap::new() }
    }

    /// The rows, once all steps were made.
    pub fn finish(mut self) -> RoaringBitmap {
        self.rows.optimize();
        self.rows
    }
}

impl Sweep for Posting<'_> {
    const TURN: usize = 16;

    fn step(&mut self, ranks: Range<u32>) {
        let Clause { column, codes, .. } = self.clause;
        let bits = match codes.as_slice() {
            [] => return,
            [only] => {
                // One comparison instead of two: codes below the start wrap around to large ones.
                let (start, length) = (only.start, only.end - only.start);
                column.codes.bits(ranks.clone(), |code| code.wrapping_sub(start) < length)
            }
            _ => column.codes.bits(ranks.clone(), |code| self.passes.get(code as usize).is_some_and(|passes| *passes)),
        };
        self.rows |= RoaringBitmap::from_lsb0_bytes(ranks.start, &bits);
    }
}
