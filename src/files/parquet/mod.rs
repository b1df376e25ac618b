//! Rows as a Parquet file: text as UTF-8, numbers and truth values as such, dates as days, lists as lists.

mod column;
mod texts;

use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value as Json};

use self::column::Column;
use crate::query::Query;
use crate::store::{Error, Line, Store};

/// Rows that are gathered before they are written: they bound the memory, and readers skip by them.
const GROUP: usize = 4096;

/// Write the rows that a query finds.
pub fn write(store: &Store, query: &Query, out: impl Write + Send) -> Result<(), Error> {
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
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    gathered: usize,
}

impl<W: Write + Send> Rows<W> {
    fn new(query: &Query, out: W) -> Result<Self, ParquetError> {
        let columns: Vec<Column> = query.shown().into_iter().map(|name| Column::new(query, name)).collect();
        let schema = parse_message_type(&message(&columns))?;
        let writer = SerializedFileWriter::new(out, Arc::new(schema), properties(&columns))?;
        Ok(Self { writer, columns, gathered: 0 })
    }

    /// Add a row: `push` gives each column its value.
    fn add(&mut self, mut push: impl FnMut(usize, &mut Column)) -> Result<(), ParquetError> {
        for (position, column) in self.columns.iter_mut().enumerate() {
            push(position, column);
        }
        self.gathered += 1;
        if self.gathered == GROUP { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut into) = group.next_column()? else { break };
            column.write(into.untyped())?;
            into.close()?;
        }
        self.gathered = 0;
        group.close().map(|_| ())
    }

    fn finish(mut self) -> Result<(), ParquetError> {
        if self.gathered > 0 {
            self.flush()?;
        }
        self.writer.close().map(|_| ())
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
        .set_offset_index_disabled(true);
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
