//! Rows as a Parquet file: text as UTF-8, numbers and truth values as such, dates as days, lists as lists.

use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value as Json};

use crate::query::{Query, SNIPPET};
use crate::schema::Type;
use crate::store::{Error, Line, Store};

/// Rows that are gathered before they are written: they bound the memory, and readers skip by them.
const GROUP: usize = 8192;

/// Write the rows that a query finds.
pub fn write(store: &Store, query: &Query, out: impl Write + Send) -> Result<(), Error> {
    let failed = |error: ParquetError| Error::File(format!("the Parquet file cannot be written: {error}"));
    let mut columns: Vec<Column> = query.shown().into_iter().map(|name| Column::new(query, name)).collect();
    let schema = parse_message_type(&message(&columns)).map_err(failed)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
    let (mut rows, mut failure) = (0, Ok(()));
    store.each(query, Line::Json, |line| {
        let row: Map<String, Json> = serde_json::from_str(line).unwrap_or_default();
        for column in &mut columns {
            column.push(row.get(column.name).unwrap_or(&Json::Null));
        }
        rows += 1;
        if rows % GROUP == 0 {
            failure = flush(&mut writer, &mut columns);
        }
        failure.is_ok()
    })?;
    failure.map_err(failed)?;
    if rows % GROUP > 0 {
        flush(&mut writer, &mut columns).map_err(failed)?;
    }
    writer.close().map(|_| ()).map_err(failed)
}

/// What a column holds in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Physical {
    Text,
    Json,
    Integer,
    Number,
    Bool,
    Day,
    List,
}

/// A column of the rows gathered so far.
struct Column {
    name: &'static str,
    physical: Physical,
    texts: Vec<ByteArray>,
    integers: Vec<i64>,
    numbers: Vec<f64>,
    bools: Vec<bool>,
    days: Vec<i32>,
    /// 1 for a value that is there, 0 for null or an empty list.
    defined: Vec<i16>,
    /// 1 for a further item of a list, 0 for what starts a row.
    repeated: Vec<i16>,
}

impl Column {
    fn new(query: &Query, name: &'static str) -> Self {
        let physical = match query.kind.column(name).map(|column| column.ty) {
            Some(Type::Integer) => Physical::Integer,
            Some(Type::Number) => Physical::Number,
            Some(Type::Bool) => Physical::Bool,
            Some(Type::Date) => Physical::Day,
            Some(Type::Refs(_) | Type::Texts) => Physical::List,
            Some(Type::Evidence | Type::Related) => Physical::Json,
            _ => Physical::Text,
        };
        debug_assert!(name == SNIPPET || query.kind.column(name).is_some());
        Self {
            name,
            physical,
            texts: Vec::new(),
            integers: Vec::new(),
            numbers: Vec::new(),
            bools: Vec::new(),
            days: Vec::new(),
            defined: Vec::new(),
            repeated: Vec::new(),
        }
    }

    /// Its line in the file's schema.
    fn definition(&self) -> String {
        let name = self.name;
        match self.physical {
            // JSON is marked as text, too: pandas and polars take a column marked as JSON for bytes.
            Physical::Text | Physical::Json => format!("optional binary {name} (UTF8);"),
            Physical::Integer => format!("optional int64 {name};"),
            Physical::Number => format!("optional double {name};"),
            Physical::Bool => format!("optional boolean {name};"),
            Physical::Day => format!("optional int32 {name} (DATE);"),
            Physical::List => {
                format!("required group {name} (LIST) {{ repeated group list {{ required binary element (UTF8); }} }}")
            }
        }
    }

    fn push(&mut self, value: &Json) {
        if self.physical == Physical::List {
            return self.push_list(value.as_array().map_or(&[], Vec::as_slice));
        }
        let there = match (self.physical, value) {
            (_, Json::Null) => false,
            (Physical::Text, Json::String(text)) => {
                self.texts.push(text.as_str().into());
                true
            }
            (Physical::Json, value) => {
                self.texts.push(value.to_string().as_str().into());
                true
            }
            (Physical::Integer, value) => value.as_i64().map(|integer| self.integers.push(integer)).is_some(),
            (Physical::Number, value) => value.as_f64().map(|number| self.numbers.push(number)).is_some(),
            (Physical::Bool, value) => value.as_bool().map(|bool| self.bools.push(bool)).is_some(),
            (Physical::Day, value) => value.as_str().and_then(day).map(|day| self.days.push(day)).is_some(),
            _ => false,
        };
        self.defined.push(i16::from(there));
    }

    fn push_list(&mut self, items: &[Json]) {
        let texts = items.iter().filter_map(Json::as_str);
        let before = self.texts.len();
        for (position, text) in texts.enumerate() {
            self.texts.push(text.into());
            self.defined.push(1);
            self.repeated.push(i16::from(position > 0));
        }
        if self.texts.len() == before {
            self.defined.push(0);
            self.repeated.push(0);
        }
    }

    /// Write what was gathered and start anew.
    fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let defined = Some(self.defined.as_slice());
        match writer {
            ColumnWriter::ByteArrayColumnWriter(writer) if self.physical == Physical::List => {
                writer.write_batch(&self.texts, defined, Some(&self.repeated))
            }
            ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&self.texts, defined, None),
            ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&self.integers, defined, None),
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&self.numbers, defined, None),
            ColumnWriter::BoolColumnWriter(writer) => writer.write_batch(&self.bools, defined, None),
            ColumnWriter::Int32ColumnWriter(writer) => writer.write_batch(&self.days, defined, None),
            _ => Err(ParquetError::General(format!("no writer for {}", self.name))),
        }?;
        self.texts.clear();
        self.integers.clear();
        self.numbers.clear();
        self.bools.clear();
        self.days.clear();
        self.defined.clear();
        self.repeated.clear();
        Ok(())
    }
}

fn message(columns: &[Column]) -> String {
    let mut text = "message rows {".to_owned();
    for column in columns {
        _ = write!(text, " {}", column.definition());
    }
    text + " }"
}

fn flush<W: Write + Send>(writer: &mut SerializedFileWriter<W>, columns: &mut [Column]) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut into) = group.next_column()? else { break };
        column.write(into.untyped())?;
        into.close()?;
    }
    group.close().map(|_| ())
}

/// Days since 1970-01-01.
fn day(text: &str) -> Option<i32> {
    let day: Date = text.parse().ok()?;
    Some((day - Date::constant(1970, 1, 1)).get_days())
}
