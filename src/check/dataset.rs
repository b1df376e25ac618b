//! A whole data folder: every row of every kind, ids unique, references known.

use super::Index;
use super::index::At;
use super::load::{Keep, Progress, load};
use super::reread::Reread;
use crate::data::{Folder, History, Manifest};
use crate::derive::{self, Completion};
use crate::kinds::FACTS;
use crate::kinds::{filed, served};
use crate::model::{Finding, Kind, Record, Role};
use crate::openapi::Vocabulary;

/// A data folder that passed every check.
#[derive(Debug)]
pub struct Dataset {
    /// Title, version, licence, maintainers.
    pub manifest: Manifest,
    /// The records of each kind that has a file, in the order of the files; derived facts come last of their kind.
    pub records: Vec<(&'static Kind, Vec<Record>)>,
    /// Every fact, those that stayed in their files too.
    pub index: Index,
    pub(super) folder: Folder,
    pub(super) completion: Completion,
}

impl Dataset {
    /// Read and check a folder.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of files and lines.
    pub fn load(folder: &Folder) -> Result<Self, Vec<Finding>> {
        with_history(Self::load_without_history(folder)?, folder)
    }

    /// The same without a look at what earlier versions held, for the command that writes that down.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of files and lines.
    pub fn load_without_history(folder: &Folder) -> Result<Self, Vec<Finding>> {
        load(folder, Keep::All, &|_, _, _| {})
    }

    /// Read and check a folder whose CSV files may be larger than memory: their facts stay there, and only
    /// [`Dataset::each_fact`] has them.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of files and lines.
    pub fn stream(folder: &Folder, progress: Progress<'_>) -> Result<Self, Vec<Finding>> {
        with_history(load(folder, Keep::Joined, progress)?, folder)
    }

    /// Hand every fact to `take` in the default order, those in files too, each with its rank, counted from 1.
    ///
    /// # Errors
    /// Those of `take`, and when a file has changed since it was checked.
    pub fn each_fact<E: From<String>>(&self, mut take: impl FnMut(u32, &Record) -> Result<(), E>) -> Result<(), E> {
        let complete = self.completion.each();
        let mut files = Reread::of(&self.folder);
        for (rank, entry) in (1..).zip(self.index.ranked()) {
            if let At::Memory(number) = entry.at {
                take(rank, &self.records[usize::from(entry.kind)].1[number as usize])?;
            } else {
                let mut fact = files.fact(entry, self.index.id(entry))?;
                complete(&mut fact);
                take(rank, &fact)?;
            }
        }
        Ok(())
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

fn with_history(mut dataset: Dataset, folder: &Folder) -> Result<Dataset, Vec<Finding>> {
    let mut findings = Vec::new();
    let history = History::read(folder, &mut findings);
    derive::add_history(&mut dataset, &history, folder, &mut findings);
    findings.sort();
    if findings.is_empty() { Ok(dataset) } else { Err(findings) }
}
