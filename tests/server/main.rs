//! Connections and their limits: a server above a handler of the test's own, over streams in memory, with a clock that
//! stands still while anything is to be done. So an hour takes no time, and nothing depends on how fast the machine is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "../dice/mod.rs"]
mod dice;

mod client;
mod limits;
mod rate;
mod simulation;
mod stop;
