//! One column of all rows: the code of each row's value, and the values.
//!
//! A column of lists has a code for each different list, and a table from it to the codes of the list's members, so that
//! it is filtered and counted like any other.

use serde::{Deserialize, Serialize};

use super::codes::Codes;
use super::dictionary::Dictionary;

/// A dictionary-encoded column.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodedColumn {
    /// By rank. 0: no value, an empty list, or a row of a kind that has no such column.
    pub codes: Codes,
    /// The distinct values, of lists those of their members.
    pub dictionary: Dictionary,
    /// Of a column of lists: what each list holds.
    pub lists: Option<Lists>,
}

/// The members of lists by the lists' codes, which are counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    members: Vec<u32>,
    /// Where the members of each list end.
    ends: Vec<u32>,
}

impl Lists {
    /// Add a list of members' codes.
    pub fn push(&mut self, members: impl IntoIterator<Item = u32>) {
        self.members.extend(members);
        self.ends.push(u32::try_from(self.members.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, code: u32) -> &[u32] {
        let end = |code: u32| code.checked_sub(1).and_then(|at| self.ends.get(at as usize)).copied().unwrap_or(0);
        let members = end(code.saturating_sub(1)) as usize..end(code) as usize;
        self.members.get(members).filter(|members| !members.is_empty()).unwrap_or(&[0])
    }
}

impl EncodedColumn {
    /// One more than the largest code of a row.
    pub fn width(&self) -> u32 {
        1 + self.lists.as_ref().map_or(self.dictionary.values(), |lists| u32::try_from(lists.ends.len()).unwrap_or(0))
    }

    /// The codes of the values behind the code of a row: its members where it is a list, else the code itself.
    pub fn values<'a>(&'a self, code: &'a u32) -> &'a [u32] {
        self.lists.as_ref().map_or(std::slice::from_ref(code), |lists| lists.get(*code))
    }

    /// The bytes that [`EncodedColumn::from_bytes`] reads: the values behind their length, and the code of each row.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Memory takes all that is written to it.
        let values = postcard::to_allocvec(&(&self.dictionary, &self.lists)).unwrap_or_default();
        [&(values.len() as u64).to_le_bytes(), values.as_slice(), &self.codes.to_bytes()].concat()
    }

    /// Read what [`EncodedColumn::to_bytes`] wrote; `None` for other bytes.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        let length = usize::try_from(u64::from_le_bytes(*bytes.first_chunk()?)).ok()?;
        let end = length.checked_add(8).filter(|end| *end <= bytes.len())?;
        let (dictionary, lists) = postcard::from_bytes(bytes.get(8..end)?).ok()?;
        // The codes stay in the memory into which they were read: more would be left in pieces.
        bytes.drain(..end);
        let codes = Codes::from_bytes(bytes)?;
        Some(Self { codes, dictionary, lists })
    }
}
