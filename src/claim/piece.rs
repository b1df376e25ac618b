//! What a text is made of: phrases of the lexicon, names, figures, periods, marks, and words that are none of these.

use std::ops::Range;

use super::sense::Sense;

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A phrase of the lexicon, with what it says.
    Phrase(Vec<Sense>),
    /// A name of something in the dataset: the list it is in and its id.
    Name(&'static str, String),
    /// One of the figures.
    Figure(usize),
    /// One of the periods.
    Period(usize),
    /// A word that is none of these, as it is compared.
    Word(String),
    /// "'s".
    Possessive,
    /// A mark between parts of a sentence.
    Comma,
    /// The end of a sentence.
    Stop,
    /// A mark that belongs to no sentence.
    Odd,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where it stands in the folded text, in bytes.
    pub at: Range<usize>,
    /// What it is.
    pub what: What,
}

impl Piece {
    /// Whether it says something.
    pub fn has(&self, sense: Sense) -> bool {
        matches!(&self.what, What::Phrase(senses) if senses.contains(&sense))
    }
}
