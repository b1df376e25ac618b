//! What a Parquet file keeps as a column of its own: values of one type, and which rows have them.

use jiff::civil::Date;
use parquet::column::writer::ColumnWriter;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnPath;

use super::texts::{Texts, unquoted};
use crate::model::Type;

/// The values gathered so far.
pub struct Leaf {
    /// Where it stands in the file's schema.
    pub path: ColumnPath,
    /// Whether few values occur often.
    pub repeats: bool,
    values: Values,
    /// How much of its path is there for each value: 0 for null or an empty list.
    defined: Vec<i16>,
    /// Of a list, 1 for a further item and 0 for what starts a row.
    repeated: Vec<i16>,
}

/// What a leaf holds in the file.
enum Values {
    Text(Texts),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Bool(Vec<bool>),
    Day(Vec<i32>),
}

impl Leaf {
    /// Without values.
    pub fn new(path: &[&str], ty: Type, repeats: bool) -> Self {
        let values = match ty {
            Type::Integer => Values::Integer(Vec::new()),
            Type::Number => Values::Number(Vec::new()),
            Type::Bool => Values::Bool(Vec::new()),
            Type::Date => Values::Day(Vec::new()),
            _ => Values::Text(Texts::default()),
        };
        let path = path.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>().into();
        Self { path, repeats, values, defined: Vec::new(), repeated: Vec::new() }
    }

    /// Its line in the file's schema.
    pub fn definition(&self, repetition: &str, name: &str) -> String {
        let (physical, logical) = match self.values {
            Values::Text(_) => ("binary", " (UTF8)"),
            Values::Integer(_) => ("int64", ""),
            Values::Number(_) => ("double", ""),
            Values::Bool(_) => ("boolean", ""),
            Values::Day(_) => ("int32", " (DATE)"),
        };
        format!("{repetition} {physical} {name}{logical};")
    }

    /// Whether readers look for values between bounds, and so can skip rows when they know the least and the greatest.
    pub fn is_compared(&self) -> bool {
        let is_single = self.path.parts().len() == 1;
        is_single && (self.repeats || !matches!(self.values, Values::Text(_)))
    }

    /// Add a value as JSON has it, of which so much of the path is there whatever the value.
    pub fn push(&mut self, json: &str, above: i16, is_further: bool) {
        let is_there = json != "null"
            && match &mut self.values {
                Values::Text(texts) => unquoted(json).map(|text| texts.push(&text)),
                Values::Integer(integers) => json.parse().ok().map(|integer| integers.push(integer)),
                Values::Number(numbers) => json.parse().ok().map(|number| numbers.push(number)),
                Values::Bool(bools) => json.parse().ok().map(|bool| bools.push(bool)),
                Values::Day(days) => unquoted(json).and_then(|text| day(&text)).map(|day| days.push(day)),
            }
            .is_some();
        self.level(above + i16::from(is_there), is_further);
    }

    /// Add an item of a list of texts.
    pub fn item(&mut self, text: &str, is_further: bool) {
        if let Values::Text(texts) = &mut self.values {
            texts.push(text);
            self.level(1, is_further);
        }
    }

    /// Add a list that has nothing in it.
    pub fn push_empty(&mut self) {
        self.level(0, false);
    }

    fn level(&mut self, defined: i16, is_further: bool) {
        self.defined.push(defined);
        if self.path.parts().len() > 1 {
            self.repeated.push(i16::from(is_further));
        }
    }

    /// Write what was gathered and start anew.
    pub fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let defined = Some(self.defined.as_slice());
        let repeated = Some(self.repeated.as_slice()).filter(|repeated| !repeated.is_empty());
        match (writer, &mut self.values) {
            (ColumnWriter::ByteArrayColumnWriter(writer), Values::Text(texts)) => {
                writer.write_batch(&texts.take(), defined, repeated)
            }
            (ColumnWriter::Int64ColumnWriter(writer), Values::Integer(integers)) => {
                spent(integers, |integers| writer.write_batch(integers, defined, repeated))
            }
            (ColumnWriter::DoubleColumnWriter(writer), Values::Number(numbers)) => {
                spent(numbers, |numbers| writer.write_batch(numbers, defined, repeated))
            }
            (ColumnWriter::BoolColumnWriter(writer), Values::Bool(bools)) => {
                spent(bools, |bools| writer.write_batch(bools, defined, repeated))
            }
            (ColumnWriter::Int32ColumnWriter(writer), Values::Day(days)) => {
                spent(days, |days| writer.write_batch(days, defined, repeated))
            }
            _ => Err(ParquetError::General(format!("no writer for {}", self.path))),
        }?;
        self.defined.clear();
        self.repeated.clear();
        Ok(())
    }
}

/// Use values up and keep their place for the next ones.
fn spent<T, R>(values: &mut Vec<T>, write: impl FnOnce(&[T]) -> R) -> R {
    let done = write(values);
    values.clear();
    done
}

/// Days since 1970-01-01.
fn day(text: &str) -> Option<i32> {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    let day: Date = text.parse().ok()?;
    i32::try_from(day.duration_since(EPOCH).as_hours() / 24).ok()
}
