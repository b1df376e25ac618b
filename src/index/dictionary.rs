//! The distinct values of a column in their order; the place of a value among them, counted from 1, is its code.
//!
//! Texts are in the order of their bytes and numbers in that of their size, as SQLite sorts them. Code 0 stands for rows
//! without a value.

use std::cmp::Ordering;

use crate::model::Value;

/// Values in rising order, each once.
#[derive(Debug, Clone, PartialEq)]
pub enum Dictionary {
    /// Texts, codes, days.
    Texts(Texts),
    /// Whole numbers; truth values as 0 and 1.
    Integers(Vec<i64>),
    /// Other numbers.
    Numbers(Vec<f64>),
}

/// Texts one after the other in one piece of memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    /// Where each ends; the next one starts there.
    ends: Vec<u32>,
}

impl Texts {
    /// Add a text.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.bytes[start as usize..self.ends[at] as usize]
    }
}

impl Dictionary {
    /// How many values there are, which is the largest code.
    pub fn len(&self) -> u32 {
        let length = match self {
            Self::Texts(texts) => texts.ends.len(),
            Self::Integers(integers) => integers.len(),
            Self::Numbers(numbers) => numbers.len(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// True when no row has a value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a code; [`Value::Null`] for 0 and for what is no code.
    pub fn value(&self, code: u32) -> Value {
        let Some(at) = (code as usize).checked_sub(1).filter(|_| code <= self.len()) else { return Value::Null };
        match self {
            Self::Texts(texts) => Value::Text(texts.get(at).to_owned()),
            Self::Integers(integers) => Value::Integer(integers[at]),
            Self::Numbers(numbers) => Value::Number(numbers[at]),
        }
    }

    /// The code of a value; 0 for [`Value::Null`], `None` for a value that no row has.
    pub fn code(&self, value: &Value) -> Option<u32> {
        if value.is_null() {
            return Some(0);
        }
        let below = self.below(value);
        (below < self.len() && self.compare(below, value).is_eq()).then_some(below + 1)
    }

    /// How many values are less than `value`.
    pub fn below(&self, value: &Value) -> u32 {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = u32::midpoint(from, to);
            if self.compare(middle, value).is_lt() { from = middle + 1 } else { to = middle }
        }
        from
    }

    /// How many values are less than `value` or equal to it.
    pub fn up_to(&self, value: &Value) -> u32 {
        let below = self.below(value);
        below + u32::from(below < self.len() && self.compare(below, value).is_eq())
    }

    /// Compare the value at a place, counted from 0, with another.
    #[expect(clippy::cast_precision_loss, reason = "whole numbers in the data are far below 2^53")]
    fn compare(&self, at: u32, value: &Value) -> Ordering {
        let at = at as usize;
        match (self, value) {
            (Self::Texts(texts), Value::Text(text)) => texts.get(at).as_bytes().cmp(text.as_bytes()),
            (Self::Integers(integers), Value::Integer(integer)) => integers[at].cmp(integer),
            (Self::Integers(integers), Value::Bool(bool)) => integers[at].cmp(&i64::from(*bool)),
            (Self::Integers(integers), Value::Number(number)) => (integers[at] as f64).total_cmp(number),
            (Self::Numbers(numbers), Value::Number(number)) => numbers[at].total_cmp(&(number + 0.0)),
            // A value of another type is beyond all values.
            _ => Ordering::Less,
        }
    }

    /// The bytes that [`Dictionary::from_bytes`] reads: what it holds, then the values, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Self::Texts(texts) => {
                bytes.push(b't');
                bytes.extend_from_slice(&self.len().to_le_bytes());
                bytes.extend(texts.ends.iter().flat_map(|end| end.to_le_bytes()));
                bytes.extend_from_slice(texts.bytes.as_bytes());
            }
            Self::Integers(integers) => {
                bytes.push(b'i');
                bytes.extend(integers.iter().flat_map(|integer| integer.to_le_bytes()));
            }
            Self::Numbers(numbers) => {
                bytes.push(b'n');
                bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            }
        }
        bytes
    }

    /// Read what [`Dictionary::to_bytes`] wrote; `None` for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, bytes) = bytes.split_first()?;
        Some(match kind {
            b't' => {
                let (length, bytes) = bytes.split_first_chunk()?;
                let (ends, texts) = bytes.split_at_checked(4 * u32::from_le_bytes(*length) as usize)?;
                let ends: Vec<u32> = ends.as_chunks().0.iter().map(|end| u32::from_le_bytes(*end)).collect();
                let texts = Texts { bytes: String::from_utf8(texts.to_vec()).ok()?, ends };
                let is_whole = texts.ends.is_sorted()
                    && texts.ends.last().map_or(0, |end| *end as usize) == texts.bytes.len()
                    && texts.ends.iter().all(|end| texts.bytes.is_char_boundary(*end as usize));
                Self::Texts(Some(texts).filter(|_| is_whole)?)
            }
            b'i' => Self::Integers(bytes.as_chunks().0.iter().map(|integer| i64::from_le_bytes(*integer)).collect()),
            b'n' => Self::Numbers(bytes.as_chunks().0.iter().map(|number| f64::from_le_bytes(*number)).collect()),
            _ => return None,
        })
    }

    /// Bytes of memory that it takes.
    pub fn size(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.bytes.len() + texts.ends.len() * 4,
            Self::Integers(integers) => integers.len() * 8,
            Self::Numbers(numbers) => numbers.len() * 8,
        }
    }
}
