//! A whole data folder: every row of every kind, ids unique, references known.

use std::collections::HashMap;

use super::record::record;
use super::{Finding, consistency, nearest};
use crate::data::{self, COVERAGE, Folder, HISTORY, History, Manifest, VERIFIED, Verified};
use crate::derive;
use crate::kinds::{filed, served};
use crate::openapi::Vocabulary;
use crate::record::{Place, Record, Value};
use crate::schema::common::FACTS;
use crate::schema::{Kind, Role, Type};

/// A data folder that passed every check.
#[derive(Debug)]
pub struct Dataset {
    /// Title, version, licence, maintainers.
    pub manifest: Manifest,
    /// The records of each kind that has a file, in the order of the files; derived facts come last of their kind.
    pub records: Vec<(&'static Kind, Vec<Record>)>,
}

impl Dataset {
    /// Read and check a folder.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of files and lines.
    pub fn load(folder: &Folder) -> Result<Self, Vec<Finding>> {
        let mut dataset = Self::load_without_history(folder)?;
        let mut findings = Vec::new();
        let history = History::read(folder, &mut findings);
        derive::add_history(&mut dataset, &history, folder, &mut findings);
        findings.sort();
        if findings.is_empty() { Ok(dataset) } else { Err(findings) }
    }

    /// The same without a look at what earlier versions held, for the command that writes that down.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of files and lines.
    pub fn load_without_history(folder: &Folder) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        unknown_files(folder, &mut findings);
        let manifest = Manifest::read(folder, &mut findings);
        let records: Vec<_> = filed().map(|kind| (kind, read(folder, kind, &mut findings))).collect();
        let verified = Verified::read(folder, &mut findings);
        let ids = Ids::of(&records, &mut findings);
        for record in records.iter().flat_map(|(_, records)| records) {
            ids.check_references(record, &mut findings);
        }
        if let Some(manifest) = manifest
            && findings.is_empty()
        {
            let mut dataset = Self { manifest, records };
            derive::complete(&mut dataset, &verified);
            consistency::check(&dataset, &mut findings);
            consistency::conflicts(&dataset, &mut findings);
            Ids::of(&dataset.records, &mut findings);
            if findings.is_empty() {
                return Ok(dataset);
            }
        }
        findings.sort();
        Err(findings)
    }

    /// The records of a kind.
    pub fn of(&self, kind: &Kind) -> &[Record] {
        self.records.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, records)| records)
    }

    /// What the contract says of the data.
    pub fn vocabulary(&self) -> Vocabulary {
        let ids = |kind: &'static Kind| {
            let mut ids: Vec<String> = self.of(kind).iter().map(|record| record.id().to_owned()).collect();
            ids.sort_unstable();
            ids
        };
        let first = |kind: &'static Kind| {
            let all: Vec<&Record> =
                if *kind == FACTS { self.facts().collect() } else { self.of(kind).iter().collect() };
            all.iter().map(|record| record.id()).min().map(|id| (kind.name, id.to_owned()))
        };
        Vocabulary {
            ids: filed().filter(|kind| kind.role == Role::Reference).map(|kind| (kind.name, ids(kind))).collect(),
            examples: served().filter_map(first).collect(),
        }
    }

    /// The records of a kind, to be completed.
    pub fn of_mut(&mut self, kind: &Kind) -> &mut [Record] {
        self.records.iter_mut().find(|(of, _)| *of == kind).map_or(&mut [], |(_, records)| records)
    }

    /// The facts of every kind, derived ones included.
    pub fn facts(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(|(kind, _)| kind.is_fact()).flat_map(|(_, records)| records)
    }

    /// The facts of every kind, to be completed.
    pub fn facts_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.records.iter_mut().filter(|(kind, _)| kind.is_fact()).flat_map(|(_, records)| records)
    }

    /// Add facts, each to its kind.
    pub fn add(&mut self, facts: Vec<Record>) {
        for fact in facts {
            if let Some((_, records)) = self.records.iter_mut().find(|(kind, _)| *kind == fact.kind) {
                records.push(fact);
            }
        }
    }
}

fn read(folder: &Folder, kind: &'static Kind, findings: &mut Vec<Finding>) -> Vec<Record> {
    let mut records = Vec::new();
    data::rows(folder, kind, findings, &mut |row, findings| records.extend(record(kind, row, findings)));
    records
}

/// A misnamed file would otherwise be left out in silence.
fn unknown_files(folder: &Folder, findings: &mut Vec<Finding>) {
    let names = match folder.names() {
        Ok(names) => names,
        Err(error) => {
            return findings.push(Finding::at(&folder.show(""), 1, format!("the folder cannot be read: {error}")));
        }
    };
    let known: Vec<&str> = filed().map(|kind| kind.name).collect();
    for name in &names {
        let Some((stem, "toml" | "csv")) = name.rsplit_once('.') else { continue };
        if !["dataset.toml", COVERAGE, HISTORY, VERIFIED].contains(&name.as_str()) && !known.contains(&stem) {
            let near = nearest(stem, known.iter().copied());
            findings.push(Finding::at(&folder.show(name), 1, format!("no kind is called `{stem}`{near}")));
        }
    }
}

/// Where each id stands: those of facts in one space, those of each reference kind in its own.
struct Ids<'a>(HashMap<(&'static str, &'a str), &'a Place>);

impl<'a> Ids<'a> {
    fn of(records: &'a [(&'static Kind, Vec<Record>)], findings: &mut Vec<Finding>) -> Self {
        let mut ids = HashMap::new();
        for (kind, records) in records {
            for record in records {
                if let Some(first) = ids.insert((space(kind), record.id()), &record.place) {
                    let reason =
                        format!("`{}` is taken by {}:{}; a new id would be right", record.id(), first.file, first.line);
                    findings.push(Finding { place: record.place.clone(), column: Some("id".into()), reason });
                }
            }
        }
        Self(ids)
    }

    fn check_references(&self, record: &Record, findings: &mut Vec<Finding>) {
        for (column, value) in record.kind.columns().zip(&record.values) {
            let mut check = |kind: &'static Kind, id: &str| {
                if !self.0.contains_key(&(space(kind), id)) {
                    let known = self.0.keys().filter(|(of, _)| *of == space(kind)).map(|(_, id)| *id);
                    let reason = format!("no {} `{id}`{}", kind.singular, nearest(id, known));
                    // The hidden column `sources` repeats what `evidence` says.
                    let named = if column.shown { column.name } else { "evidence" };
                    findings.push(Finding { place: record.place.clone(), column: Some(named.into()), reason });
                }
            };
            match (column.ty, value) {
                (Type::Ref(kind), Value::Text(id)) => check(kind, id),
                (Type::Refs(kind), Value::List(ids)) => ids.iter().for_each(|id| check(kind, id)),
                _ => {}
            }
        }
    }
}

fn space(kind: &Kind) -> &'static str {
    if kind.is_fact() { "facts" } else { kind.name }
}
