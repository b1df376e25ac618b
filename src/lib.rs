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

pub mod check;
pub mod cite;
pub mod cli;
pub mod data;
pub mod dataset;
pub mod derive;
pub mod describe;
pub mod edtf;
pub mod figure;
pub mod files;
pub mod hash;
pub mod http;
pub mod kinds;
pub mod limits;
pub mod locate;
pub mod model;
pub mod openapi;
pub mod query;
pub mod render;
pub mod store;
pub mod suggest;
pub mod text;
pub mod verify;
