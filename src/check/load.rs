//! Reading a data folder: every row checked, then what follows from all of them together.

use super::filing::{self, Filing};
use super::ids::{Ids, Pending, taken};
use super::joins::Joins;
use super::record::record;
use super::reread::Reread;
use super::{Checked, consistency, titles};
use crate::data::{self, COVERAGE, Excuses, Folder, HISTORY, Manifest, Table, Titles, VERIFIED, Verified};
use crate::dataset::{At, Dataset, Entry, Excused, Register};
use crate::derive::Completion;
use crate::kinds::filed;
use crate::model::{Finding, Kind, Place, Record, Value};
use crate::suggest::nearest;

/// What reading and writing tell of their progress: what is done, how much of it, and how much there is.
pub type Progress<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// Which facts of CSV files are kept in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// All.
    All,
    /// None but, while rules run, those that a rule may join with others.
    Joined,
}

/// Read and check a folder.
///
/// # Errors
/// Everything that is wrong with it, in the order of files and lines.
pub fn read(folder: &Folder, keep: Keep, progress: Progress<'_>) -> Result<Checked, Vec<Finding>> {
    let mut findings = Vec::new();
    unknown_files(folder, &mut findings);
    let manifest = Manifest::read(folder, &mut findings).unwrap_or_default();
    let verified = Verified::read(folder, &mut findings);
    let references = filed().filter(|kind| !kind.is_fact());
    let records = references.map(|kind| (kind, entities(folder, kind, &mut findings))).collect();
    let mut dataset = Dataset {
        manifest,
        records,
        register: Register::default(),
        titles: Titles::new(),
        editions: Vec::new(),
        excused: excused(folder),
    };
    let completion = Completion::of(&mut dataset, verified);
    let mut checked = Checked { dataset, folder: folder.clone(), completion };
    let joins = facts(&mut checked, keep, progress, &mut findings);
    if findings.is_empty() {
        finish(&mut checked, &joins, &mut findings);
    }
    if findings.is_empty() {
        return Ok(checked);
    }
    findings.sort();
    Err(findings)
}

/// The sentences that hold no fact. What is wrong with their file `verify` tells, which has the texts.
fn excused(folder: &Folder) -> Excused {
    let mut excused = Excused::new();
    for (_, excuse) in Excuses::read(folder, &mut Vec::new()).sentences {
        excused.entry(excuse.source).or_default().push((excuse.paragraph, excuse.reason.name().to_owned()));
    }
    excused
}

/// Read the facts, put them before the other records, and check everything's ids. Gives the facts that stay in their
/// files and yet have to be looked at together with others.
fn facts(checked: &mut Checked, keep: Keep, progress: Progress<'_>, findings: &mut Vec<Finding>) -> Vec<Entry> {
    let Checked { dataset: Dataset { records, register, .. }, folder, completion } = checked;
    let ids = Ids::of(records, findings);
    let filing = Filing::of(records);
    let (mut pending, mut joins) = (Vec::<Pending>::new(), Joins::of(records));
    let mut facts = Vec::new();
    records.iter().flat_map(|(_, records)| records).for_each(|record| ids.check(record, &mut pending, findings));
    let length = |kind: &Kind| folder.length(&format!("{}.csv", kind.name));
    let total = to_usize(filed().map(length).sum());
    let mut done = 0;
    for (number, kind) in (0..).zip(filed().filter(|kind| kind.is_fact())) {
        let mut kept = Vec::new();
        let mut take = |mut fact: Record, start: Option<u64>, findings: &mut Vec<Finding>| {
            ids.check(&fact, &mut pending, findings);
            filing.check(&fact, findings);
            if keep == Keep::Joined {
                joins.see(u32::try_from(register.len()).unwrap_or(u32::MAX), &fact);
            }
            let at = match start.filter(|_| keep == Keep::Joined) {
                Some(start) => At::File { start, line: u32::try_from(fact.place.line).unwrap_or(u32::MAX) },
                None => At::Memory(u32::try_from(kept.len()).unwrap_or(u32::MAX)),
            };
            register.push(number, at, fact.id(), fact.text("start"));
            match at {
                At::Memory(_) => kept.push(fact),
                At::File { .. } => completion.see(&mut fact),
            }
        };
        each_record(folder, kind, findings, &mut |fact, start, findings| {
            take(fact, start, findings);
            if let Some(start) = start {
                progress("reading", done + to_usize(start), total);
            }
        });
        done += to_usize(length(kind));
        facts.push((kind, kept));
    }
    register.sort();
    for reference in pending {
        reference.check(register, findings);
    }
    facts.append(records);
    *records = facts;
    checked.refuse_taken(findings);
    let entries = joins.joined().into_iter().map(|number| checked.register.entries()[number as usize]);
    entries.filter(|entry| entry.at.is_file()).collect()
}

/// What needs the facts together: derived facts, consistency. Facts of files are in memory meanwhile as far as needed.
fn finish(checked: &mut Checked, joins: &[Entry], findings: &mut Vec<Finding>) {
    let read: Vec<usize> = checked.records.iter().map(|(_, records)| records.len()).collect();
    let folder = checked.folder.clone();
    checked.completion.read(&mut checked.dataset);
    let complete = checked.completion.reader();
    let mut files = Reread::of(&folder);
    for entry in joins {
        match files.fact(entry, checked.register.id(entry)) {
            Ok(mut fact) => {
                complete(&mut fact);
                // There may be many, and no rule across facts looks at these.
                fact.set("evidence", Value::Evidence(Vec::new()));
                fact.set("note", Value::Null);
                checked.dataset.records[usize::from(entry.kind)].1.push(fact);
            }
            Err(reason) => findings.push(Finding { place: checked.place(entry), column: None, reason }),
        }
    }
    drop(complete);
    let Checked { dataset, completion, .. } = checked;
    // Figures are held against each other as they were printed, before the ones narrow the bounds of the others.
    consistency::check(dataset, findings);
    consistency::conflicts(dataset, findings);
    filing::corroborations(dataset, findings);
    completion.complete(dataset);
    // While the facts are here that derived ones are called after.
    titles::add(dataset, &folder, findings);
    for ((number, (kind, records)), read) in (0..).zip(&mut dataset.records).zip(read) {
        if !kind.is_fact() {
            continue;
        }
        let mut rest = records.split_off(read);
        rest.retain(|fact| fact.text("basis") == Some("derived"));
        for fact in rest {
            let at = At::Memory(u32::try_from(records.len()).unwrap_or(u32::MAX));
            dataset.register.push(number, at, fact.id(), fact.text("start"));
            records.push(fact);
        }
    }
    dataset.register.sort();
    checked.refuse_taken(findings);
}

impl Checked {
    /// Ids that stand twice.
    fn refuse_taken(&self, findings: &mut Vec<Finding>) {
        let finding =
            |(first, again): (&Entry, &Entry)| taken(self.register.id(again), &self.place(first), self.place(again));
        findings.extend(self.register.taken().map(finding));
    }

    fn place(&self, entry: &Entry) -> Place {
        let (kind, records) = &self.records[usize::from(entry.kind)];
        match entry.at {
            At::Memory(number) => records[number as usize].place.clone(),
            At::File { line, .. } => {
                Place { file: self.folder.show(&format!("{}.csv", kind.name)), line: line as usize }
            }
        }
    }
}

/// The records of a kind that is no fact.
fn entities(folder: &Folder, kind: &'static Kind, findings: &mut Vec<Finding>) -> Vec<Record> {
    let mut records = Vec::new();
    each_record(folder, kind, findings, &mut |record, _, _| records.push(record));
    records
}

/// What takes a record, and the byte at which it starts in its CSV file.
type Take<'a> = &'a mut dyn FnMut(Record, Option<u64>, &mut Vec<Finding>);

/// Hand each record of a kind to `take`, those of its CSV file with the byte at which they start.
fn each_record(folder: &Folder, kind: &'static Kind, findings: &mut Vec<Finding>, take: Take<'_>) {
    data::rows(folder, kind, findings, &mut |row, findings| {
        if let Some(record) = record(kind, row, findings) {
            take(record, None, findings);
        }
    });
    let Some(mut table) = Table::open(folder, kind, findings) else { return };
    while let Some((row, start)) = table.next(findings) {
        if let Some(record) = record(kind, row, findings) {
            take(record, Some(start), findings);
        }
    }
}

fn to_usize(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
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
        // A directory lists no folders inside it; the embedded files are listed with their folders.
        if stem.contains('/') {
            continue;
        }
        if !["dataset.toml", COVERAGE, HISTORY, VERIFIED].contains(&name.as_str()) && !known.contains(&stem) {
            let near = nearest(stem, known.iter().copied());
            findings.push(Finding::at(&folder.show(name), 1, format!("no kind is called `{stem}`{near}")));
        }
    }
}
