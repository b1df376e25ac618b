//! The first rows in the order of some columns, without sorting all of them.
//!
//! Rows without a value come last in either direction; rows equal in all columns stand in the order of their ranks. A page
//! starts after the row at which the one before it ended, so every page costs what the first one does.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::codes::Rows;
use super::encoded::EncodedColumn;

/// Rows that are looked at before all others, spread over all of them.
const SAMPLE: usize = 1 << 14;

/// A column to sort by, and whether its largest value comes first.
pub type Key = (Arc<EncodedColumn>, bool);

/// Finds the first rows of an order.
pub struct Sorter<'a> {
    keys: Vec<Key>,
    rows: &'a RoaringBitmap,
    after: Option<u32>,
    most: usize,
    /// The best rows so far and some that came later: it is cut to `most` when it is twice as long.
    found: Vec<u32>,
    /// Once there are enough, the last row that may still be among the first.
    last: Option<u32>,
}

impl<'a> Sorter<'a> {
    /// For the first `most`, at least one, of `rows` that come behind the row `after`.
    pub fn new(keys: Vec<Key>, rows: &'a RoaringBitmap, after: Option<u32>, most: usize) -> Self {
        let mut sorter = Self { keys, rows, after, most, found: Vec::new(), last: None };
        // The last of the first among some rows is not before the last of the first among all, so nearly all others are
        // out at once, even where each row comes before the one seen before it.
        let (start, end) = (rows.min().unwrap_or(0), rows.max().unwrap_or(0));
        let sample = (start..end).step_by((end - start) as usize / SAMPLE + 1).filter(|rank| rows.contains(*rank));
        sorter
            .found
            .extend(sample.filter(|rank| after.is_none_or(|after| compare(&sorter.keys, *rank, after).is_gt())));
        if sorter.found.len() >= sorter.most {
            sorter.cut();
        }
        sorter.found.clear();
        sorter
    }

    /// The rows in their order, once all steps were made.
    pub fn finish(mut self) -> Vec<u32> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_unstable_by(|a, b| compare(&self.keys, *a, *b));
        found.truncate(self.most);
        found
    }

    fn cut(&mut self) {
        let keys = &self.keys;
        let (_, last, _) = self.found.select_nth_unstable_by(self.most - 1, |a, b| compare(keys, *a, *b));
        self.last = Some(*last);
        self.found.truncate(self.most);
    }
}

impl Sweep for Sorter<'_> {
    fn step(&mut self, ranks: Range<u32>) {
        let Some((first, descending)) = self.keys.first().cloned() else { return };
        let key = |rank| place(first.codes.get(rank), descending);
        let after = self.after.map(|after| (key(after), after));
        let start = after.map_or(0, |(key, _)| key);
        let mut bound = self.last.map_or(u32::MAX, key);
        let rows = Rows::of(self.rows, ranks);
        rows.zip(first.codes.of(&rows), |rank, code| {
            let own = place(code, descending);
            // Most rows are out by their first column alone: one comparison for both ends, whose answer is nearly always
            // the same, since what is below the start wraps around.
            if own.wrapping_sub(start) > bound.wrapping_sub(start)
                || after.is_some_and(|(key, after)| own == key && compare(&self.keys, rank, after).is_le())
                || self.last.is_some_and(|last| own == bound && compare(&self.keys, rank, last).is_gt())
            {
                return;
            }
            self.found.push(rank);
            if self.found.len() == 2 * self.most {
                self.cut();
                bound = self.last.map_or(u32::MAX, key);
            }
        });
    }
}

/// Where a code stands in the order of its column: turned around for the largest first; nothing last.
fn place(code: u32, descending: bool) -> u32 {
    match code {
        0 => u32::MAX,
        code if descending => u32::MAX - code,
        code => code,
    }
}

fn compare(keys: &[Key], a: u32, b: u32) -> Ordering {
    let by_column = |(column, descending): &Key| {
        place(column.codes.get(a), *descending).cmp(&place(column.codes.get(b), *descending))
    };
    keys.iter().map(by_column).find(|order| order.is_ne()).unwrap_or_else(|| a.cmp(&b))
}
