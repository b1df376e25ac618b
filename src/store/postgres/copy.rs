//! Rows in the binary form of PostgreSQL's `copy`: for each the number of its fields, for each field its length and bytes.

use std::collections::BTreeMap;

use crate::store::Error;
use crate::store::cell::Cell;

/// Bytes after which rows are sent: few enough that what is gathered for all tables is small, and far below the 10 MiB that
/// engines with PostgreSQL's protocol take at once.
const FULL: usize = 1 << 18;
/// What a stream begins with: a mark, no options, no extension.
pub(super) const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// The number of fields that says that no row follows.
pub(super) const END: i16 = -1;
/// The longest word that a `tsvector` takes in bytes, the last position it counts, and how many of a word.
const WORD: usize = 2046;
const LAST: u16 = 16_383;
const POSITIONS: usize = 255;
/// The weights of words, in the upper two bits of their positions: A for those of a title, D for others.
const A: u16 = 3 << 14;
const D: u16 = 0;

/// Rows of a table as `copy` takes them.
pub struct CopyRows {
    columns: i16,
    bytes: Vec<u8>,
    /// How many rows there are.
    pub count: usize,
}

impl CopyRows {
    /// Without rows.
    pub fn new(columns: usize) -> Self {
        Self { columns: i16::try_from(columns).unwrap_or(i16::MAX), bytes: HEADER.to_vec(), count: 0 }
    }

    /// Others of the same table, without rows.
    pub fn emptied(&self) -> Self {
        Self { columns: self.columns, bytes: HEADER.to_vec(), count: 0 }
    }

    /// Whether they are enough to be sent.
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= FULL
    }

    /// The whole stream.
    pub fn stream(mut self) -> Vec<u8> {
        self.bytes.extend(END.to_be_bytes());
        self.bytes
    }

    /// Add a row.
    ///
    /// # Errors
    /// When a cell is longer than PostgreSQL counts.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), Error> {
        self.bytes.extend(self.columns.to_be_bytes());
        self.count += 1;
        cells.into_iter().try_for_each(|cell| match cell {
            Cell::Null => {
                self.bytes.extend((-1_i32).to_be_bytes());
                Ok(())
            }
            Cell::Rank(rank) => self.field(&rank.to_be_bytes()),
            Cell::Text(text) => self.text(text),
            Cell::Made(text) => self.text(&text),
            Cell::Integer(integer) => self.field(&integer.to_be_bytes()),
            Cell::Number(number) => self.field(&number.to_be_bytes()),
            Cell::Bool(bool) => self.field(&[u8::from(bool)]),
            Cell::Bytes(bytes) => self.field(bytes),
            Cell::Words(title, text) => {
                self.text(title)?;
                self.text(text)?;
                self.field(&tsvector(title, text))
            }
        })
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        if text.contains('\0') {
            return Err(Error::Failed(format!("PostgreSQL takes no text with a NUL in it: {text:?}")));
        }
        self.field(text.as_bytes())
    }

    fn field(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let length = i32::try_from(bytes.len());
        let length = length.map_err(|_| Error::Failed("PostgreSQL takes no cell of more than 2 GiB".to_owned()))?;
        self.bytes.extend(length.to_be_bytes());
        self.bytes.extend(bytes);
        Ok(())
    }
}

/// The words of a headline and of the rest with their positions, as PostgreSQL sends and receives them. Between the two one
/// position is left out, so that no phrase goes from one into the other.
fn tsvector(title: &str, text: &str) -> Vec<u8> {
    let mut words: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    let mut position: u16 = 0;
    for (part, weight) in [(title, A), (text, D)] {
        for word in part.split(' ').filter(|word| !word.is_empty()) {
            position = (position + 1).min(LAST);
            let word = &word[..word.floor_char_boundary(WORD)];
            let positions = words.entry(word).or_default();
            if positions.len() < POSITIONS && positions.last().is_none_or(|last| last & LAST < position) {
                positions.push(weight | position);
            }
        }
        position = (position + 1).min(LAST);
    }
    // A text has fewer words than fit into an `i32`.
    let mut bytes = i32::try_from(words.len()).unwrap_or(i32::MAX).to_be_bytes().to_vec();
    for (word, positions) in words {
        bytes.extend(word.as_bytes());
        bytes.push(0);
        bytes.extend(u16::try_from(positions.len()).unwrap_or(0).to_be_bytes());
        for position in positions {
            bytes.extend(position.to_be_bytes());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_does_not_go_from_the_title_into_the_text() {
        let word = |word: &[u8], positions: &[u16]| {
            let mut bytes = [word, &[0], &(u16::try_from(positions.len()).unwrap()).to_be_bytes()].concat();
            for position in positions {
                bytes.extend(position.to_be_bytes());
            }
            bytes
        };
        let right = [vec![0, 0, 0, 2], word(b"free", &[A | 1, A | 3, 6]), word(b"trade", &[A | 2, 5])].concat();
        assert_eq!(tsvector("free trade free", "trade free"), right);
    }

    #[test]
    fn a_row_is_the_number_of_its_fields_and_each_field_its_length_and_bytes() {
        let mut rows = CopyRows::new(3);
        rows.push([Cell::Rank(7), Cell::Null, Cell::Text("é")]).unwrap();
        let row: &[u8] = &[0, 3, 0, 0, 0, 4, 0, 0, 0, 7, 255, 255, 255, 255, 0, 0, 0, 2, 0xc3, 0xa9, 255, 255];
        assert_eq!(rows.stream(), [HEADER, row].concat());
    }

    #[test]
    fn a_text_with_a_nul_is_refused() {
        assert!(CopyRows::new(1).push([Cell::Text("a\0b")]).is_err());
    }
}
