//! Rows of `<kind>.toml`: one array of tables, named like the kind.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Cell, Field, Folder, Row};
use crate::model::{Finding, Kind, Place};

/// Hand each table of the file to `take`. A file that is not TOML gives all its syntax errors and no rows.
pub fn rows(
    folder: &Folder,
    kind: &'static Kind,
    findings: &mut Vec<Finding>,
    take: &mut dyn FnMut(Row, &mut Vec<Finding>),
) {
    let name = format!("{}.toml", kind.name);
    let file = folder.show(&name);
    let text = match folder.read(&name) {
        Ok(Some(text)) => text,
        Ok(None) => return,
        Err(error) => return findings.push(Finding::at(&file, 1, format!("cannot be read: {error}"))),
    };
    let lines = Lines::of(&text);
    let (document, errors) = DeTable::parse_recoverable(&text);
    if !errors.is_empty() {
        return findings.extend(errors.iter().map(|error| {
            let line = error.span().map_or(1, |span| lines.number(span.start));
            Finding::at(&file, line, format!("not TOML: {}", error.message().replace('\n', ", ")))
        }));
    }
    for (key, value) in document.get_ref() {
        let line = lines.number(key.span().start);
        match value.get_ref() {
            DeValue::Array(tables) if key.get_ref() == kind.name => {
                for table in tables {
                    match row(&file, &lines, table) {
                        Ok(row) => take(row, findings),
                        Err(finding) => findings.push(finding),
                    }
                }
            }
            _ => findings.push(Finding::at(
                &file,
                line,
                format!("`{}` does not belong here; only tables headed `[[{}]]` do", key.get_ref(), kind.name),
            )),
        }
    }
}

fn row(file: &Arc<str>, lines: &Lines, table: &Spanned<DeValue<'_>>) -> Result<Row, Finding> {
    let line = lines.number(table.span().start);
    match table.get_ref() {
        DeValue::Table(table) => {
            Ok(Row { place: Place { file: Arc::clone(file), line }, fields: fields(lines, table) })
        }
        other => Err(Finding::at(file, line, format!("a {} stands where a table should", other.type_str()))),
    }
}

fn fields(lines: &Lines, table: &DeTable<'_>) -> Vec<Field> {
    let field = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| Field {
        key: AsRef::<str>::as_ref(key.get_ref()).to_owned(),
        line: lines.number(key.span().start),
        cell: cell(lines, value.get_ref()),
    };
    let mut fields: Vec<Field> = table.iter().map(field).collect();
    fields.sort_by_key(|field| field.line);
    fields
}

fn cell(lines: &Lines, value: &DeValue<'_>) -> Cell {
    match value {
        DeValue::String(text) => Cell::Text(text.clone().into_owned()),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(integer) => Cell::Integer(integer),
            Err(_) => Cell::Number(f64::INFINITY), // refused by every column as out of range
        },
        DeValue::Float(number) => Cell::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(bool) => Cell::Bool(*bool),
        DeValue::Datetime(datetime) => Cell::Datetime(datetime.to_string()),
        DeValue::Array(items) => Cell::List(items.iter().map(|item| cell(lines, item.get_ref())).collect()),
        DeValue::Table(table) => Cell::Table(fields(lines, table)),
    }
}

/// Byte offsets of line starts, to turn an offset into a line number.
pub struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(offset, _)| offset).collect())
    }

    /// Line of a byte offset, counted from 1.
    pub fn number(&self, offset: usize) -> usize {
        self.0.partition_point(|newline| *newline < offset) + 1
    }
}
