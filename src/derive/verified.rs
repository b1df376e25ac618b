//! What verification found, put where answers show it.

use crate::check::Dataset;
use crate::data::{Verified, key};
use crate::kinds::SOURCES;
use crate::record::Value;

/// Fill the offsets of evidence and the coverage of sources.
pub fn fill(dataset: &mut Dataset, verified: &Verified) {
    let places = verified.index();
    for fact in dataset.facts_mut() {
        let mut evidence = fact.evidence().to_vec();
        for entry in &mut evidence {
            if let Some((start, end)) = places.get(&key(entry)) {
                (entry.start, entry.end) = (Some(*start), Some(*end));
            }
        }
        fact.set("evidence", Value::Evidence(evidence));
    }
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
