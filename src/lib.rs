//! `sinolac` serves source-cited facts about relations between China and Latin America and the Caribbean.

pub mod check;
pub mod data;
pub mod edtf;
pub mod kinds;
pub mod record;
pub mod schema;
