//! The dataset's history against the facts that are there, and as rows of `changes`.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::{Change, Folder, HISTORY, History, Version, What};
use crate::dataset::Dataset;
use crate::hash::sha256;
use crate::kinds::CHANGES;
use crate::model::{Finding, Origin, Place, Record, Value};

/// Add the rows of `changes`, and a finding for every fact that vanished or came back.
pub fn add(dataset: &mut Dataset, history: &History, folder: &Folder, findings: &mut Vec<Finding>) {
    let place = Place { file: folder.show(HISTORY), line: 1 };
    for (id, change) in history.state(None) {
        let withdrawn = change.change == What::Withdrawn;
        let reason = match (withdrawn, dataset.register.find(id).is_some()) {
            (true, true) => format!("`{id}` was withdrawn; an id is never used again"),
            (false, false) => {
                format!(
                    "`{id}` was in an earlier version and is gone; `sinolac history --write --reason {id}=...` records why"
                )
            }
            _ => continue,
        };
        findings.push(Finding { place: place.clone(), column: None, reason });
    }
    let changes =
        history.versions.iter().flat_map(|version| version.changes.iter().map(|change| row(version, change, &place)));
    let changes: Vec<Record> = changes.collect();
    dataset.records.push((&CHANGES, changes));
}

fn row(version: &Version, change: &Change, place: &Place) -> Record {
    let mut row = Record { kind: &CHANGES, values: vec![Value::Null; CHANGES.columns().count()], place: place.clone() };
    for (column, text) in [
        ("id", format!("{}-{}", version.version, change.fact)),
        ("version", version.version.clone()),
        ("released", version.released.clone()),
        ("fact", change.fact.clone()),
        ("kind", change.kind.clone()),
        ("change", change.change.name().to_owned()),
    ] {
        row.set(column, Value::Text(text));
    }
    row.set("reason", change.reason.clone().map_or(Value::Null, Value::Text));
    row
}

/// The history as it should be: what the facts of today change against the versions before the present one.
///
/// # Errors
/// What is wrong, a line each: facts that are gone without a reason, ids of withdrawn facts used again.
pub fn current(
    dataset: &Dataset,
    history: &History,
    reasons: &BTreeMap<String, String>,
) -> Result<History, Vec<String>> {
    let manifest = &dataset.manifest;
    let before = history.state(Some(&manifest.version));
    let told = history.state(None);
    let mut changes = Vec::new();
    let mut wrong = Vec::new();
    let mut present = BTreeSet::new();
    for fact in dataset.facts().filter(|fact| fact.text("basis") != Some("derived")) {
        present.insert(fact.id());
        let hash = fingerprint(fact);
        let what = match before.get(fact.id()) {
            None => What::Added,
            Some(earlier) if earlier.change == What::Withdrawn => {
                wrong.push(format!("`{}` was withdrawn; an id is never used again", fact.id()));
                continue;
            }
            Some(earlier) if earlier.hash.as_ref() != Some(&hash) => What::Changed,
            Some(_) => continue,
        };
        let (fact, kind) = (fact.id().to_owned(), fact.kind.singular.to_owned());
        changes.push(Change { fact, kind, change: what, hash: Some(hash), reason: None });
    }
    for (id, earlier) in
        before.iter().filter(|(id, earlier)| earlier.change != What::Withdrawn && !present.contains(*id))
    {
        let earlier_reason = told.get(id).and_then(|change| change.reason.clone());
        match reasons.get(*id).cloned().or(earlier_reason) {
            Some(reason) => changes.push(Change {
                fact: (*id).to_owned(),
                kind: earlier.kind.clone(),
                change: What::Withdrawn,
                hash: None,
                reason: Some(reason),
            }),
            None => wrong.push(format!("`{id}` is gone without a reason; give one with --reason {id}=TEXT")),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    changes.sort_by(|a, b| a.fact.cmp(&b.fact));
    let mut versions: Vec<Version> =
        history.versions.iter().filter(|version| version.version != manifest.version).cloned().collect();
    versions.push(Version { version: manifest.version.clone(), released: manifest.released.clone(), changes });
    Ok(History { versions })
}

/// The start of the SHA-256 of what a data file states of a fact; what the program computes is left out.
fn fingerprint(fact: &Record) -> String {
    let stated = fact.kind.columns().zip(&fact.values).filter(|(column, _)| column.origin == Origin::File);
    let stated: Vec<String> = stated
        .map(|(column, value)| match value {
            Value::Evidence(entries) => {
                let pin = |entry: &crate::model::Evidence| {
                    format!("{} {} {} {}", entry.source, entry.paragraph, entry.occurrence, entry.quote)
                };
                entries.iter().map(pin).collect::<Vec<_>>().join("\n")
            }
            value => format!("{}={}", column.name, value.to_text()),
        })
        .collect();
    sha256(stated.join("\n").as_bytes())[..16].to_owned()
}
