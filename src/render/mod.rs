//! Records as text: one JSON object, one CSV line, and the envelope around them; rows as a table, in Markdown too.

pub mod csv;
pub mod envelope;
pub mod json;
pub mod lines;
pub mod markdown;
pub mod table;
