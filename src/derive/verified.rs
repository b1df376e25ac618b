//! What verification found, put where answers show it.

use std::collections::BTreeMap;

use crate::data::{Verified, key};
use crate::dataset::Dataset;
use crate::kinds::SOURCES;
use crate::model::{Record, Value};

/// Where quotes stand in the texts, by what evidence says of them.
pub type Places<'a> = BTreeMap<(&'a str, u32, &'a str, u32), (u32, u32)>;

/// Fill the offsets of a fact's evidence.
pub fn place(fact: &mut Record, places: &Places<'_>) {
    if let Some(Value::Evidence(entries)) = fact.get_mut("evidence") {
        for entry in entries {
            if let Some((start, end)) = places.get(&key(entry)) {
                (entry.start, entry.end) = (Some(*start), Some(*end));
            }
        }
    }
}

/// Fill the coverage of sources.
pub fn cover(dataset: &mut Dataset, verified: &Verified) {
    for source in dataset.of_mut(&SOURCES) {
        let Some(coverage) = verified.sources.iter().find(|coverage| coverage.source == source.id()) else { continue };
        for (column, count) in [
            ("sentences", coverage.sentences),
            ("sentences_pinned", coverage.sentences_pinned),
            ("sentences_excused", coverage.sentences_excused),
            ("figures", coverage.figures),
            ("figures_pinned", coverage.figures_pinned),
            ("names", coverage.names),
            ("names_pinned", coverage.names_pinned),
        ] {
            source.set(column, Value::Integer(count));
        }
        source.set("verified", Value::Text(coverage.verified.clone()));
    }
}
