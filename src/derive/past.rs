//! A version of the past as a dataset, from its rows.

use crate::data::versions::{Rows, TITLES};
use crate::data::{Manifest, Verified};
use crate::dataset::{At, Dataset, Edition, Excused, Register};
use crate::edtf::Period;
use crate::kinds::{CHANGES, filed};
use crate::model::{Kind, Place, Record, Value};

use super::Completion;

/// The rows of a version in today's columns. What it had not is empty, but for what it was filtered by without showing it:
/// years, sources, and since when something was known.
pub fn past(rows: &Rows, manifest: Manifest, editions: Vec<Edition>) -> Dataset {
    let place = Place { file: manifest.version.as_str().into(), line: 1 };
    let of = |kind: &'static Kind| {
        let rows = rows.iter().filter(|((list, _), _)| list == kind.name);
        (kind, rows.map(|(_, row)| Record::of_row(kind, row, place.clone())).collect())
    };
    let (facts, others): (Vec<_>, Vec<_>) = filed().partition(|kind| kind.is_fact());
    let records = facts.into_iter().chain(others).map(of).chain([(&CHANGES, Vec::new())]).collect();
    let (titles, excused) = (titles(rows), Excused::new());
    let mut dataset = Dataset { manifest, records, register: Register::default(), titles, editions, excused };
    let mut completion = Completion::of(&mut dataset, Verified::default());
    dataset.facts_mut().for_each(|fact| {
        fill(fact);
        let day = fact.get("known_since").clone();
        completion.see(fact);
        // A derived fact has no evidence to know it by.
        fact.set("known_since", day);
    });
    completion.named.spread(&mut dataset);
    dataset.register = register(&dataset);
    dataset
}

/// What follows from a fact's own row.
fn fill(fact: &mut Record) {
    if fact.get("year").is_null() {
        let year = fact.text("date").and_then(|date| Period::parse(date).ok()).and_then(Period::year);
        fact.set("year", year.map_or(Value::Null, |year| Value::Integer(year.into())));
    }
    if fact.list("sources").is_empty() {
        let mut sources: Vec<String> = fact.evidence().iter().map(|evidence| evidence.source.clone()).collect();
        sources.sort();
        sources.dedup();
        fact.set("sources", Value::List(sources));
    }
}

fn titles(rows: &Rows) -> crate::data::Titles {
    let mut titles = crate::data::Titles::new();
    for ((list, id), row) in rows {
        let title = row.get("title").and_then(serde_json::Value::as_str);
        if let (Some(language), Some(title)) = (list.strip_prefix(TITLES), title) {
            titles.entry(language.to_owned()).or_default().insert(id.clone(), title.to_owned());
        }
    }
    titles
}

fn register(dataset: &Dataset) -> Register {
    let mut register = Register::default();
    for (kind, (of, records)) in (0..).zip(&dataset.records) {
        for (number, fact) in (0..).zip(records).filter(|_| of.is_fact()) {
            register.push(kind, At::Memory(number), fact.id(), fact.text("start"));
        }
    }
    register.sort();
    register
}
