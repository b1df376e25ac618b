//! What was worked out before, bounded by bytes. What several ask for at once is worked out once; the others wait for it.

use std::sync::Arc;

use quick_cache::sync::{self, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

/// Things of one sort, by what tells them apart.
pub type Cache<T> = sync::Cache<String, Arc<T>, Size<T>>;

/// Tells the bytes of an entry beside its key.
#[derive(Debug)]
pub struct Size<T>(fn(&T) -> usize);

impl<T> Clone for Size<T> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<T> Weighter<String, Arc<T>> for Size<T> {
    fn weight(&self, key: &String, kept: &Arc<T>) -> u64 {
        (key.len() + self.0(kept)) as u64
    }
}

/// A cache of so many bytes, where an entry takes what `size` tells beside its key. What is larger than a shard is never
/// kept.
pub fn cache<T>(bytes: u64, options: &mut OptionsBuilder, size: fn(&T) -> usize) -> Cache<T> {
    match options.weight_capacity(bytes).build() {
        Ok(options) => {
            Cache::with_options(options, Size(size), DefaultHashBuilder::default(), DefaultLifecycle::default())
        }
        Err(_) => Cache::with_weighter(256, bytes, Size(size)),
    }
}

/// What is kept under a key, or else what `make` makes now.
///
/// # Errors
/// Those of `make`; the next who asks tries again.
pub async fn get_or<T, E>(
    cache: &Cache<T>,
    key: String,
    make: impl Future<Output = Result<T, E>>,
) -> Result<Arc<T>, E> {
    match cache.get_value_or_guard_async(&key).await {
        Ok(kept) => Ok(kept),
        Err(place) => {
            let new = Arc::new(make.await?);
            // Whoever replaced it meanwhile has the same.
            _ = place.insert(Arc::clone(&new));
            Ok(new)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn kept() -> Cache<u32> {
        cache(1 << 20, OptionsBuilder::new().estimated_items_capacity(16), |_| 4)
    }

    #[tokio::test]
    async fn what_several_ask_for_at_once_is_worked_out_once() {
        let (kept, made) = (kept(), AtomicUsize::new(0));
        let ask = || {
            get_or(&kept, "key".to_owned(), async {
                tokio::task::yield_now().await;
                made.fetch_add(1, Ordering::SeqCst);
                Ok::<_, ()>(7)
            })
        };
        let (one, two, three) = tokio::join!(ask(), ask(), ask());
        assert_eq!([one, two, three].map(|answer| *answer.unwrap()), [7, 7, 7]);
        assert_eq!(made.into_inner(), 1);
    }

    #[tokio::test]
    async fn when_one_fails_the_next_tries_again() {
        let kept = kept();
        assert!(get_or(&kept, "key".to_owned(), async { Err(()) }).await.is_err());
        assert_eq!(*get_or(&kept, "key".to_owned(), async { Ok::<_, ()>(7) }).await.unwrap(), 7);
    }
}
