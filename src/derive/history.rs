//! The dataset's history against the facts that are there, and as rows of `changes`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use crate::data::versions::{self, Rows, TITLES};
use crate::data::{Change, Folder, HISTORY, History, Version, What};
use crate::dataset::{Dataset, Edition};
use crate::hash::sha256;
use crate::kinds::{CHANGES, facts};
use crate::model::{Finding, Kind, Origin, Place, Record, Value, is_in_words};

/// Add the rows of `changes` and the versions that are kept, and a finding for every fact that vanished or came back and for
/// every version that is not as it was.
pub fn add(dataset: &mut Dataset, history: &History, folder: &Folder, findings: &mut Vec<Finding>) {
    let place = Place { file: folder.show(HISTORY), line: 1 };
    let earlier = history.versions.iter().filter(|version| version.version != dataset.manifest.version);
    dataset.editions = earlier.filter_map(Edition::of).collect();
    findings.extend(altered(&dataset.editions, folder));
    let nameless = history.versions.iter().filter(|version| version.content.is_none());
    for version in nameless.filter(|version| folder.length(&versions::file(&version.version)) > 0) {
        let reason = format!(
            "version {} is kept in {} and has no `content`; `sinolac history --keep` writes it when it keeps a version",
            version.version,
            versions::file(&version.version)
        );
        findings.push(Finding { place: place.clone(), column: None, reason });
    }
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

/// A finding for the first of some versions whose rows are not there or not as they were.
fn altered(editions: &[Edition], folder: &Folder) -> Option<Finding> {
    let mut rows = Rows::new();
    editions.iter().find_map(|edition| {
        let read = match versions::packed(folder, &edition.version) {
            Ok(Some(packed)) => versions::unpack(&mut rows, &packed),
            Ok(None) => Err(std::io::Error::other("missing, though history.toml has its `content`")),
            Err(error) => Err(error),
        };
        let reason = match read {
            Ok(()) => {
                let hash = versions::content_hash(&rows);
                (hash != edition.hash)
                    .then(|| format!("its rows have the hash {hash}, history.toml has {}", edition.hash))
            }
            Err(error) => Some(error.to_string()),
        };
        reason.map(|reason| Finding::at(&folder.show(&versions::file(&edition.version)), 1, reason))
    })
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
    row.set("moved_from", change.from.clone().map_or(Value::Null, Value::Text));
    row.set("columns", Value::List(change.columns.clone()));
    row
}

/// The rows of a dataset as the service shows them, to be kept as a version of the past.
pub fn rows(dataset: &Dataset) -> Rows {
    let records = dataset.records.iter().filter(|(kind, _)| **kind != CHANGES).flat_map(|(_, records)| records);
    let rows = records.map(|record| ((record.kind.name.to_owned(), record.id().to_owned()), as_json(record)));
    let titles = dataset.titles.iter().flat_map(|(language, titles)| {
        let row = |title: &str| Map::from_iter([("title".to_owned(), title.into())]);
        titles.iter().map(move |(id, title)| ((format!("{TITLES}{language}"), id.clone()), row(title)))
    });
    rows.chain(titles).collect()
}

/// The history as it should be: what the facts of today change against the versions before the present one, whose last
/// rows are `past`, where they were kept.
///
/// # Errors
/// What is wrong, a line each: facts that are gone without a reason, ids of withdrawn facts used again.
pub fn current(
    dataset: &Dataset,
    history: &History,
    past: Option<&Rows>,
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
        match before.get(fact.id()) {
            Some(earlier) if earlier.change == What::Withdrawn => {
                wrong.push(format!("`{}` was withdrawn; an id is never used again", fact.id()));
            }
            earlier => changes.extend(change(fact, earlier.copied(), past)),
        }
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
                from: None,
                columns: Vec::new(),
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
    let told = history.versions.iter().find(|version| version.version == manifest.version);
    versions.push(Version {
        version: manifest.version.clone(),
        released: manifest.released.clone(),
        content: told.and_then(|told| told.content.clone()),
        changes,
    });
    Ok(History { versions })
}

/// What became of a fact since its last change; `None` when nothing did.
fn change(fact: &Record, earlier: Option<&Change>, past: Option<&Rows>) -> Option<Change> {
    let hash = Some(fingerprint(fact));
    let kind = fact.kind.singular;
    let from = earlier.map(|earlier| earlier.kind.as_str()).filter(|earlier| *earlier != kind);
    if from.is_none() && earlier.is_some_and(|earlier| earlier.hash == hash) {
        return None;
    }
    let was = facts().find(|of| of.singular == from.unwrap_or(kind));
    let row = was.and_then(|was| past?.get(&(was.name.to_owned(), fact.id().to_owned())));
    let (was, now) = (row.map(stated), stated(&as_json(fact)));
    let differs = |column: &&String| was.as_ref().is_some_and(|was| was.get(*column) != now.get(*column));
    let columns: BTreeSet<&String> = was.iter().flatten().map(|(column, _)| column).chain(now.keys()).collect();
    let columns: Vec<String> = columns.into_iter().filter(differs).cloned().collect();
    let only_new = was.is_some_and(|was| columns.iter().all(|column| !was.contains_key(column)));
    let change = match earlier {
        None => What::Added,
        Some(_) if from.is_some() => What::Moved,
        Some(_) if only_new => What::Extended,
        Some(_) => What::Changed,
    };
    let from = from.map(str::to_owned);
    Some(Change { fact: fact.id().to_owned(), kind: kind.to_owned(), change, from, columns, hash, reason: None })
}

/// What a row states: its columns that a data file has and that say something. What the program adds to evidence is
/// left out.
fn stated(row: &Map<String, Json>) -> BTreeMap<String, Json> {
    let is_computed = |name: &str| {
        let columns = facts().flat_map(Kind::columns);
        columns.filter(|column| column.name == name).all(|column| column.origin == Origin::Computed)
    };
    // The bounds of a figure in words are stated, those of others follow from their digits.
    let in_words = row.get("printed_as").and_then(Json::as_str).is_some_and(is_in_words);
    let follows = |name: &str| {
        let mut columns = facts().flat_map(Kind::columns);
        !in_words && columns.any(|column| column.name == name && column.origin == Origin::InWords)
    };
    let says = |value: &Json| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let stated = row.iter().filter(|(name, value)| says(value) && !is_computed(name) && !follows(name));
    let pins = |value: &Json| {
        let pin = |entry: &Json| ["source", "paragraph", "quote", "occurrence"].map(|key| entry[key].clone());
        value.as_array().into_iter().flatten().map(pin).map(|pin| pin.into_iter().collect::<Json>()).collect::<Json>()
    };
    let plain =
        |(name, value): (&String, &Json)| (name.clone(), if name == "evidence" { pins(value) } else { value.clone() });
    stated.map(plain).collect()
}

fn as_json(record: &Record) -> Map<String, Json> {
    match serde_json::to_value(record) {
        Ok(Json::Object(row)) => row,
        _ => Map::new(),
    }
}

/// The start of the SHA-256 of what a data file states of a fact. What the program computes is left out, and so are
/// columns that say nothing: a column that comes in later changes no fact that it says nothing of.
fn fingerprint(fact: &Record) -> String {
    let stated = stated(&as_json(fact));
    sha256(serde_json::to_string(&stated).unwrap_or_default().as_bytes())[..16].to_owned()
}
