//! What nobody asks in good faith: requests and data files drawn by chance from those in `tests/corpus`, which has one on each
//! line. Nothing panics, nothing is answered with a status of the 500s. What once went wrong stands in the corpus.
//!
//! `SEED=17 cargo test --test hostile` repeats one seed; `SEEDS=100000` tries so many.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod data;
#[path = "../dice/mod.rs"]
mod dice;
mod mutate;
mod requests;
mod socket;

use std::ops::Range;

/// The lines of a corpus.
fn corpus(name: &str) -> Vec<String> {
    let path = format!("tests/corpus/{name}.txt");
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{path}: {error}"))
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The seeds to try, so many unless told.
fn seeds(number: u64) -> Range<u64> {
    let told = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    told("SEED").map_or_else(|| 0..told("SEEDS").unwrap_or(number), |seed| seed..seed + 1)
}
