//! Which ids there are, and whether what refers to them is right.

use std::collections::HashMap;

use crate::dataset::Register;
use crate::kinds::FACTS;
use crate::model::{Finding, Kind, Place, Record, Value};
use crate::suggest::nearest;

/// Where the id of each reference entity stands, each kind's in a space of its own.
pub struct Ids<'a>(HashMap<(&'static str, &'a str), &'a Place>);

/// A reference to a fact, to be checked when all facts are known.
pub struct Pending {
    place: Place,
    column: &'static str,
    id: String,
}

impl<'a> Ids<'a> {
    /// Those of the reference kinds; ids that stand twice become findings.
    pub fn of(records: &'a [(&'static Kind, Vec<Record>)], findings: &mut Vec<Finding>) -> Self {
        let mut ids = HashMap::new();
        for record in records.iter().flat_map(|(_, records)| records) {
            if let Some(first) = ids.insert((record.kind.name, record.id()), &record.place) {
                findings.push(taken(record.id(), first, record.place.clone()));
            }
        }
        Self(ids)
    }

    /// Check what a record refers to.
    pub fn check(&self, record: &Record, pending: &mut Vec<Pending>, findings: &mut Vec<Finding>) {
        for (column, value) in record.kind.columns().zip(&record.values) {
            // The column `sources` repeats what `evidence` says.
            let named = if column.name == "sources" { "evidence" } else { column.name };
            let (kinds, words) = column.targets();
            let mut check = |id: &str| {
                let is_of = |kind: &&Kind| self.0.contains_key(&(kind.name, id));
                if matches!(kinds, [kind] if **kind == FACTS) {
                    pending.push(Pending { place: record.place.clone(), column: named, id: id.to_owned() });
                } else if !words.contains(&id) && !kinds.iter().any(is_of) {
                    let known = self.0.keys().filter(|(of, _)| kinds.iter().any(|kind| kind.name == *of));
                    let known = known.map(|(_, id)| *id).chain(words.iter().copied());
                    findings.push(unknown(kinds, id, known, record.place.clone(), named));
                }
            };
            match value {
                _ if kinds.is_empty() => {}
                Value::Text(id) => check(id),
                Value::List(ids) => ids.iter().for_each(|id| check(id)),
                _ => {}
            }
        }
    }
}

impl Pending {
    /// Check it against all facts.
    pub fn check(self, facts: &Register, findings: &mut Vec<Finding>) {
        if facts.find(&self.id).is_none() {
            let known = facts.entries().iter().map(|entry| facts.id(entry));
            findings.push(unknown(&[&FACTS], &self.id, known, self.place, self.column));
        }
    }
}

/// An id that stands twice.
pub fn taken(id: &str, first: &Place, place: Place) -> Finding {
    let reason = format!("`{id}` is taken by {}:{}; a new id would be right", first.file, first.line);
    Finding { place, column: Some("id".into()), reason }
}

fn unknown<'a>(kinds: &[&Kind], id: &str, known: impl Iterator<Item = &'a str>, place: Place, column: &str) -> Finding {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.singular).collect();
    let reason = format!("no {} `{id}`{}", names.join(" or "), nearest(id, known));
    Finding { place, column: Some(column.into()), reason }
}
