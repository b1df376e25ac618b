//! One row against its kind: known keys, required columns, computed columns, rules.

use super::field;
use crate::data::{Cell, Field, Row};
use crate::edtf::Period;
use crate::kinds::common::{FACT_RULES, RULES};
use crate::model::{Column, Finding, Kind, Origin, Record, Value, is_in_words};
use crate::suggest::nearest;

/// Computed columns that follow from the row alone; a row that repeats them must repeat them right. Others follow from
/// the whole dataset: only an export repeats them, and they are computed anew where they can be.
const FROM_THE_ROW: [&str; 5] = ["kind", "start", "end", "year", "period"];

/// A value that a row repeats, with the place of its column: the program computes it, too.
type Repeated<'a> = (usize, Value, &'a Field);

/// Turn a row into a record with its computed columns filled, or add everything wrong with it to `findings`.
pub fn record(kind: &'static Kind, row: Row, findings: &mut Vec<Finding>) -> Option<Record> {
    let is_derived =
        |field: &Field| field.key == "basis" && matches!(&field.cell, Cell::Csv(basis) if basis == "derived");
    if row.fields.iter().any(is_derived) {
        // An export may hold derived facts; they are computed anew.
        return None;
    }
    let before = findings.len();
    let mut record = Record { kind, values: vec![Value::Null; kind.columns().count()], place: row.place };
    let repeated = read(&mut record, &row.fields, findings);
    let is_named = |column: &&Column| row.fields.iter().any(|field| field.key == column.name);
    for column in kind.columns().filter(|column| column.required && !is_named(column)) {
        let reason = format!("missing; {}", lower_first(column.doc));
        findings.push(at(&record, record.place.line, reason).on(column.name));
    }
    if findings.len() > before {
        return None;
    }
    compute(&mut record);
    for (_, _, field) in repeated.into_iter().filter(|(position, value, _)| record.values[*position] != *value) {
        let reason = "differs from what the program computes; leave the column out or repeat an export unchanged";
        findings.push(about(&record, field, reason.to_owned()));
    }
    keep_rules(&record, &row.fields, findings);
    (findings.len() == before).then_some(record)
}

/// Read the fields of a row into a record, but for those it only repeats.
fn read<'a>(record: &mut Record, fields: &'a [Field], findings: &mut Vec<Finding>) -> Vec<Repeated<'a>> {
    let kind = record.kind;
    let mut repeated = Vec::new();
    let printed = fields.iter().find(|field| field.key == "printed_as").map(|field| &field.cell);
    let in_words = matches!(printed, Some(Cell::Text(text)) if is_in_words(text));
    for field in fields {
        let is_meant = |(_, column): &(usize, &Column)| column.shown && column.name == field.key;
        let Some((position, column)) = kind.columns().enumerate().find(is_meant) else {
            let known = kind.shown().filter(|column| column.origin == Origin::File).map(|column| column.name);
            let near = nearest(&field.key, known);
            findings.push(about(record, field, format!("no such column in {}{near}", kind.name)));
            continue;
        };
        let is_export = matches!(field.cell, Cell::Csv(_));
        match field::value(column, &field.cell) {
            Ok(value) if FROM_THE_ROW.contains(&column.name) => repeated.push((position, value, field)),
            Ok(_) if column.origin == Origin::Computed && !is_export => {
                findings.push(about(record, field, "computed by the program; leave the column out".to_owned()));
            }
            Ok(_) if column.origin == Origin::InWords && !is_export && !in_words => {
                let reason = "computed by the program from the printed digits; only a figure in words states it, with \
                              `printed_as`";
                findings.push(about(record, field, reason.to_owned()));
            }
            Ok(value) => record.values[position] = value,
            Err(reason) => findings.push(about(record, field, reason)),
        }
    }
    repeated
}

/// Hold a record against the rules of its kind and those of every row.
fn keep_rules(record: &Record, fields: &[Field], findings: &mut Vec<Finding>) {
    let shared = if record.kind.is_fact() { FACT_RULES } else { &[] };
    for broken in record.kind.rules.iter().chain(shared).chain(RULES).filter_map(|rule| rule(record).err()) {
        let field = fields.iter().find(|field| field.key == broken.column);
        let line = field.map_or(record.place.line, |field| field.line);
        findings.push(at(record, line, broken.reason).on(broken.column));
    }
    if record.text("basis") == Some("derived") {
        let reason = "`derived` is for facts that the program computes; stated or inferred would be right";
        findings.push(at(record, record.place.line, reason.to_owned()).on("basis"));
    }
}

/// Fill the columns that follow from others, and give lists their empty value.
fn compute(record: &mut Record) {
    for (position, column) in record.kind.columns().enumerate() {
        if column.is_list() && record.values[position].is_null() {
            record.values[position] = Value::List(Vec::new());
        }
    }
    if !record.kind.is_fact() {
        return;
    }
    record.set("kind", Value::Text(record.kind.singular.to_owned()));
    if let Some(Ok(period)) = record.text("date").map(Period::parse) {
        let day = |day: Option<jiff::civil::Date>| day.map_or(Value::Null, |day| Value::Text(day.to_string()));
        record.set("start", day(period.start));
        record.set("end", day(period.end));
        record.set("period", Value::Text(period.span().to_owned()));
        record.set("year", period.year().map_or(Value::Null, |year| Value::Integer(year.into())));
    }
    let mut sources: Vec<String> = record.evidence().iter().map(|evidence| evidence.source.clone()).collect();
    sources.sort();
    sources.dedup();
    record.set("sources", Value::List(sources));
}

fn about(record: &Record, field: &Field, reason: String) -> Finding {
    at(record, field.line, reason).on(&field.key)
}

fn at(record: &Record, line: usize, reason: String) -> Finding {
    Finding::at(&record.place.file, line, reason)
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
