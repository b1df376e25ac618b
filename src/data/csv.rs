//! Rows of `<kind>.csv`, in exactly the columns that the service's own CSV has.

use std::io::Read;
use std::sync::Arc;

use super::{Cell, Field, Folder, Row};
use crate::check::{Finding, nearest};
use crate::record::Place;
use crate::schema::{Kind, Origin};

/// Hand each row of the file to `take`, one at a time, so that a file larger than memory can be read.
pub fn rows(
    folder: &Folder,
    kind: &'static Kind,
    findings: &mut Vec<Finding>,
    take: &mut dyn FnMut(Row, &mut Vec<Finding>),
) {
    let name = format!("{}.csv", kind.name);
    let file = folder.show(&name);
    let reader = match folder.open(&name) {
        Ok(Some(reader)) => reader,
        Ok(None) => return,
        Err(error) => return findings.push(Finding::at(&file, 1, format!("cannot be read: {error}"))),
    };
    // With its own choice of line ends the reader counts the line of a CRLF file one too low, so it takes LF alone and
    // `row` drops the CR.
    let mut reader = ::csv::ReaderBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_reader(reader);
    let header = match header(&mut reader, kind) {
        Ok(header) => header,
        Err(reasons) => return findings.extend(reasons.into_iter().map(|reason| Finding::at(&file, 1, reason))),
    };
    let mut record = ::csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => take(row(&file, &header, &record), findings),
            Err(error) => findings.push(unreadable(&file, &error)),
        }
    }
}

/// The column names, or everything that is wrong with them.
fn header(reader: &mut ::csv::Reader<impl Read>, kind: &Kind) -> Result<Vec<String>, Vec<String>> {
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
