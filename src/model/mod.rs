//! The nouns of the whole program: kinds with their columns, records with their values, and what is wrong with them.
//!
//! A kind is a plain value that says everything about one entity. The kinds in [`crate::kinds`] are declared with the
//! types of this module. Tables, data checks, query parameters, JSON, CSV and the OpenAPI document are loops over those
//! declarations, so a column is written once.

mod column;
mod declare;
mod finding;
mod kind;
mod record;
mod value;

pub use column::{Column, Filter, Origin, Type};
pub use finding::Finding;
pub use kind::{Broken, Kind, Role, Rule};
pub use record::{Place, Record, is_in_words};
pub use value::{Evidence, Related, Value};
