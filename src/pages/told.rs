//! Reasons on a page: in the reader's language, what is typed set as code, what is there in English alone marked as such.

use super::reader::Reader;
use crate::store::Store;
use crate::words::{Called, Reason, printable};

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether it is something that is typed.
    pub is_code: bool,
    /// Whether it is English on a page in another language.
    pub is_foreign: bool,
}

impl Piece {
    /// Words of the page's language.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), is_code: false, is_foreign: false }
    }
}

/// A reason as a sentence. `title` knows what facts are called that the page has read; others are called as their titles in
/// the reader's language have them.
pub fn sentence(store: &Store, reader: &Reader, reason: &Reason, title: Called<'_>) -> Vec<Piece> {
    let mut pieces = pieces(store, reader, reason, title);
    let first = pieces.first_mut().filter(|piece| !piece.is_code);
    if let Some(piece) = first {
        let mut letters = piece.text.chars();
        let capital = letters.next().map(char::to_uppercase);
        piece.text = capital.into_iter().flatten().chain(letters).collect();
    }
    if let Some(last) = pieces.last().filter(|last| last.is_code || !last.text.ends_with(['.', '?', '…', '？', '。']))
    {
        let stop = if reader.language == "zh" { "。" } else { "." };
        pieces.push(Piece { is_foreign: last.is_foreign, ..Piece::plain(stop) });
    }
    pieces
}

fn pieces(store: &Store, reader: &Reader, reason: &Reason, title: Called<'_>) -> Vec<Piece> {
    let translated = store.about.titles.get(reader.language);
    let name = |id: &str| translated.and_then(|titles| titles.get(id).cloned()).or_else(|| title(id));
    let told = reason.told(reader.language, &name);
    let pieces = told.iter().flat_map(|told| {
        let parts = told.text.split('`').enumerate().filter(|(_, text)| !text.is_empty());
        parts.map(|(at, text)| Piece { text: printable(text), is_code: at % 2 == 1, is_foreign: told.is_foreign })
    });
    pieces.collect()
}
