//! Synthetic datasets for measuring, in the CSV form of the data folder.
//!
//! A dataset of any size is written row by row in constant memory, and the same arguments always give the same files.
//! [`mix`] says how many facts of each kind there are and how they spread over countries and years ([`cells`]);
//! [`figures`] and [`events`] make the rows ([`fact`]) from words whose frequencies follow Zipf's law ([`words`]);
//! [`like_harness`] makes the two fixed shapes that `perf/compare` asks for.

pub mod cells;
pub mod events;
pub mod fact;
pub mod figures;
pub mod folder;
pub mod like_harness;
pub mod mix;
pub mod period;
pub mod random;
pub mod words;
