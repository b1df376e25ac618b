//! Records as text: one JSON object, one CSV line, and the envelope around them.

pub mod csv;
pub mod envelope;
pub mod json;
pub mod lines;
