//! Texts: cut into paragraphs, sentences and words, and the words as they are compared.

mod fold;
mod paragraphs;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use fold::{cut, folded, is_unspaced, name_key, terms, words};
pub use paragraphs::{Paragraph, Text};

/// The texts by the ids of their sources.
pub type Texts = BTreeMap<String, Source>;

/// A source text with the name that findings give it.
#[derive(Debug)]
pub struct Source {
    /// The text file's name.
    pub file: Arc<str>,
    /// The text.
    pub text: Text,
}
