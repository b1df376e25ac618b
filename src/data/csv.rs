//! Rows of `<kind>.csv`, in exactly the columns that the service's own CSV has.

use std::sync::Arc;

use super::folder::Source;
use super::{Cell, Field, Folder, Row};
use crate::model::{Finding, Kind, Origin, Place};
use crate::suggest::nearest;

type Reader = ::csv::Reader<Box<dyn Source>>;

/// Rows are read again one at a time, so a buffer much longer than a row would be filled in vain.
const BUFFER: usize = 4096;

/// The CSV file of a kind.
pub struct Table {
    file: Arc<str>,
    header: Vec<String>,
    reader: Reader,
    record: ::csv::StringRecord,
}

impl Table {
    /// Open the file of a kind, if there is one; what is wrong with its header becomes findings.
    pub fn open(folder: &Folder, kind: &'static Kind, findings: &mut Vec<Finding>) -> Option<Self> {
        let name = format!("{}.csv", kind.name);
        let file = folder.show(&name);
        let reader = match folder.open(&name) {
            Ok(reader) => reader?,
            Err(error) => {
                findings.push(Finding::at(&file, 1, format!("cannot be read: {error}")));
                return None;
            }
        };
        // With its own choice of line ends the reader counts the line of a CRLF file one too low, so it takes LF alone
        // and `row` drops the CR.
        let mut builder = ::csv::ReaderBuilder::new();
        let mut reader = builder.buffer_capacity(BUFFER).terminator(::csv::Terminator::Any(b'\n')).from_reader(reader);
        match header(&mut reader, kind) {
            Ok(header) => Some(Self { file, header, reader, record: ::csv::StringRecord::new() }),
            Err(reasons) => {
                findings.extend(reasons.into_iter().map(|reason| Finding::at(&file, 1, reason)));
                None
            }
        }
    }

    /// The next row that can be read, and where in the file it starts; the others become findings.
    pub fn next(&mut self, findings: &mut Vec<Finding>) -> Option<(Row, u64)> {
        loop {
            match self.reader.read_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) => {
                    let start = self.record.position().map_or(0, ::csv::Position::byte);
                    return Some((row(&self.file, &self.header, &self.record), start));
                }
                Err(error) => findings.push(unreadable(&self.file, &error)),
            }
        }
    }

    /// The row that starts at a place in the file; `None` when there is none any more.
    pub fn at(&mut self, start: u64, line: usize) -> Option<Row> {
        let mut position = ::csv::Position::new();
        position.set_byte(start).set_line(line as u64);
        self.reader.seek(position).ok()?;
        let read = self.reader.read_record(&mut self.record).ok()?;
        read.then(|| row(&self.file, &self.header, &self.record))
    }
}

/// The column names, or everything that is wrong with them.
fn header(reader: &mut Reader, kind: &Kind) -> Result<Vec<String>, Vec<String>> {
    let header = reader.headers().map_err(|error| vec![format!("the header cannot be read: {error}")])?;
    let header: Vec<String> =
        header.iter().map(|name| name.trim_start_matches('\u{feff}').trim_end_matches('\r').to_owned()).collect();
    let known: Vec<&str> = kind.shown().map(|column| column.name).collect();
    let mut reasons = Vec::new();
    for (position, name) in header.iter().enumerate() {
        if !known.contains(&name.as_str()) {
            reasons.push(format!("`{name}` is no column of {}{}", kind.name, nearest(name, known.iter().copied())));
        } else if header[..position].contains(name) {
            reasons.push(format!("the column `{name}` stands twice; once would be right"));
        }
    }
    // Columns that the program computes may be left out: they are computed anew.
    let needed = kind.shown().filter(|column| column.origin == Origin::File).map(|column| column.name);
    let missing = needed.filter(|name| !header.iter().any(|column| column == name));
    reasons.extend(missing.map(|name| format!("the column `{name}` is missing; the columns are {}", known.join(","))));
    if reasons.is_empty() { Ok(header) } else { Err(reasons) }
}

fn row(file: &Arc<str>, header: &[String], record: &::csv::StringRecord) -> Row {
    let line = record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
    let cells = record.iter().map(|cell| cell.strip_suffix('\r').unwrap_or(cell));
    let fields = header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    Row {
        place: Place { file: Arc::clone(file), line },
        fields: fields.map(|(key, cell)| Field { key: key.clone(), line, cell: Cell::Csv(cell.to_owned()) }).collect(),
    }
}

fn unreadable(file: &Arc<str>, error: &::csv::Error) -> Finding {
    let line = error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
    let reason = match error.kind() {
        ::csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} cells; the header has {expected_len}")
        }
        ::csv::ErrorKind::Utf8 { .. } => "the row is not UTF-8; save the file as UTF-8".to_owned(),
        _ => format!("the row cannot be read: {error}"),
    };
    Finding::at(file, line, reason)
}
