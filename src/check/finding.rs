//! What a check found, and how a near miss is recognised.

use std::fmt;
use std::sync::Arc;

use crate::record::Place;

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

/// The known word that a misspelt one was probably meant to be.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count().max(word.chars().count()) / 4)
        // Of two as near, people mistype the end of a word sooner than its beginning.
        .min_by_key(|(distance, candidate)| (*distance, std::cmp::Reverse(shared_start(&word, candidate))))
        .map(|(_, candidate)| candidate)
}

fn shared_start(word: &str, candidate: &str) -> usize {
    word.chars().zip(candidate.to_lowercase().chars()).take_while(|(a, b)| a == b).count()
}

/// `; did you mean ...?`, or nothing when no known word is near.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    suggestion(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
