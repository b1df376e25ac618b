//! What a check found.

use std::fmt;
use std::sync::Arc;

use super::Place;

/// One thing wrong in a data file: `file:line: column: what is wrong; what would be right`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which column, where it is about one.
    pub column: Option<String>,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl Finding {
    /// A finding about a line.
    pub fn at(file: &Arc<str>, line: usize, reason: String) -> Self {
        Self { place: Place { file: Arc::clone(file), line }, column: None, reason }
    }

    /// The same, about one column of it.
    pub fn on(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: ", self.place.file, self.place.line)?;
        if let Some(column) = &self.column {
            write!(out, "{column}: ")?;
        }
        out.write_str(&self.reason)
    }
}
