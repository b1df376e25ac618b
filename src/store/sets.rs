//! Stored row sets: for each value that is filtered by, the ranks of the rows that hold it.
//!
//! They are gathered while rows are written, in rising rank, so that each row costs an append for each of its values.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::ddl;
use crate::model::{Column, Kind, Type, Value};

/// The name under which all rows of a kind are kept.
pub const ALL: &str = "n";

/// A column of more values than this has no sets: they would be many and small, and an index finds such rows as fast.
/// Where it is asked for by range, it has steps instead, see `steps`.
pub const MAX_SETS: usize = 4096;

/// The sets of one kind's rows.
pub struct Sets {
    all: RoaringBitmap,
    columns: Vec<(usize, &'static Column, Option<Held>)>,
}

/// A stored set: what it is found by, and the ranks in their serialised form.
pub struct Set {
    /// The parameter that asks for the column, with `<` after it for a step; [`ALL`] for all rows.
    pub name: String,
    /// The value as the column's table has it; null for the rows without one.
    pub value: Value,
    /// The ranks.
    pub rows: Vec<u8>,
}

/// The rows of each value of a column.
#[derive(Default)]
struct Held {
    none: RoaringBitmap,
    texts: HashMap<String, RoaringBitmap>,
    /// Numbers by their bits, whole numbers and truth values as they are.
    numbers: HashMap<i64, RoaringBitmap>,
}

impl Sets {
    /// Of a kind without rows yet.
    pub fn of(kind: &Kind) -> Self {
        let columns = kind.columns().enumerate().filter(|(_, column)| ddl::is_indexed(column));
        let columns = columns.map(|(position, column)| (position, column, Some(Held::default())));
        Self { all: RoaringBitmap::new(), columns: columns.collect() }
    }

    /// Add the row of rank `n`, which comes after all that were added. Columns beyond the end of `values` are null.
    pub fn add(&mut self, n: u32, values: &[Value]) {
        append(&mut self.all, n);
        for (position, column, held) in &mut self.columns {
            let Some(values_held) = held else { continue };
            values_held.add(n, values.get(*position).unwrap_or(&Value::Null));
            // Those of lists fill their link tables in the end, however many they are.
            if values_held.len() > MAX_SETS && !ddl::is_linked(column) {
                *held = None;
            }
        }
    }

    /// The rows of each member of each list, members and ranks rising.
    pub fn links(&self) -> impl Iterator<Item = (&'static Column, Vec<(&str, &RoaringBitmap)>)> {
        let linked = self.columns.iter().filter(|(_, column, _)| ddl::is_linked(column));
        linked.filter_map(|(_, column, held)| {
            let mut members: Vec<_> = held.as_ref()?.texts.iter().map(|(text, rows)| (text.as_str(), rows)).collect();
            members.sort_unstable_by_key(|(text, _)| *text);
            Some((*column, members))
        })
    }

    /// Every set, in an order that depends on the rows alone.
    pub fn finish(self) -> impl Iterator<Item = Set> {
        let all = std::iter::once(set(ALL.to_owned(), Value::Null, self.all));
        let few = |held: &Held| held.len() <= MAX_SETS;
        let columns = self.columns.into_iter();
        all.chain(columns.filter_map(move |(_, column, held)| Some(held.filter(few)?.finish(column))).flatten())
    }
}

impl Held {
    fn len(&self) -> usize {
        self.texts.len() + self.numbers.len()
    }

    fn add(&mut self, n: u32, value: &Value) {
        match value {
            Value::Text(text) => self.text(n, text),
            Value::Integer(integer) => self.number(n, *integer),
            Value::Bool(bool) => self.number(n, i64::from(*bool)),
            // SQLite knows no negative zero.
            Value::Number(number) => self.number(n, (number + 0.0).to_bits().cast_signed()),
            Value::List(items) if !items.is_empty() => items.iter().for_each(|item| self.text(n, item)),
            _ => append(&mut self.none, n),
        }
    }

    fn text(&mut self, n: u32, text: &str) {
        match self.texts.get_mut(text) {
            Some(rows) => append(rows, n),
            None => append(self.texts.entry(text.to_owned()).or_default(), n),
        }
    }

    fn number(&mut self, n: u32, number: i64) {
        append(self.numbers.entry(number).or_default(), n);
    }

    fn finish(self, column: &'static Column) -> impl Iterator<Item = Set> {
        let real = matches!(column.ty, Type::Number);
        let number = move |bits: i64| {
            if real { Value::Number(f64::from_bits(bits.cast_unsigned())) } else { Value::Integer(bits) }
        };
        let mut texts: Vec<_> = self.texts.into_iter().collect();
        texts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut numbers: Vec<_> = self.numbers.into_iter().collect();
        numbers.sort_unstable_by_key(|(number, _)| *number);
        let none = Some(self.none).filter(|rows| !rows.is_empty()).map(|rows| (Value::Null, rows));
        let texts = texts.into_iter().map(|(text, rows)| (Value::Text(text), rows));
        let numbers = numbers.into_iter().map(move |(bits, rows)| (number(bits), rows));
        none.into_iter().chain(texts).chain(numbers).map(|(value, rows)| set(column.param.to_owned(), value, rows))
    }
}

/// Ranks rise, and a row that holds a value twice holds it once.
fn append(rows: &mut RoaringBitmap, n: u32) {
    _ = rows.try_push(n);
}

/// Rows as they are stored.
pub fn set(name: String, value: Value, mut ranks: RoaringBitmap) -> Set {
    ranks.optimize();
    let mut rows = Vec::with_capacity(ranks.serialized_size());
    // A vector takes all that is written to it.
    _ = ranks.serialize_into(&mut rows);
    Set { name, value, rows }
}
