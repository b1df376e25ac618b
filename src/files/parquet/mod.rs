//! Rows as a Parquet file: text as UTF-8, numbers and truth values as such, dates as days, lists as lists.

mod chunk;
mod column;
mod texts;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value as Json};

use self::chunk::Chunk;
use self::column::Column;
use super::Take;
use crate::query::Query;
use crate::store::{Error, Line, Store};

/// Rows that are gathered before they are encoded.
const BATCH: usize = 256;
/// Rows in the first group, which goes out soon, and in the largest: each has twice as many as the one before. Every group
/// costs memory until the end, for the footer tells of it, and its readers a request.
const GROUP: (usize, usize) = (16 * BATCH, 64 * BATCH);
/// Bytes of a page before it is compressed.
const PAGE: usize = 64 * 1024;

/// Hand the file of the rows that a query finds to `take`, until it says false.
pub fn pieces(store: &Store, query: &Query, take: &mut Take) -> Result<(), Error> {
    let mut out = Pieces { take, ended: false };
    let written = write(store, query, &mut out);
    if out.ended { Ok(()) } else { written }
}

/// What is written goes to `take`.
struct Pieces<'a, 'b> {
    take: &'a mut Take<'b>,
    ended: bool,
}

impl Write for Pieces<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ended = self.ended || !(self.take)(bytes);
        if self.ended { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write(store: &Store, query: &Query, out: impl Write + Send) -> Result<(), Error> {
    let mut rows = Rows::new(query, out).map_err(failed)?;
    let mut failure = Ok(());
    let declared: Option<Vec<_>> = query.shown().into_iter().map(|name| query.kind.column(name)).collect();
    match declared.filter(|_| query.as_of.is_none()) {
        Some(columns) => store.each_row(query, &columns, |row| {
            failure = rows.add(|position, column| column.push(row.cell(position)));
            failure.is_ok()
        }),
        // What is not in the table as it is wanted is read as other formats read it.
        None => store.each(query, Line::Json, |line| {
            let row: Map<String, Json> = serde_json::from_str(line).unwrap_or_default();
            failure = rows.add(|_, column| column.push_json(row.get(column.name).unwrap_or(&Json::Null)));
            failure.is_ok()
        }),
    }?;
    failure.and_then(|()| rows.finish()).map_err(failed)
}

/// The file, and the rows that are not in it yet.
struct Rows<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    gathered: usize,
    /// The group that is being made.
    chunks: Vec<Chunk>,
    encoded: usize,
    group: usize,
}

impl<W: Write + Send> Rows<W> {
    fn new(query: &Query, out: W) -> Result<Self, ParquetError> {
        let columns: Vec<Column> = query.shown().into_iter().map(|name| Column::new(query, name)).collect();
        let schema = parse_message_type(&message(&columns))?;
        let file = SerializedFileWriter::new(out, Arc::new(schema), properties(&columns))?;
        Ok(Self { file, columns, gathered: 0, chunks: Vec::new(), encoded: 0, group: GROUP.0 })
    }

    /// Add a row: `push` gives each column its value.
    fn add(&mut self, mut push: impl FnMut(usize, &mut Column)) -> Result<(), ParquetError> {
        for (position, column) in self.columns.iter_mut().enumerate() {
            push(position, column);
        }
        self.gathered += 1;
        if self.gathered < BATCH {
            return Ok(());
        }
        self.encode()?;
        if self.encoded < self.group { Ok(()) } else { self.end_group() }
    }

    fn encode(&mut self) -> Result<(), ParquetError> {
        if self.chunks.is_empty() {
            let columns = self.file.schema_descr().columns().iter();
            self.chunks = columns.map(|column| Chunk::new(column.clone(), self.file.properties().clone())).collect();
        }
        for (column, chunk) in self.columns.iter_mut().zip(&mut self.chunks) {
            column.write(&mut chunk.writer)?;
        }
        self.encoded += std::mem::take(&mut self.gathered);
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for chunk in self.chunks.drain(..) {
            let (bytes, closed) = chunk.finish()?;
            group.append_column(&bytes, closed)?;
        }
        self.encoded = 0;
        self.group = GROUP.1.min(2 * self.group);
        group.close().map(|_| ())
    }

    fn finish(mut self) -> Result<(), ParquetError> {
        if self.gathered > 0 {
            self.encode()?;
        }
        if self.encoded > 0 {
            self.end_group()?;
        }
        self.file.close().map(|_| ())
    }
}

fn message(columns: &[Column]) -> String {
    let mut text = "message rows {".to_owned();
    for column in columns {
        _ = write!(text, " {}", column.definition());
    }
    text + " }"
}

/// Dictionaries and bounds cost time for every value, so only columns have them to which they are of use.
fn properties(columns: &[Column]) -> WriterPropertiesPtr {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_data_page_size_limit(PAGE)
        .set_data_page_row_count_limit(GROUP.0);
    let properties = columns.iter().fold(properties, |properties, column| {
        let properties = properties.set_column_dictionary_enabled(column.path(), column.repeats);
        if column.is_compared() {
            return properties;
        }
        properties.set_column_statistics_enabled(column.path(), EnabledStatistics::None)
    });
    Arc::new(properties.build())
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn failed(error: ParquetError) -> Error {
    Error::File(format!("the Parquet file cannot be written: {error}"))
}
