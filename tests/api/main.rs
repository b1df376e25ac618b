//! The service over HTTP, in-process: one binary, because linking costs more than running.

mod contract;
mod files;
mod filter;
mod generated;
mod helpers;
mod laws;
mod list;
mod paging;
mod problem;
