//! One row against its kind: known keys, required columns, computed columns, rules.

use super::field;
use crate::data::{Cell, Field, Row};
use crate::edtf::Period;
use crate::kinds::common::{FACT_RULES, RULES};
use crate::model::{Finding, Kind, Origin, Record, Value, is_in_words};
use crate::suggest::nearest;

/// Computed columns that follow from the row alone; a row that repeats them must repeat them right. Others follow from
/// the whole dataset: only an export repeats them, and they are computed anew where they can be.
const FROM_THE_ROW: [&str; 5] = ["kind", "start", "end", "year", "period"];

/// Turn a row into a record with its computed columns filled, or add everything wrong with it to `findings`.
pub fn record(kind: &'static Kind, row: Row, findings: &mut Vec<Finding>) -> Option<Record> {
    let derived = |field: &Field| field.key == "basis" && matches!(&field.cell, Cell::Csv(basis) if basis == "derived");
    if row.fields.iter().any(derived) {
        // An export may hold derived facts; they are computed anew.
        return None;
    }
    let before = findings.len();
    let mut record = Record { kind, values: vec![Value::Null; kind.columns().count()], place: row.place };
    let mut repeated = Vec::new();
    let printed = row.fields.iter().find(|field| field.key == "printed_as").map(|field| &field.cell);
    let in_words = matches!(printed, Some(Cell::Text(text)) if is_in_words(text));
    for field in &row.fields {
        if let Some((position, column)) =
            kind.columns().enumerate().find(|(_, column)| column.shown && column.name == field.key)
        {
            let from_the_row = FROM_THE_ROW.contains(&column.name);
            match field::value(column, &field.cell) {
                Ok(value) if from_the_row => repeated.push((position, value, field)),
                Ok(_) if column.origin == Origin::Computed && !matches!(field.cell, Cell::Csv(_)) => {
                    findings.push(about(&record, field, "computed by the program; leave the column out".to_owned()));
                }
                Ok(_) if column.origin == Origin::InWords && !matches!(field.cell, Cell::Csv(_)) && !in_words => {
                    let reason = "computed by the program from the printed digits; only a figure in words states it, with \
                                  `printed_as`";
                    findings.push(about(&record, field, reason.to_owned()));
                }
                Ok(value) => record.values[position] = value,
                Err(reason) => findings.push(about(&record, field, reason)),
            }
        } else {
            let known = kind.shown().filter(|column| column.origin == Origin::File).map(|column| column.name);
            let near = nearest(&field.key, known);
            findings.push(about(&record, field, format!("no such column in {}{near}", kind.name)));
        }
    }
    for column in kind.columns().filter(|column| column.required) {
        let named = row.fields.iter().any(|field| field.key == column.name);
        if !named {
            findings
                .push(at(&record, record.place.line, format!("missing; {}", lower_first(column.doc))).on(column.name));
        }
    }
    if findings.len() > before {
        return None;
    }
    compute(&mut record);
    for (position, value, field) in repeated {
        if record.values[position] != value {
            let reason =
                "differs from what the program computes; leave the column out or repeat an export unchanged".to_owned();
            findings.push(about(&record, field, reason));
        }
    }
    let shared = if kind.is_fact() { FACT_RULES } else { &[] };
    for rule in kind.rules.iter().chain(shared).chain(RULES) {
        if let Err(broken) = rule(&record) {
            let line = row
                .fields
                .iter()
                .find(|field| field.key == broken.column)
                .map_or(record.place.line, |field| field.line);
            findings.push(at(&record, line, broken.reason).on(broken.column));
        }
    }
    if record.text("basis") == Some("derived") {
        let reason = "`derived` is for facts that the program computes; stated or inferred would be right".to_owned();
        findings.push(at(&record, record.place.line, reason).on("basis"));
    }
    (findings.len() == before).then_some(record)
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
