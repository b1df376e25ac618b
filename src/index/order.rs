//! The first rows in the order of some columns, without sorting all of them.
//!
//! Rows without a value come last in either direction; rows equal in all columns stand in the order of their ranks. A page
//! starts after the row at which the one before it ended, so every page costs what the first one does.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Sweep;
use super::encoded::EncodedColumn;

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
    /// The last row of the best, once there are enough: what does not come before it is out.
    last: Option<u32>,
}

impl<'a> Sorter<'a> {
    /// For the first `most` of `rows` that come behind the row `after`.
    pub fn new(keys: Vec<Key>, rows: &'a RoaringBitmap, after: Option<u32>, most: usize) -> Self {
        Self { keys, rows, after, most, found: Vec::new(), last: None }
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
        if self.most == 0 {
            return;
        }
        let key = |rank| place(&first, descending, rank);
        let after = self.after.map(|after| (key(after), after));
        let mut bound = self.last.map_or(u32::MAX, key);
        for rank in self.rows.range(ranks) {
            let own = key(rank);
            // Most rows are out by their first column alone.
            if own > bound
                || after.is_some_and(|(key, after)| own <= key && compare(&self.keys, rank, after).is_le())
                || self.last.is_some_and(|last| own == bound && compare(&self.keys, rank, last).is_ge())
            {
                continue;
            }
            self.found.push(rank);
            if self.found.len() == 2 * self.most {
                self.cut();
                bound = self.last.map_or(u32::MAX, key);
            }
        }
    }
}

/// Where the value of a row stands in the order of a column: the code, turned around for the largest first; nothing last.
fn place(column: &EncodedColumn, descending: bool, rank: u32) -> u32 {
    match column.codes.get(rank) {
        0 => u32::MAX,
        code if descending => u32::MAX - code,
        code => code,
    }
}

fn compare(keys: &[Key], a: u32, b: u32) -> Ordering {
    let by_column = |(column, descending): &Key| place(column, *descending, a).cmp(&place(column, *descending, b));
    keys.iter().map(by_column).find(|order| order.is_ne()).unwrap_or_else(|| a.cmp(&b))
}
