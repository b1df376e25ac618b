//! What was worked out before, bounded by bytes. What several ask for at once is worked out once; the others wait for it.

use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use roaring::RoaringBitmap;

use super::Error;
use crate::index::Groups;

/// Ranks of rows.
pub type Rows = Arc<RoaringBitmap>;

/// Least and most bytes of a sort of things that are kept; between them it is a part of what the database has.
const BOUNDS: (u64, u64) = (256 << 10, 6 << 20);
/// What an entry takes beside its key and what it holds.
const OVERHEAD: usize = 128;

/// Everything that is kept of queries that were asked before, by what they ask for.
#[derive(Debug)]
pub struct Memory {
    /// The rows of conditions. Apart from those of queries, which are many and seldom come again.
    pub postings: Remembered<RoaringBitmap>,
    /// The rows of queries.
    pub sets: Remembered<RoaringBitmap>,
    /// The rows that a search finds, the best match first.
    pub best: Remembered<Vec<u32>>,
    /// Rows counted by the values of columns.
    pub groups: Remembered<Groups>,
}

impl Memory {
    /// With nothing kept yet, for a database of so many bytes.
    pub fn new(database: u64) -> Self {
        let bytes = (database / 16).clamp(BOUNDS.0, BOUNDS.1);
        Self {
            postings: Remembered::new(bytes, RoaringBitmap::serialized_size),
            sets: Remembered::new(bytes / 2, RoaringBitmap::serialized_size),
            best: Remembered::new(bytes / 2, |ranks| size_of_val(ranks.as_slice())),
            groups: Remembered::new(bytes / 2, |groups| size_of_val(groups.groups.as_slice())),
        }
    }
}

/// Things of one sort that are kept.
#[derive(Debug)]
pub struct Remembered<T>(Cache<String, Arc<T>, Bytes<T>>);

impl<T> Remembered<T> {
    /// Room for so many bytes of things whose size `size` tells.
    fn new(bytes: u64, size: fn(&T) -> usize) -> Self {
        // One shard, since what is larger than its shard is never kept; and what is asked for once may take half of it,
        // since some entries are as large.
        let mut options = OptionsBuilder::new();
        options.shards(1).hot_allocation(0.5).estimated_items_capacity(256).weight_capacity(bytes);
        let (hasher, lifecycle) = (DefaultHashBuilder::default(), DefaultLifecycle::default());
        Self(match options.build() {
            Ok(options) => Cache::with_options(options, Bytes(size), hasher, lifecycle),
            Err(_) => Cache::with_weighter(256, bytes, Bytes(size)),
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
            Err(place) => {
                let new = Arc::new(make.await?);
                // Whoever replaced it meanwhile has the same.
                _ = place.insert(Arc::clone(&new));
                Ok(new)
            }
        }
    }
}

/// Weighs an entry by its bytes.
#[derive(Debug)]
struct Bytes<T>(fn(&T) -> usize);

impl<T> Clone for Bytes<T> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<T> Weighter<String, Arc<T>> for Bytes<T> {
    fn weight(&self, key: &String, kept: &Arc<T>) -> u64 {
        (key.len() + self.0(kept) + OVERHEAD) as u64
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_several_ask_for_at_once_is_worked_out_once() {
        let (kept, made) = (Remembered::new(1 << 20, |_: &u32| 4), AtomicUsize::new(0));
        let ask = || {
            kept.get_or("key".to_owned(), async {
                tokio::task::yield_now().await;
                made.fetch_add(1, Ordering::SeqCst);
                Ok(7)
            })
        };
        let (one, two, three) = tokio::join!(ask(), ask(), ask());
        assert_eq!([one, two, three].map(|answer| *answer.unwrap()), [7, 7, 7]);
        assert_eq!(made.into_inner(), 1);
    }

    #[tokio::test]
    async fn when_one_fails_the_next_tries_again() {
        let kept = Remembered::new(1 << 20, |_: &u32| 4);
        assert!(kept.get_or("key".to_owned(), async { Err(Error::Late) }).await.is_err());
        assert_eq!(*kept.get_or("key".to_owned(), async { Ok(7) }).await.unwrap(), 7);
    }
}
