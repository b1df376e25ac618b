//! What is in the dataset: counted when it was built, so that nobody has to count again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::About;
use crate::hash::Hash;
use crate::kinds::{FACTS, stored};
use crate::model::{Kind, Record};
use crate::render;
use crate::render::lines::Lines;

/// Counts, coverage and the CSV files of a dataset.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Facts that were read, derived ones left out.
    pub facts: i64,
    /// Facts that were derived.
    pub derived: i64,
    /// First day of the earliest period and last day of the latest.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Codes of the countries that facts are about.
    pub countries: Vec<String>,
    /// The CSV file of each kind, as `/{kind}.csv` answers it.
    pub files: BTreeMap<String, TableFile>,
    /// Some facts of each indicator, by its slug: their ids and titles, by whose words claims name it.
    pub indicators: BTreeMap<String, Vec<(String, String)>>,
}

/// Most indicators whose words are known, and most facts of each.
const INDICATORS_KNOWN: (usize, usize) = (2000, 4);

/// A CSV file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TableFile {
    /// Its rows, the header left out.
    pub rows: i64,
    /// Its length.
    pub bytes: i64,
    /// Its SHA-256.
    pub sha256: String,
}

/// A summary under work: rows come in the order of the files.
#[derive(Default)]
pub struct Counter {
    files: BTreeMap<&'static str, (TableFile, Hash)>,
    summary: Summary,
    countries: BTreeSet<String>,
    /// The first id of each list.
    examples: BTreeMap<String, String>,
    rows: u32,
}

impl Counter {
    /// Count the next row.
    pub fn record(&mut self, record: &Record, lines: &Lines) {
        self.rows += 1;
        if record.text("basis") != Some("derived") {
            self.line(record.kind, &lines.csv_line());
        }
        self.example(record.kind, record.id());
        if record.kind.is_fact() {
            self.example(&FACTS, record.id());
            self.fact(record);
        }
    }

    fn example(&mut self, list: &Kind, id: &str) {
        match self.examples.get_mut(list.name) {
            Some(first) if id < first.as_str() => id.clone_into(first),
            Some(_) => {}
            None => _ = self.examples.insert(list.name.to_owned(), id.to_owned()),
        }
    }

    fn fact(&mut self, fact: &Record) {
        let summary = &mut self.summary;
        *(if fact.text("basis") == Some("derived") { &mut summary.derived } else { &mut summary.facts }) += 1;
        for country in fact.list("countries") {
            if !self.countries.contains(country) {
                self.countries.insert(country.clone());
            }
        }
        if let Some(slug) = fact.text("indicator") {
            summary.name(slug, fact);
        }
        let (start, end) = (fact.text("start"), fact.text("end"));
        if let Some(day) = start.filter(|day| summary.from.as_deref().is_none_or(|from| *day < from)) {
            summary.from = Some(day.to_owned());
        }
        if let Some(day) = end.filter(|day| summary.to.as_deref().is_none_or(|to| *day > to)) {
            summary.to = Some(day.to_owned());
        }
    }

    /// Count the CSV line of a row that is shown without being asked for.
    fn line(&mut self, kind: &'static Kind, line: &str) {
        let (file, hash) = self.file(kind);
        file.rows += 1;
        file.bytes += i64::try_from(line.len()).unwrap_or(i64::MAX);
        hash.update(line.as_bytes());
    }

    fn file(&mut self, kind: &'static Kind) -> &mut (TableFile, Hash) {
        self.files.entry(kind.name).or_insert_with(|| {
            let header = render::csv::header(kind);
            let mut hash = Hash::default();
            hash.update(header.as_bytes());
            let bytes = i64::try_from(header.len()).unwrap_or(i64::MAX);
            (TableFile { rows: 0, bytes, sha256: String::new() }, hash)
        })
    }

    /// The summary of a dataset all of whose rows were counted, the first id of each list, and the number of rows.
    pub fn finish(mut self) -> (Summary, BTreeMap<String, String>, u32) {
        stored().for_each(|kind| _ = self.file(kind));
        let files = self.files.into_iter();
        let files = files.map(|(kind, (file, hash))| (kind.to_owned(), TableFile { sha256: hash.hex(), ..file }));
        let countries = self.countries.into_iter().collect();
        (Summary { countries, files: files.collect(), ..self.summary }, self.examples, self.rows)
    }
}

impl Summary {
    /// How many rows a kind has.
    pub fn rows(&self, kind: &Kind) -> i64 {
        self.files.get(kind.name).map_or(0, |file| file.rows)
    }

    fn name(&mut self, slug: &str, fact: &Record) {
        let (most, each) = INDICATORS_KNOWN;
        let is_full = self.indicators.len() >= most && !self.indicators.contains_key(slug);
        if is_full || self.indicators.get(slug).is_some_and(|facts| facts.len() >= each) {
            return;
        }
        let title = fact.text("title").unwrap_or_default().to_owned();
        self.indicators.entry(slug.to_owned()).or_default().push((fact.id().to_owned(), title));
    }

    /// `GET /dataset`: the data of its answer.
    pub fn json(&self, about: &About, hash: &str) -> Json {
        let manifest = &about.manifest;
        let versions = about.editions.iter().map(|edition| {
            json!({
                "version": edition.version,
                "released": edition.released,
                "content_hash": edition.hash,
            })
        });
        let own = json!({
            "version": manifest.version,
            "released": manifest.released,
            "content_hash": about.content,
        });
        let versions: Vec<Json> = versions.chain([own]).collect();
        let counts: serde_json::Map<String, Json> =
            stored().map(|kind| (kind.name.to_owned(), self.rows(kind).into())).collect();
        json!({
            "title": manifest.title,
            "description": manifest.description,
            "version": manifest.version,
            "released": manifest.released,
            "license": manifest.license,
            "maintainers": manifest.maintainers,
            "report_url": manifest.report_url,
            "facts": self.facts,
            "derived_facts": self.derived,
            "temporal_coverage": { "start": self.from, "end": self.to },
            "spatial_coverage": self.countries,
            "rows": counts,
            "sha256": hash,
            "versions": versions,
            "downloads": {
                "sqlite": "/dataset.db",
                "datapackage": "/datapackage.json",
                "croissant": "/croissant.json",
                "jsonld": "/dataset.jsonld",
            },
        })
    }
}
