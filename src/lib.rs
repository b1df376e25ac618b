//! `sinolac` serves source-cited facts about relations between China and Latin America and the Caribbean.
//!
//! A kind of fact is a value ([`kinds`], declared with the types of [`model`]); everything else is a loop over those
//! values. Two journeys show the house:
//!
//! - **One request**, `GET /trade?year=2018`: [`http`] has a route for each kind, [`query`] turns the query string into
//!   typed conditions, [`store`] reads the rows, [`render`] puts the envelope around them. What is wrong with the
//!   request is answered as RFC 9457 says.
//! - **One fact**, from `data/trade.toml`: [`data`] reads the row with its line, [`check`] judges it against its
//!   declaration, [`store`] writes it, rendered once, into a new SQLite file that a server opens read-only.
//!
//! The modules stand on floors, listed from the ground up: a module uses only modules of the floors listed before its
//! own. `tests/house.rs` holds them there.

// What knows nothing of the facts: words, days, figures, hashes, limits, a cache.
pub mod cache;
pub mod edtf;
pub mod figure;
pub mod hash;
pub mod limits;
pub mod suggest;
pub mod text;

// Arithmetic on figures that are known between two bounds.
pub mod interval;

// What a kind, a column, a record, a value and a finding are.
pub mod model;

// The declarations.
pub mod kinds;

// The data folder: files to rows with their lines.
pub mod data;

// Figures, periods and reasons as people write them.
pub mod words;

// Records as JSON and CSV, and the envelope.
pub mod render;

// A dataset as the floors above share it.
pub mod dataset;

// What holds of trade figures alone: which belong together, and how they are tied.
pub mod trade;

// What follows from the facts that were read.
pub mod derive;

// Every check of the data files.
pub mod check;

// Evidence against texts, words in texts, query strings as typed conditions.
pub mod locate;
pub mod query;
pub mod verify;

// Observations of one quantity over time.
pub mod series;

// Series as pictures.
pub mod chart;

// Sentences against facts.
pub mod claim;

// The columns that queries look at, in memory.
pub mod index;

// All the SQL there is.
pub mod store;

// Claims held against a dataset.
pub mod factcheck;

// Answers beside JSON: citations, and descriptions for other programs.
pub mod cite;
pub mod describe;

// Rows as files; a spreadsheet has its citation in it.
pub mod files;

// The contract.
pub mod openapi;

// What a running service bears, what it counts, whether it is well.
pub mod load;

// Answers as pages for people.
pub mod pages;

// Routes, negotiation, answers that are kept.
pub mod http;

// Connections and their limits, a dataset that is exchanged while it is served, the end.
pub mod server;

// The command line.
pub mod cli;
