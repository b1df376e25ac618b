//! What was worked out before, bounded by bytes: sets of rows, rankings and groups. What several ask for at once is worked
//! out once; the others wait for it.

use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use roaring::RoaringBitmap;

use super::Error;
use crate::index::Groups;

/// Ranks of rows.
pub type Rows = Arc<RoaringBitmap>;

/// Least and most bytes of sets that are kept; between them it is a part of what the database has.
const BOUNDS: (u64, u64) = (256 << 10, 8 << 20);
/// What an entry takes beside its key and what it holds.
const OVERHEAD: usize = 128;

/// Everything that is kept of queries that were asked before, by what they ask for.
#[derive(Debug)]
pub struct Memory {
    /// The rows of conditions and of queries.
    pub sets: Remembered<RoaringBitmap>,
    /// The rows that a search finds, the best match first.
    pub best: Remembered<Vec<u32>>,
    /// Rows counted by the values of columns, the largest group first.
    pub groups: Remembered<Groups>,
}

impl Memory {
    /// With nothing kept yet, for a database of so many bytes.
    pub fn new(database: u64) -> Self {
        let sets = (database / 16).clamp(BOUNDS.0, BOUNDS.1);
        Self { sets: Remembered::new(sets), best: Remembered::new(sets / 2), groups: Remembered::new(sets / 2) }
    }
}

/// Things of one sort that are kept.
#[derive(Debug)]
pub struct Remembered<T>(Cache<String, Arc<T>, BySize>)
where
    T: Weigh;

impl<T: Weigh> Remembered<T> {
    fn new(bytes: u64) -> Self {
        // One shard: what is larger than its shard is never kept, and some entries are large.
        let options = OptionsBuilder::new().shards(1).estimated_items_capacity(256).weight_capacity(bytes).build();
        let (hasher, lifecycle) = (DefaultHashBuilder::default(), DefaultLifecycle::default());
        Self(match options {
            Ok(options) => Cache::with_options(options, BySize, hasher, lifecycle),
            Err(_) => Cache::with_weighter(256, bytes, BySize),
        })
    }

    /// What is kept under a key.
    pub fn get(&self, key: &str) -> Option<Arc<T>> {
        self.0.get(key)
    }

    /// What is kept under a key, or else what `make` makes now.
    pub async fn get_or(&self, key: String, make: impl Future<Output = Result<T, Error>>) -> Result<Arc<T>, Error> {
        match self.0.get_value_or_guard_async(&key).await {
            Ok(kept) => Ok(kept),
            Err(guard) => {
                let made = Arc::new(make.await?);
                // Whoever replaced it meanwhile has the same.
                _ = guard.insert(Arc::clone(&made));
                Ok(made)
            }
        }
    }
}

/// Weighs an entry by its bytes.
#[derive(Debug, Clone)]
pub struct BySize;

impl<T: Weigh> Weighter<String, Arc<T>> for BySize {
    fn weight(&self, key: &String, kept: &Arc<T>) -> u64 {
        (key.len() + kept.bytes() + OVERHEAD) as u64
    }
}

/// What can be kept.
pub trait Weigh {
    /// How many bytes it takes, roughly.
    fn bytes(&self) -> usize;
}

impl Weigh for RoaringBitmap {
    fn bytes(&self) -> usize {
        self.serialized_size()
    }
}

impl Weigh for Vec<u32> {
    fn bytes(&self) -> usize {
        size_of_val(self.as_slice())
    }
}

impl Weigh for Groups {
    fn bytes(&self) -> usize {
        self.size()
    }
}
