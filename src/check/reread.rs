//! Facts that stayed in their files, read again one at a time.

use std::collections::HashMap;

use super::record::record;
use crate::data::{Folder, Table};
use crate::dataset::{At, Entry};
use crate::kinds::filed;
use crate::model::{Kind, Record};

/// The files, opened when the first fact of each is asked for.
pub struct Reread<'a> {
    folder: &'a Folder,
    kinds: Vec<&'static Kind>,
    tables: HashMap<u8, Table>,
}

impl<'a> Reread<'a> {
    /// The files of a folder.
    pub fn of(folder: &'a Folder) -> Self {
        Self { folder, kinds: filed().collect(), tables: HashMap::new() }
    }

    /// The fact of that id; nothing else may stand where it was.
    ///
    /// # Errors
    /// When the file has changed since it was checked.
    pub fn fact(&mut self, entry: &Entry, id: &str) -> Result<Record, String> {
        let kind = self.kinds[usize::from(entry.kind)];
        let found = self.read(kind, entry).filter(|fact| fact.id() == id);
        found.ok_or_else(|| {
            let file = self.folder.show(&format!("{}.csv", kind.name));
            format!("{file} changed while it was read; try again when nothing writes to it")
        })
    }

    fn read(&mut self, kind: &'static Kind, entry: &Entry) -> Option<Record> {
        let At::File { start, line } = entry.at else { return None };
        let mut findings = Vec::new();
        if !self.tables.contains_key(&entry.kind) {
            self.tables.insert(entry.kind, Table::open(self.folder, kind, &mut findings)?);
        }
        let row = self.tables.get_mut(&entry.kind)?.at(start, line as usize)?;
        record(kind, row, &mut findings)
    }
}
