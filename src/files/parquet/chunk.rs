//! A column's part of a row group, encoded while the group's rows come in.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::column::page::{CompressedPage, PageWriteSpec, PageWriter};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

/// The pages so far, compressed. A file has its columns one after the other, rows come with all of them.
pub struct Chunk {
    /// What takes the values.
    pub writer: ColumnWriter<'static>,
    pages: Shared,
}

impl Chunk {
    /// Without values yet.
    pub fn new(column: ColumnDescPtr, properties: WriterPropertiesPtr) -> Self {
        let pages = Shared::default();
        let sink = Pages(TrackedWrite::new(pages.clone()));
        Self { writer: get_column_writer(column, properties, Box::new(sink)), pages }
    }

    /// All its bytes, and what the file's footer says of them.
    pub fn finish(self) -> Result<(Bytes, ColumnCloseResult), ParquetError> {
        let closed = self.writer.close()?;
        let bytes = self.pages.take();
        Ok((bytes.into(), closed))
    }
}

/// Bytes that are read while their writer, which has them too, is still at work.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    /// The bytes so far; none are left.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The library's own page writer borrows where it writes to; this one owns it.
struct Pages(TrackedWrite<Shared>);

impl PageWriter for Pages {
    fn write_page(&mut self, page: CompressedPage) -> Result<PageWriteSpec, ParquetError> {
        SerializedPageWriter::new(&mut self.0).write_page(page)
    }

    fn close(&mut self) -> Result<(), ParquetError> {
        Ok(self.0.flush()?)
    }
}
