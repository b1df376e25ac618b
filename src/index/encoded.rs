//! One column of all rows: the code of each row's value, and the values.
//!
//! A column of lists has a code for each different list, and a table from it to the codes of the list's members, so that
//! it is filtered and counted like any other.

use super::codes::Codes;
use super::dictionary::Dictionary;
use crate::model::Value;

/// A dictionary-encoded column.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodedColumn {
    /// By rank. 0: no value, an empty list, or a row of a kind that has no such column.
    pub codes: Codes,
    /// The distinct values, of lists those of their members.
    pub dictionary: Dictionary,
    /// Of a column of lists: what each list holds.
    lists: Option<Lists>,
}

/// The members of lists by the lists' codes, which are counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    members: Vec<u32>,
    /// Where the members of each list end.
    ends: Vec<u32>,
}

impl Lists {
    /// Add a list of members' codes.
    pub fn push(&mut self, members: &[u32]) {
        self.members.extend_from_slice(members);
        self.ends.push(u32::try_from(self.members.len()).unwrap_or(u32::MAX));
    }

    /// Put other codes in the place of the members'.
    pub fn replace(&mut self, codes: &[u32]) {
        self.members.iter_mut().for_each(|member| *member = codes[*member as usize]);
    }

    fn get(&self, code: u32) -> &[u32] {
        let Some(at) = (code as usize).checked_sub(1).filter(|at| *at < self.ends.len()) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.members[start as usize..self.ends[at] as usize]
    }
}

impl EncodedColumn {
    /// Of its parts.
    pub const fn new(codes: Codes, dictionary: Dictionary, lists: Option<Lists>) -> Self {
        Self { codes, dictionary, lists }
    }

    /// True for columns whose rows hold several values.
    pub const fn is_list(&self) -> bool {
        self.lists.is_some()
    }

    /// One more than the largest code of a row.
    pub fn width(&self) -> u32 {
        1 + self.lists.as_ref().map_or(self.dictionary.len(), |lists| u32::try_from(lists.ends.len()).unwrap_or(0))
    }

    /// The codes of the values behind the code of a row: its members where it is a list, else the code itself.
    pub fn values<'a>(&'a self, code: &'a u32) -> &'a [u32] {
        match &self.lists {
            Some(_) if *code == 0 => &[0],
            Some(lists) => lists.get(*code),
            None => std::slice::from_ref(code),
        }
    }

    /// The bytes that [`EncodedColumn::from_bytes`] reads, in two pieces: the values, and the code of each row.
    pub fn to_bytes(&self) -> [Vec<u8>; 2] {
        let mut values = self.dictionary.to_bytes();
        if let Some(lists) = &self.lists {
            let bytes = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
            let (length, lists) = (lists.ends.len() as u64, [bytes(&lists.ends), bytes(&lists.members)].concat());
            values = [&b"l"[..], &(values.len() as u64).to_le_bytes(), &values, &length.to_le_bytes(), &lists].concat();
        }
        [values, self.codes.to_bytes()]
    }

    /// Read what [`EncodedColumn::to_bytes`] wrote; `None` for other bytes.
    pub fn from_bytes(values: &[u8], codes: &[u8]) -> Option<Self> {
        let codes = Codes::from_bytes(codes)?;
        let Some(rest) = values.strip_prefix(b"l") else {
            return Some(Self { codes, dictionary: Dictionary::from_bytes(values)?, lists: None });
        };
        let numbers = |bytes: &[u8]| bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number)).collect();
        let (dictionary, rest) = counted(rest, 1)?;
        let (ends, members) = counted(rest, 4)?;
        let lists = Lists { ends: numbers(ends), members: numbers(members) };
        let is_whole =
            lists.ends.is_sorted() && lists.ends.last().map_or(0, |end| *end as usize) == lists.members.len();
        let lists = Some(lists).filter(|_| is_whole)?;
        Some(Self { codes, dictionary: Dictionary::from_bytes(dictionary)?, lists: Some(lists) })
    }

    /// Bytes of memory that it takes.
    pub fn size(&self) -> usize {
        let lists = self.lists.as_ref().map_or(0, |lists| 4 * (lists.ends.len() + lists.members.len()));
        self.codes.size() + self.dictionary.size() + lists
    }

    /// The value that a code of [`EncodedColumn::values`] stands for.
    pub fn value(&self, code: u32) -> Value {
        self.dictionary.value(code)
    }
}

/// Bytes behind their count, which is of pieces of so many bytes, and what follows them.
fn counted(bytes: &[u8], size: u64) -> Option<(&[u8], &[u8])> {
    let (count, bytes) = bytes.split_first_chunk()?;
    bytes.split_at_checked(usize::try_from(u64::from_le_bytes(*count).checked_mul(size)?).ok()?)
}
