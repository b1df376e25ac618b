//! Whether the service is well, and since when it serves what.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// So many answers in a row that failed, and the service says of itself that it is not well.
const FAILURES: u32 = 5;

/// The dataset that is served.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Its version.
    pub version: String,
    /// SHA-256 over its records.
    pub hash: String,
}

/// How the last attempt to exchange it ended.
#[derive(Debug, Clone)]
pub struct Reload {
    /// When.
    pub at: SystemTime,
    /// Why it was refused; `None` when it was not.
    pub error: Option<String>,
}

/// Whether it is well.
#[derive(Debug, Default)]
pub struct State {
    dataset: Mutex<Dataset>,
    last: Mutex<Option<Reload>>,
    /// Datasets that were exchanged.
    pub reloaded: AtomicU64,
    /// Datasets that were refused.
    pub refused: AtomicU64,
    /// True while the file is compared with the hash that it has of itself.
    pub is_verifying: AtomicBool,
    /// True when it is not what its hash says.
    pub is_damaged: AtomicBool,
    /// True from the moment when the service was told to stop.
    pub is_closing: AtomicBool,
    failures: AtomicU32,
}

impl State {
    /// What is served from now on.
    pub fn serve(&self, dataset: Dataset) {
        *self.dataset.lock().unwrap_or_else(PoisonError::into_inner) = dataset;
        self.failures.store(0, Ordering::Relaxed);
    }

    /// What is served.
    pub fn dataset(&self) -> Dataset {
        self.dataset.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How an attempt to exchange the dataset ended.
    pub fn reloaded(&self, error: Option<String>) {
        let counter = if error.is_some() { &self.refused } else { &self.reloaded };
        counter.fetch_add(1, Ordering::Relaxed);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Reload { at: SystemTime::now(), error });
    }

    /// How the last one ended.
    pub fn last(&self) -> Option<Reload> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// An answer was worked out, or could not be.
    pub fn worked(&self, is_failure: bool) {
        if !is_failure {
            // Most often there is nothing to forget, and then nothing is written.
            if self.failures.load(Ordering::Relaxed) > 0 {
                self.failures.store(0, Ordering::Relaxed);
            }
        } else if self.failures.load(Ordering::Relaxed) < FAILURES {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Whether the last answers that were worked out all failed.
    pub fn is_failing(&self) -> bool {
        self.failures.load(Ordering::Relaxed) >= FAILURES
    }
}
