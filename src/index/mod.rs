//! The rows in memory, as far as queries filter, sort and count by them: dictionary-encoded columns and sets of ranks.
//!
//! A row goes by its rank, its place in the one order of all rows (docs/ranks.md). Everything here is a plain function of
//! columns and ranks, without SQL and without waiting. Work on all rows is cut into steps ([`Sweep`]), between which the
//! caller may look after other things or give up.

mod builder;
mod codes;
mod count;
mod dictionary;
mod encoded;
mod filter;
mod order;

use std::ops::Range;

pub use builder::ColumnBuilder;
pub use codes::Codes;
pub use count::{Group, GroupCounter, Groups};
pub use dictionary::Dictionary;
pub use encoded::EncodedColumn;
pub use filter::{Clause, OPEN_END, OPEN_START, Posting, open_ends};
pub use order::Sorter;

/// Ranks of one step: few enough that what is read of them stays in the processor's cache.
pub const STEP: u32 = 1 << 13;

/// Work on all rows, a step at a time.
pub trait Sweep {
    /// After how many steps others have their turn. Steps that take little are several, since a turn costs a look at all sockets.
    const TURN: usize = 1;

    /// Look at the rows of these ranks; steps come in rising order and none has more than [`STEP`] ranks.
    fn step(&mut self, ranks: Range<u32>);
}

/// The steps of some rows, which end at multiples of [`STEP`].
pub fn steps(ranks: Range<u32>) -> impl Iterator<Item = Range<u32>> {
    let starts = (ranks.start - ranks.start % STEP..ranks.end).step_by(STEP as usize);
    starts.map(move |start| start.max(ranks.start)..ranks.end.min(start.saturating_add(STEP)))
}

/// Do all the work at once.
pub fn sweep(work: &mut impl Sweep, rows: u32) {
    steps(0..rows).for_each(|ranks| work.step(ranks));
}
