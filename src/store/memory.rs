//! What is kept of queries that were asked before, by what they ask for.

use quick_cache::OptionsBuilder;
use roaring::RoaringBitmap;

use crate::cache::{Cache, cache};
use crate::index::Groups;

/// Least and most bytes of a sort of things that are kept; between them it is a part of what the database has.
const BOUNDS: (u64, u64) = (256 << 10, 6 << 20);
/// What an entry takes beside its key and what it holds.
const OVERHEAD: usize = 128;

/// Everything that is kept.
#[derive(Debug)]
pub struct Memory {
    /// The rows of conditions. Apart from those of queries, which are many and seldom come again.
    pub postings: Cache<RoaringBitmap>,
    /// The rows of queries.
    pub sets: Cache<RoaringBitmap>,
    /// The rows that a search finds, the best match first.
    pub best: Cache<Vec<u32>>,
    /// Rows counted by the values of columns.
    pub groups: Cache<Groups>,
}

impl Memory {
    /// With nothing kept yet, for a database of so many bytes.
    pub fn new(database: u64) -> Self {
        let bytes = (database / 16).clamp(BOUNDS.0, BOUNDS.1);
        // One shard, since what is larger than its shard is never kept; and what is asked for once may take half of it,
        // since some entries are as large.
        let mut options = OptionsBuilder::new();
        options.shards(1).hot_allocation(0.5).estimated_items_capacity(256);
        Self {
            postings: cache(bytes, &mut options, |rows| OVERHEAD + rows.serialized_size()),
            sets: cache(bytes / 4, &mut options, |rows| OVERHEAD + rows.serialized_size()),
            best: cache(bytes / 2, &mut options, |ranks| OVERHEAD + size_of_val(ranks.as_slice())),
            groups: cache(bytes / 2, &mut options, |groups| OVERHEAD + size_of_val(groups.groups.as_slice())),
        }
    }
}
