//! The distinct values of a column in their order; the place of a value among them, counted from 1, is its code.
//!
//! Texts are in the order of their bytes and numbers in that of their size, as SQLite sorts them. Code 0 stands for rows
//! without a value.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::model::Value;

/// Values in rising order, each once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Dictionary {
    /// Texts, codes, days: one after the other, and where each ends.
    Texts(String, Vec<u32>),
    /// Whole numbers; truth values as 0 and 1.
    Integers(Vec<f64>),
    /// Other numbers.
    Numbers(Vec<f64>),
}

impl Dictionary {
    /// Of texts that rise.
    pub fn of_texts<T: AsRef<str>>(texts: &[T]) -> Self {
        let (mut bytes, mut ends) = (String::new(), Vec::new());
        for text in texts {
            bytes.push_str(text.as_ref());
            ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        Self::Texts(bytes, ends)
    }

    /// How many values there are, which is the largest code.
    pub fn values(&self) -> u32 {
        let length = match self {
            Self::Texts(_, ends) => ends.len(),
            Self::Integers(numbers) | Self::Numbers(numbers) => numbers.len(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// The value of a code; [`Value::Null`] for 0 and for what is no code.
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers that were read as such")]
    pub fn value(&self, code: u32) -> Value {
        let Some(at) = code.checked_sub(1).filter(|at| *at < self.values()) else { return Value::Null };
        match self {
            Self::Texts(..) => Value::Text(self.text(at as usize).to_owned()),
            Self::Integers(numbers) => Value::Integer(numbers[at as usize] as i64),
            Self::Numbers(numbers) => Value::Number(numbers[at as usize]),
        }
    }

    fn text(&self, at: usize) -> &str {
        let Self::Texts(bytes, ends) = self else { return "" };
        let start = if at == 0 { 0 } else { ends[at - 1] };
        bytes.get(start as usize..ends[at] as usize).unwrap_or_default()
    }

    /// The code of a value; 0 for [`Value::Null`], `None` for a value that no row has.
    pub fn code(&self, value: &Value) -> Option<u32> {
        if value.is_null() {
            return Some(0);
        }
        let (below, up_to) = (self.below(value), self.up_to(value));
        (below < up_to).then_some(up_to)
    }

    /// How many values are less than `value`.
    pub fn below(&self, value: &Value) -> u32 {
        self.partition_point(std::cmp::Ordering::is_lt, value)
    }

    /// How many values are less than `value` or equal to it.
    pub fn up_to(&self, value: &Value) -> u32 {
        self.partition_point(std::cmp::Ordering::is_le, value)
    }

    fn partition_point(&self, is_before: impl Fn(Ordering) -> bool, value: &Value) -> u32 {
        let (mut from, mut to) = (0, self.values());
        while from < to {
            let middle = u32::midpoint(from, to);
            if is_before(self.compare(middle as usize, value)) { from = middle + 1 } else { to = middle }
        }
        from
    }

    /// Compare the value at a place, counted from 0, with another.
    #[expect(clippy::cast_precision_loss, reason = "whole numbers in the data are far below 2^53")]
    fn compare(&self, at: usize, value: &Value) -> Ordering {
        match (self, value) {
            (Self::Texts(..), Value::Text(text)) => self.text(at).as_bytes().cmp(text.as_bytes()),
            (
                Self::Integers(numbers) | Self::Numbers(numbers),
                Value::Integer(_) | Value::Bool(_) | Value::Number(_),
            ) => {
                numbers[at].total_cmp(&match value {
                    Value::Integer(integer) => *integer as f64,
                    Value::Bool(bool) => f64::from(u8::from(*bool)),
                    // SQLite knows no negative zero.
                    Value::Number(number) => number + 0.0,
                    _ => f64::NAN,
                })
            }
            // A value of another type is beyond all values.
            _ => Ordering::Less,
        }
    }
}
