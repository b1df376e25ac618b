//! What was worked out before: sets of rows, rankings and groups, each kind of them bounded by bytes.

use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use roaring::RoaringBitmap;

use super::group::{Group, Groups};
use crate::model::Value;

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
    pub sets: Cache<String, Rows, BySize>,
    /// The rows that a search finds, the best match first.
    pub best: Cache<String, Arc<Vec<u32>>, BySize>,
    /// Rows counted by the values of columns, the largest group first.
    pub groups: Cache<String, Arc<Groups>, BySize>,
}

impl Memory {
    /// With nothing kept yet, for a database of so many bytes.
    pub fn of(database: u64) -> Arc<Self> {
        let sets = (database / 16).clamp(BOUNDS.0, BOUNDS.1);
        Arc::new(Self { sets: cache(sets), best: cache(sets / 2), groups: cache(sets / 2) })
    }
}

fn cache<T: Weigh>(bytes: u64) -> Cache<String, Arc<T>, BySize> {
    // In one piece: what is larger than a piece is not kept, and some entries are large.
    let options = OptionsBuilder::new().shards(1).estimated_items_capacity(256).weight_capacity(bytes).build();
    let (hasher, lifecycle) = (DefaultHashBuilder::default(), DefaultLifecycle::default());
    match options {
        Ok(options) => Cache::with_options(options, BySize, hasher, lifecycle),
        Err(_) => Cache::with_weighter(256, bytes, BySize),
    }
}

/// What is kept under a key, or else found and kept now.
pub fn remember<T: Weigh, E>(
    kept: &Cache<String, Arc<T>, BySize>,
    key: String,
    find: impl FnOnce() -> Result<T, E>,
) -> Result<Arc<T>, E> {
    if let Some(found) = kept.get(&key) {
        return Ok(found);
    }
    let found = Arc::new(find()?);
    kept.insert(key, Arc::clone(&found));
    Ok(found)
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
        let text = |value: &Value| if let Value::Text(text) = value { text.len() } else { 0 };
        let value = |value: &Value| size_of::<Value>() + text(value);
        self.groups.len() * size_of::<Group>() + self.values.iter().flatten().map(value).sum::<usize>()
    }
}
