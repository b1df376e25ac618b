//! A column of the rows gathered for a Parquet file.

use jiff::civil::Date;
use parquet::column::writer::ColumnWriter;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnPath;

use super::texts::{Texts, members, unquoted};
use crate::model::{self, Filter, Type};
use crate::query::{Query, SNIPPET};

/// The values gathered so far.
pub struct Column {
    pub name: &'static str,
    /// Whether few values occur often.
    pub repeats: bool,
    values: Values,
    /// 1 for a value that is there, 0 for null or an empty list.
    defined: Vec<i16>,
    /// Of a list, 1 for a further item and 0 for what starts a row.
    repeated: Vec<i16>,
}

/// What a column holds in the file.
enum Values {
    Text(Texts),
    Json(Texts),
    List(Texts),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Bool(Vec<bool>),
    Day(Vec<i32>),
}

impl Column {
    /// Without values, for what a query shows under a name.
    pub fn new(query: &Query, name: &'static str) -> Self {
        let column = query.kind.column(name);
        debug_assert!(name == SNIPPET || column.is_some());
        let values = match column.map(|column| column.ty) {
            Some(Type::Integer) => Values::Integer(Vec::new()),
            Some(Type::Number) => Values::Number(Vec::new()),
            Some(Type::Bool) => Values::Bool(Vec::new()),
            Some(Type::Date) => Values::Day(Vec::new()),
            Some(Type::Refs(_) | Type::AnyRefs(_) | Type::Texts) => Values::List(Texts::default()),
            Some(Type::Evidence | Type::Related) => Values::Json(Texts::default()),
            _ => Values::Text(Texts::default()),
        };
        let repeats = column.is_some_and(repeats);
        Self { name, repeats, values, defined: Vec::new(), repeated: Vec::new() }
    }

    /// Its line in the file's schema.
    pub fn definition(&self) -> String {
        let name = self.name;
        match self.values {
            // JSON is marked as text, too: pandas and polars take a column marked as JSON for bytes.
            Values::Text(_) | Values::Json(_) => format!("optional binary {name} (UTF8);"),
            Values::Integer(_) => format!("optional int64 {name};"),
            Values::Number(_) => format!("optional double {name};"),
            Values::Bool(_) => format!("optional boolean {name};"),
            Values::Day(_) => format!("optional int32 {name} (DATE);"),
            Values::List(_) => {
                format!("required group {name} (LIST) {{ repeated group list {{ required binary element (UTF8); }} }}")
            }
        }
    }

    /// Where its values stand in the file's schema.
    pub fn path(&self) -> ColumnPath {
        let inner: &[&str] = if matches!(self.values, Values::List(_)) { &["list", "element"] } else { &[] };
        [self.name].iter().chain(inner).map(|part| (*part).to_owned()).collect::<Vec<_>>().into()
    }

    /// Whether readers look for values between bounds, and so can skip rows when they know the least and the greatest.
    pub fn is_compared(&self) -> bool {
        !matches!(self.values, Values::Text(_) | Values::Json(_) | Values::List(_)) || self.repeats
    }

    /// Add a value as JSON has it.
    pub fn push(&mut self, json: &str) {
        if let Values::List(texts) = &mut self.values {
            let before = self.defined.len();
            members(json, |text| {
                texts.push(text);
                self.repeated.push(i16::from(self.defined.len() > before));
                self.defined.push(1);
            });
            if self.defined.len() == before {
                self.defined.push(0);
                self.repeated.push(0);
            }
            return;
        }
        let is_there = json != "null"
            && match &mut self.values {
                Values::Text(texts) => unquoted(json).map(|text| texts.push(&text)),
                Values::Json(texts) => {
                    let _: () = texts.push(json);
                    Some(())
                }
                Values::Integer(integers) => json.parse().ok().map(|integer| integers.push(integer)),
                Values::Number(numbers) => json.parse().ok().map(|number| numbers.push(number)),
                Values::Bool(bools) => json.parse().ok().map(|bool| bools.push(bool)),
                Values::Day(days) => unquoted(json).and_then(|text| day(&text)).map(|day| days.push(day)),
                Values::List(_) => None,
            }
            .is_some();
        self.defined.push(i16::from(is_there));
    }

    /// Write what was gathered and start anew.
    pub fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let defined = Some(self.defined.as_slice());
        match (writer, &mut self.values) {
            (ColumnWriter::ByteArrayColumnWriter(writer), Values::List(texts)) => {
                writer.write_batch(&texts.take(), defined, Some(&self.repeated))
            }
            (ColumnWriter::ByteArrayColumnWriter(writer), Values::Text(texts) | Values::Json(texts)) => {
                writer.write_batch(&texts.take(), defined, None)
            }
            (ColumnWriter::Int64ColumnWriter(writer), Values::Integer(integers)) => {
                spent(integers, |integers| writer.write_batch(integers, defined, None))
            }
            (ColumnWriter::DoubleColumnWriter(writer), Values::Number(numbers)) => {
                spent(numbers, |numbers| writer.write_batch(numbers, defined, None))
            }
            (ColumnWriter::BoolColumnWriter(writer), Values::Bool(bools)) => {
                spent(bools, |bools| writer.write_batch(bools, defined, None))
            }
            (ColumnWriter::Int32ColumnWriter(writer), Values::Day(days)) => {
                spent(days, |days| writer.write_batch(days, defined, None))
            }
            _ => Err(ParquetError::General(format!("no writer for {}", self.name))),
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

/// What is filtered by has few values, but for ids and figures.
fn repeats(column: &model::Column) -> bool {
    match column.ty {
        Type::Number => false,
        Type::Edtf => true,
        _ => column.filter != Filter::None && column.name != "id",
    }
}

/// Days since 1970-01-01.
fn day(text: &str) -> Option<i32> {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    let day: Date = text.parse().ok()?;
    i32::try_from(day.duration_since(EPOCH).as_hours() / 24).ok()
}
