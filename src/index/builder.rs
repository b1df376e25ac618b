//! A column while rows come in: values get codes in the order in which they are first seen, and those of their order when
//! all are known.

use std::collections::HashMap;

use super::codes::Codes;
use super::dictionary::{Dictionary, Texts};
use super::encoded::{EncodedColumn, Lists};
use crate::model::Type;
use crate::model::Value;

/// What is known of a column so far.
pub struct ColumnBuilder {
    codes: Codes,
    distinct: Distinct,
    lists: Option<HashMap<Box<[u32]>, u32>>,
}

/// The values seen, each with the code that it has for now.
enum Distinct {
    Texts(HashMap<Box<str>, u32>),
    Integers(HashMap<i64, u32>),
    /// By their bits.
    Numbers(HashMap<u64, u32>),
}

impl ColumnBuilder {
    /// A column of that type without rows.
    pub fn new(ty: Type) -> Self {
        let distinct = match ty {
            Type::Number => Distinct::Numbers(HashMap::new()),
            Type::Integer | Type::Bool => Distinct::Integers(HashMap::new()),
            _ => Distinct::Texts(HashMap::new()),
        };
        let lists = matches!(ty, Type::Refs(_) | Type::Texts).then(HashMap::new);
        Self { codes: Codes::default(), distinct, lists }
    }

    /// Add the next row.
    pub fn push(&mut self, value: &Value) {
        let code = match value {
            Value::List(items) if !items.is_empty() => {
                let members: Box<[u32]> = items.iter().map(|item| self.distinct.text(item)).collect();
                let lists = self.lists.get_or_insert_default();
                let next = next(lists.len());
                *lists.entry(members).or_insert(next)
            }
            Value::Text(text) => self.distinct.text(text),
            Value::Integer(integer) => self.distinct.integer(*integer),
            Value::Bool(bool) => self.distinct.integer(i64::from(*bool)),
            Value::Number(number) => self.distinct.number(*number),
            _ => 0,
        };
        self.codes.push(code);
    }

    /// The column of all the rows that were added.
    pub fn finish(mut self) -> EncodedColumn {
        let (dictionary, codes) = self.distinct.sorted();
        let lists = self.lists.map(|seen| {
            let mut by_code: Vec<(Box<[u32]>, u32)> = seen.into_iter().collect();
            by_code.sort_unstable_by_key(|(_, code)| *code);
            let mut lists = Lists::default();
            by_code.iter().for_each(|(members, _)| lists.push(members));
            lists.replace(&codes);
            lists
        });
        if lists.is_none() {
            self.codes.replace(&codes);
        }
        EncodedColumn::new(self.codes, dictionary, lists)
    }
}

impl Distinct {
    fn text(&mut self, text: &str) -> u32 {
        let Self::Texts(seen) = self else { return 0 };
        if let Some(code) = seen.get(text) {
            return *code;
        }
        let code = next(seen.len());
        seen.insert(text.into(), code);
        code
    }

    fn integer(&mut self, integer: i64) -> u32 {
        let Self::Integers(seen) = self else { return 0 };
        let next = next(seen.len());
        *seen.entry(integer).or_insert(next)
    }

    fn number(&mut self, number: f64) -> u32 {
        let Self::Numbers(seen) = self else { return 0 };
        let next = next(seen.len());
        // SQLite knows no negative zero.
        *seen.entry((number + 0.0).to_bits()).or_insert(next)
    }

    /// The values in their order, and by each code of now the one that it has there.
    fn sorted(self) -> (Dictionary, Vec<u32>) {
        match self {
            Self::Texts(seen) => {
                let (values, codes) = in_order(seen, |a, b| a.as_bytes().cmp(b.as_bytes()));
                let mut texts = Texts::default();
                values.iter().for_each(|text| texts.push(text));
                (Dictionary::Texts(texts), codes)
            }
            Self::Integers(seen) => {
                let (values, codes) = in_order(seen, Ord::cmp);
                (Dictionary::Integers(values), codes)
            }
            Self::Numbers(seen) => {
                let seen = seen.into_iter().map(|(bits, code)| (f64::from_bits(bits), code));
                let (values, codes) = in_order(seen, f64::total_cmp);
                (Dictionary::Numbers(values), codes)
            }
        }
    }
}

fn in_order<T>(
    seen: impl IntoIterator<Item = (T, u32)>,
    compare: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> (Vec<T>, Vec<u32>) {
    let mut seen: Vec<(T, u32)> = seen.into_iter().collect();
    seen.sort_unstable_by(|(a, _), (b, _)| compare(a, b));
    let mut codes = vec![0; seen.len() + 1];
    (1..).zip(&seen).for_each(|(new, (_, old))| codes[*old as usize] = new);
    (seen.into_iter().map(|(value, _)| value).collect(), codes)
}

/// The code of the next value after so many.
fn next(seen: usize) -> u32 {
    u32::try_from(seen + 1).unwrap_or(u32::MAX)
}
