//! A column while rows come in: texts get codes in the order in which they are first seen, and those of their order when
//! all are known.

use std::collections::HashMap;

use super::codes::Codes;
use super::dictionary::Dictionary;
use super::encoded::{EncodedColumn, Lists};
use crate::model::{Type, Value};

/// What is known of a column so far.
pub enum ColumnBuilder {
    /// Of texts, or of lists of them: the codes for now, of texts and of lists.
    Texts(Codes, Seen<Box<str>>, Option<Seen<Box<[u32]>>>),
    /// Of numbers, NaN where there is none: they are too various to be looked up one by one. True for whole ones.
    Numbers(Vec<f64>, bool),
}

/// What was seen, with the codes for now.
type Seen<T> = HashMap<T, u32>;

impl ColumnBuilder {
    /// A column of that type without rows.
    pub fn new(ty: Type) -> Self {
        match ty {
            Type::Number => Self::Numbers(Vec::new(), false),
            Type::Integer | Type::Bool => Self::Numbers(Vec::new(), true),
            Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => {
                Self::Texts(Codes::default(), Seen::new(), Some(Seen::new()))
            }
            _ => Self::Texts(Codes::default(), Seen::new(), None),
        }
    }

    /// Add the next row.
    #[expect(clippy::cast_precision_loss, reason = "whole numbers in the data are far below 2^53")]
    pub fn push(&mut self, value: &Value) {
        match self {
            Self::Texts(codes, texts, lists) => codes.push(match (value, lists) {
                (Value::List(items), Some(lists)) if !items.is_empty() => {
                    let members: Vec<u32> = items.iter().map(|item| code(texts, item.as_str())).collect();
                    code(lists, members.as_slice())
                }
                (Value::Text(text), None) => code(texts, text.as_str()),
                _ => 0,
            }),
            Self::Numbers(numbers, _) => numbers.push(match value {
                Value::Integer(integer) => *integer as f64,
                Value::Bool(bool) => f64::from(u8::from(*bool)),
                // SQLite knows no negative zero.
                Value::Number(number) => number + 0.0,
                _ => f64::NAN,
            }),
        }
    }

    /// The column of all the rows that were added.
    pub fn finish(self) -> EncodedColumn {
        match self {
            Self::Texts(codes, texts, lists) => {
                let mut texts: Vec<(Box<str>, u32)> = texts.into_iter().collect();
                texts.sort_unstable();
                let mut new = vec![0; texts.len() + 1];
                (1..).zip(&texts).for_each(|(code, (_, old))| new[*old as usize] = code);
                let texts: Vec<&str> = texts.iter().map(|(text, _)| &**text).collect();
                let dictionary = Dictionary::of_texts(&texts);
                let Some(seen) = lists else {
                    return EncodedColumn { codes: codes.map(|old| new[old as usize]), dictionary, lists: None };
                };
                let mut seen: Vec<_> = seen.into_iter().collect();
                seen.sort_unstable_by_key(|(_, code)| *code);
                let mut lists = Lists::default();
                for (members, _) in seen {
                    lists.push(members.iter().map(|old| new[*old as usize]));
                }
                EncodedColumn { codes, dictionary, lists: Some(lists) }
            }
            Self::Numbers(numbers, are_whole) => {
                let mut distinct: Vec<f64> = numbers.iter().copied().filter(|number| !number.is_nan()).collect();
                distinct.sort_unstable_by(f64::total_cmp);
                distinct.dedup();
                let place = |number: f64| distinct.partition_point(|other| *other <= number);
                let code = |number: f64| if number.is_nan() { 0 } else { u32::try_from(place(number)).unwrap_or(0) };
                let codes = numbers.into_iter().map(code).collect();
                let dictionary = if are_whole { Dictionary::Integers(distinct) } else { Dictionary::Numbers(distinct) };
                EncodedColumn { codes, dictionary, lists: None }
            }
        }
    }
}

/// The code for now of what was seen, or is seen for the first time.
fn code<T: ?Sized + Eq + std::hash::Hash>(seen: &mut Seen<Box<T>>, value: &T) -> u32
where
    for<'a> Box<T>: From<&'a T>,
{
    if let Some(code) = seen.get(value) {
        return *code;
    }
    let code = u32::try_from(seen.len() + 1).unwrap_or(u32::MAX);
    seen.insert(value.into(), code);
    code
}
