//! A dataset that passed every check, and the way to those of its facts that stayed in their files.

use std::io;
use std::ops::Deref;
use std::path::PathBuf;

use super::load::{Keep, Progress, read};
use super::reread::Reread;
use crate::data::{Folder, History, versions};
use crate::dataset::{At, Dataset};
use crate::derive::{self, Completion};
use crate::model::{Finding, Record};

/// A data folder that passed every check.
#[derive(Debug)]
pub struct Checked {
    /// What is in it.
    pub dataset: Dataset,
    pub(super) folder: Folder,
    pub(super) completion: Completion,
}

/// Read and check a folder.
///
/// # Errors
/// Everything that is wrong with it, in the order of files and lines.
pub fn load(folder: &Folder) -> Result<Checked, Vec<Finding>> {
    with_history(load_without_history(folder)?, folder)
}

/// The same without a look at what earlier versions held, for the command that writes that down.
///
/// # Errors
/// Everything that is wrong with it, in the order of files and lines.
pub fn load_without_history(folder: &Folder) -> Result<Checked, Vec<Finding>> {
    read(folder, Keep::All, &|_, _, _| {})
}

/// Read and check a folder whose CSV files may be larger than memory: their facts stay there, and only
/// [`Checked::each_fact`] has them.
///
/// # Errors
/// Everything that is wrong with it, in the order of files and lines.
pub fn stream(folder: &Folder, progress: Progress<'_>) -> Result<Checked, Vec<Finding>> {
    with_history(read(folder, Keep::Joined, progress)?, folder)
}

impl Checked {
    /// A version of the past, which was checked when it was kept.
    pub fn past(dataset: Dataset) -> Self {
        // All its facts are in memory, so nothing is read from a folder.
        Self { dataset, folder: Folder::Directory(PathBuf::new()), completion: Completion::default() }
    }

    /// The earlier versions that are kept, each with its file as it is, oldest first.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn packed(&self) -> io::Result<Vec<(&str, Vec<u8>)>> {
        let packed = |version| Ok((version, versions::packed(&self.folder, version)?.unwrap_or_default()));
        // A version of the past is kept by the present one.
        let is_past = self.editions.iter().any(|edition| edition.version == self.manifest.version);
        let kept = self.editions.iter().filter(|_| !is_past).map(|edition| edition.version.as_str());
        kept.map(packed).collect()
    }

    /// What its files were, where they are those in the program; else empty.
    pub fn made_of(&self) -> String {
        self.folder.fingerprint()
    }

    /// Hand every fact to `take` in the default order, those in files too.
    ///
    /// # Errors
    /// Those of `take`, and when a file has changed since it was checked.
    pub fn each_fact<E: From<String>>(&self, mut take: impl FnMut(&Record) -> Result<(), E>) -> Result<(), E> {
        let complete = self.completion.each();
        let mut files = Reread::of(&self.folder);
        for entry in self.register.ranked() {
            if let At::Memory(number) = entry.at {
                take(&self.records[usize::from(entry.kind)].1[number as usize])?;
            } else {
                let mut fact = files.fact(entry, self.register.id(entry))?;
                complete(&mut fact);
                take(&fact)?;
            }
        }
        Ok(())
    }
}

impl Deref for Checked {
    type Target = Dataset;

    fn deref(&self) -> &Dataset {
        &self.dataset
    }
}

fn with_history(mut checked: Checked, folder: &Folder) -> Result<Checked, Vec<Finding>> {
    let mut findings = Vec::new();
    let history = History::read(folder, &mut findings);
    derive::add_history(&mut checked.dataset, &history, folder, &mut findings);
    findings.sort();
    if findings.is_empty() { Ok(checked) } else { Err(findings) }
}
