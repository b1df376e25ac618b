//! What a dataset says of itself: known when all its rows were counted, and kept beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Counter, Dataset, Edition, Excused, Summary, Vocabulary};
use crate::data::{Manifest, Titles};
use crate::kinds::{COUNTRIES, SOURCES};
use crate::model::Record;

/// A dataset without its rows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct About {
    /// Title, version, licence, maintainers.
    pub manifest: Manifest,
    /// Counts, coverage and files of the dataset.
    pub summary: Summary,
    /// The ids that queries are checked against.
    pub vocabulary: Vocabulary,
    /// Since when each source can be read.
    pub sources: BTreeMap<String, String>,
    /// The titles of facts in other languages than English.
    pub titles: Titles,
    /// Longitude and latitude of each country's representative point.
    pub points: BTreeMap<String, [f64; 2]>,
    /// The sentences of the sources that hold no fact.
    pub excused: Excused,
    /// How many rows there are in all lists but `facts`, whose rows stand in others.
    pub rows: u32,
    /// SHA-256 of the rows, which stays the same when the version is one of the past.
    pub content: String,
    /// The earlier versions that are kept, oldest first.
    pub editions: Vec<Edition>,
}

impl About {
    /// Of a dataset all of whose rows were counted and hashed.
    pub fn new(dataset: &Dataset, counted: Counter, content: String) -> Self {
        let (summary, examples, rows) = counted.finish();
        Self {
            manifest: dataset.manifest.clone(),
            summary,
            vocabulary: dataset.vocabulary().with_examples(examples),
            sources: dataset.of(&SOURCES).iter().filter_map(known_since).collect(),
            titles: dataset.titles.clone(),
            points: dataset.of(&COUNTRIES).iter().filter_map(point).collect(),
            excused: dataset.excused.clone(),
            rows,
            content,
            editions: dataset.editions.clone(),
        }
    }
}

fn known_since(source: &Record) -> Option<(String, String)> {
    Some((source.id().to_owned(), source.text("known_since")?.to_owned()))
}

fn point(country: &Record) -> Option<(String, [f64; 2])> {
    Some((country.id().to_owned(), [country.number("longitude")?, country.number("latitude")?]))
}
