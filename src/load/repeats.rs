//! What goes wrong again and again is told once, then counted.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How seldom the same is told again.
const PAUSE: Duration = Duration::from_secs(30);
/// Most different things that are remembered; what is not is told each time.
const MOST: usize = 256;

/// What was told, when, and how often it happened since.
#[derive(Debug, Default)]
pub struct Repeats(Mutex<HashMap<String, (Instant, u64)>>);

impl Repeats {
    /// Whether to tell this: how often it happened untold, or `None` where it is only counted.
    pub fn tell(&self, what: &str) -> Option<u64> {
        let now = Instant::now();
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match told.get_mut(what) {
            Some((last, untold)) if now - *last < PAUSE => {
                *untold += 1;
                None
            }
            Some((last, untold)) => {
                *last = now;
                Some(std::mem::take(untold))
            }
            None => {
                if told.len() >= MOST {
                    told.retain(|_, (last, _)| now - *last < PAUSE);
                }
                if told.len() < MOST {
                    told.insert(what.to_owned(), (now, 0));
                }
                Some(0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_first_is_told_the_others_are_counted_and_told_later() {
        let repeats = Repeats::default();
        assert_eq!(repeats.tell("no disk"), Some(0));
        assert_eq!((0..1000).filter_map(|_| repeats.tell("no disk")).count(), 0);
        assert_eq!(repeats.tell("another"), Some(0));
        tokio::time::sleep(PAUSE).await;
        assert_eq!(repeats.tell("no disk"), Some(1000));
    }
}
