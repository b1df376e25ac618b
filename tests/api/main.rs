//! The service over HTTP, in-process: one binary, because linking costs more than running.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::too_many_lines, reason = "a test may fail")]

mod changes;
mod chart;
mod check_claims;
mod cite;
mod conditional;
mod contract;
mod dataset;
mod derived;
#[path = "../engine/mod.rs"]
mod engine;
mod explored;
mod filed;
mod files;
mod filter;
mod formats;
mod generated;
mod groups;
mod helpers;
mod http;
mod languages;
mod laws;
mod list;
mod markdown;
mod mcp;
mod methods;
mod pages;
mod paging;
mod parquet;
mod parts;
mod problem;
mod questions;
mod reasons;
mod reconcile;
mod reload;
mod remembered;
mod replaced;
mod search;
mod series;
mod signpost;
mod total;
mod understood;
mod versions;
mod views;
