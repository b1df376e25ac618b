//! Rows as a Parquet file: text as UTF-8, numbers and truth values as such, dates as days, lists as lists, evidence and
//! relations as lists of structs.

mod chunk;
mod column;
mod leaf;
mod object;
mod texts;

use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, TryFutureExt, stream};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use self::chunk::{Chunk, Shared};
use self::column::Column;
use self::object::Object;
use crate::query::Query;
use crate::render::lines::Line;
use crate::store::{Error, Export, Store};

/// Rows that are gathered before they are encoded.
const BATCH: usize = 256;
/// Rows in the first group, which goes out soon, and in the largest: each has twice as many as the one before. Every group
/// costs memory until the end, for the footer tells of it, and its readers a request.
const GROUP: (usize, usize) = (16 * BATCH, 64 * BATCH);
/// Bytes of a page before it is compressed.
const PAGE: usize = 64 * 1024;

/// The file of the rows that a query finds: its pieces go out while it is made.
pub fn pieces(store: Arc<Store>, query: Query) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    let begin = async move {
        let out = Shared::default();
        let rows = Rows::new(&query, out.clone()).map_err(failed)?;
        Ok(stream::try_unfold((store.export(query, Line::Json).await?, Some(rows), out), next))
    };
    begin.try_flatten_stream()
}

type State = (Export, Option<Rows<Shared>>, Shared);

/// What is written of the file once the next rows are in it.
async fn next((mut export, mut rows, out): State) -> Result<Option<(Bytes, State)>, Error> {
    while let Some(file) = &mut rows {
        match export.next().await? {
            Some(lines) => lines.lines().try_for_each(|line| file.add(line)).map_err(failed)?,
            None => rows.take().map_or(Ok(()), Rows::finish).map_err(failed)?,
        }
        let piece = out.take();
        if !piece.is_empty() {
            return Ok(Some((piece.into(), (export, rows, out))));
        }
    }
    Ok(None)
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

    /// Add a row, a JSON object with a value for each column in their order.
    fn add(&mut self, line: &str) -> Result<(), ParquetError> {
        let columns = &mut self.columns;
        let read = Object::read(line, |place, value| {
            if let Some(column) = columns.get_mut(place) {
                column.push(value);
            }
        });
        read.map_err(|error| ParquetError::General(error.to_string()))?;
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
        let leaves = self.columns.iter_mut().flat_map(|column| &mut column.leaves);
        for (leaf, chunk) in leaves.zip(&mut self.chunks) {
            leaf.write(&mut chunk.writer)?;
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
    let leaves = columns.iter().flat_map(|column| &column.leaves);
    let properties = leaves.fold(properties, |properties, leaf| {
        let properties = properties.set_column_dictionary_enabled(leaf.path.clone(), leaf.repeats);
        if leaf.is_compared() {
            return properties;
        }
        properties.set_column_statistics_enabled(leaf.path.clone(), EnabledStatistics::None)
    });
    Arc::new(properties.build())
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn failed(error: ParquetError) -> Error {
    Error::Failed(format!("the Parquet file cannot be written: {error}"))
}
