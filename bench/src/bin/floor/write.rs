//! Rows of SQLite written straight into the bytes of an answer.

use std::io::Write;

use rusqlite::Row;
use rusqlite::types::ValueRef;

/// Columns that hold JSON already, which goes out as it is.
const LISTS: [&str; 8] =
    ["countries", "organizations", "people", "evidence", "derived_from", "related", "sources", "parties"];

/// A column as both forms need it.
pub struct Column {
    /// Its name with what JSON puts around it.
    key: String,
    is_list: bool,
    /// Whether its CSV cell holds JSON too; other lists are joined by semicolons.
    is_nested: bool,
}

/// The columns by name.
pub fn columns(names: &[String]) -> Vec<Column> {
    let column = |(position, name): (usize, &String)| Column {
        key: format!("{}\"{name}\":", if position == 0 { '{' } else { ',' }),
        is_list: LISTS.contains(&name.as_str()),
        is_nested: name == "evidence" || name == "related",
    };
    names.iter().enumerate().map(column).collect()
}

/// A row as a JSON object.
pub fn json(out: &mut Vec<u8>, columns: &[Column], row: &Row<'_>) {
    for (position, column) in columns.iter().enumerate() {
        out.extend_from_slice(column.key.as_bytes());
        match row.get_ref_unwrap(position) {
            ValueRef::Text(text) if column.is_list => out.extend_from_slice(text),
            ValueRef::Text(text) => string(out, text),
            ValueRef::Null | ValueRef::Blob(_) => out.extend_from_slice(b"null"),
            number => self::number(out, number),
        }
    }
    out.push(b'}');
}

/// A row as a CSV line.
pub fn csv(out: &mut Vec<u8>, columns: &[Column], row: &Row<'_>) {
    for (position, column) in columns.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        match row.get_ref_unwrap(position) {
            ValueRef::Text(b"[]") if column.is_list => {}
            ValueRef::Text(text) if column.is_list && !column.is_nested => joined(out, text),
            ValueRef::Text(text) => cell(out, text),
            ValueRef::Null | ValueRef::Blob(_) => {}
            number => self::number(out, number),
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn number(out: &mut Vec<u8>, value: ValueRef<'_>) {
    _ = match value {
        ValueRef::Integer(integer) => write!(out, "{integer}"),
        ValueRef::Real(real) if real.fract() == 0.0 && real.abs() < 9e15 => write!(out, "{}", real as i64),
        ValueRef::Real(real) => write!(out, "{real}"),
        _ => Ok(()),
    };
}

fn string(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\')) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            byte @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
            byte => _ = write!(out, "\\u{byte:04x}"),
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

fn cell(out: &mut Vec<u8>, text: &[u8]) {
    if !text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(text);
    }
    out.push(b'"');
    for part in text.split_inclusive(|byte| *byte == b'"') {
        out.extend_from_slice(part);
        if part.ends_with(b"\"") {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

/// `["BRA","CHL"]` as `BRA;CHL`: ids need no escaping.
fn joined(out: &mut Vec<u8>, list: &[u8]) {
    out.extend(list.iter().filter_map(|byte| match byte {
        b'[' | b']' | b'"' => None,
        b',' => Some(b';'),
        byte => Some(*byte),
    }));
}
