//! Evidence against the texts: every quote where it says, every figure as printed, nothing of the texts left out.

mod coverage;
mod evidence;
mod names;
mod report;

use std::path::Path;
use std::sync::Arc;

pub use report::{Report, Row};

use crate::data::{Coverage, Excuses, Folder, Location, Verified, key};
use crate::dataset::Dataset;
use crate::hash::sha256;
use crate::kinds::SOURCES;
use crate::model::{Finding, Record};
use crate::text::{Source, Text, Texts};

/// What verification gave.
#[derive(Debug)]
pub struct Outcome {
    /// The table.
    pub report: Report,
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
    /// What `verified.toml` should hold, as of `today`.
    pub verified: Verified,
}

/// Verify a dataset against the texts in a folder. `step` is called with what is being looked at.
pub fn verify(dataset: &Dataset, folder: &Folder, sources: &Path, today: &str, step: &dyn Fn(&str)) -> Outcome {
    let mut findings = Vec::new();
    let mut texts = read(dataset, sources, &mut findings);
    let excuses = Excuses::read(folder, &mut findings);
    let splits = split(&mut texts, &excuses, &mut findings);
    let mut places = Vec::new();
    for fact in dataset.facts().filter(|fact| fact.text("basis") != Some("derived")) {
        step(fact.id());
        evidence::check(fact, &texts, &excuses, &mut findings);
        places.extend(locations(fact, &texts));
    }
    places.sort();
    places.dedup();
    let mut coverage = Vec::new();
    let mut rows = Vec::new();
    let names = names::Names::of(dataset, &excuses);
    let mut accounts = coverage::Accounts::new(&excuses);
    for (id, source) in &texts {
        step(id);
        let row = accounts.source(id, source, dataset, &names, &mut findings);
        coverage.push(row.coverage(id, today));
        rows.push(row);
    }
    accounts.unused(&mut findings);
    findings.sort();
    Outcome { report: Report { rows, splits }, findings, verified: Verified { sources: coverage, places } }
}

/// Let the clauses that a scan fused be sentences of their own; gives them as they are shown.
fn split(texts: &mut Texts, excuses: &Excuses, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut shown = Vec::new();
    for (line, split) in &excuses.splits {
        let paragraph = texts.get_mut(&split.source).and_then(|source| source.text.paragraph_mut(split.paragraph));
        let place = format!("paragraph {} of `{}`", split.paragraph, split.source);
        if paragraph.is_some_and(|paragraph| paragraph.split(&split.before)) {
            shown.push(format!("{place}: \"{}\" begins a sentence", split.before));
        } else {
            let reason = format!("\"{}\" does not stand once, inside a sentence, in {place}", split.before);
            findings.push(Finding::at(&excuses.file, *line, reason));
        }
    }
    shown
}

/// Whether what stands in the folder's `verified.toml` is what verification gives now, but for the day.
pub fn is_current(folder: &Folder, verified: &Verified) -> bool {
    let undated = |verified: &Verified| {
        let coverage = verified.sources.iter().map(|row| Coverage { verified: String::new(), ..row.clone() });
        (coverage.collect::<Vec<_>>(), verified.places.clone())
    };
    undated(&Verified::read(folder, &mut Vec::new())) == undated(verified)
}

/// The text of `verified.toml`.
pub fn written(verified: &Verified) -> String {
    let line = |place: &Location| {
        let quote = toml::Value::String(place.quote.clone());
        format!(
            "  {{ source = \"{}\", paragraph = {}, start = {}, end = {}, occurrence = {}, quote = {quote} }},\n",
            place.source, place.paragraph, place.start, place.end, place.occurrence
        )
    };
    let places: String = verified.places.iter().map(line).collect();
    let table = |row: &Coverage| format!("\n[[sources]]\n{}", toml::to_string(row).unwrap_or_default());
    let sources: String = verified.sources.iter().map(table).collect();
    format!("# What `sinolac verify --write` found in the texts; never edited.\n\nplaces = [\n{places}]\n{sources}")
}

/// Read every text and compare it with its recorded hash.
pub fn read(dataset: &Dataset, folder: &Path, findings: &mut Vec<Finding>) -> Texts {
    let mut texts = Texts::new();
    for source in dataset.of(&SOURCES) {
        let Some(name) = source.text("file") else { continue };
        let file: Arc<str> = folder.join(name).to_string_lossy().into();
        match std::fs::read(folder.join(name)) {
            Ok(bytes) => {
                let (found, recorded) = (sha256(&bytes), source.text("sha256").unwrap_or_default());
                if found != recorded {
                    let reason = format!(
                        "not the text that `{}` was read in: its SHA-256 is {found}, recorded is {recorded}",
                        source.id()
                    );
                    findings.push(Finding::at(&file, 1, reason));
                }
                let text = Text::of(&String::from_utf8_lossy(&bytes));
                texts.insert(source.id().to_owned(), Source { file, text });
            }
            Err(error) => {
                findings.push(Finding::at(&file, 1, format!("the text of `{}` cannot be read: {error}", source.id())));
            }
        }
    }
    texts
}

/// Where the quotes of a fact stand; those that stand nowhere are findings already.
fn locations(fact: &Record, texts: &Texts) -> Vec<Location> {
    let place = |evidence| {
        let (source, paragraph, quote, occurrence) = key(evidence);
        let lines = texts.get(source)?.text.paragraph(paragraph)?;
        let found = lines.find(quote);
        let (start, end) = lines.position(found.get(usize::try_from(occurrence).ok()? - 1)?);
        Some(Location {
            source: source.to_owned(),
            paragraph,
            start: u32::try_from(start).ok()?,
            end: u32::try_from(end).ok()?,
            occurrence,
            quote: quote.to_owned(),
        })
    };
    fact.evidence().iter().filter_map(place).collect()
}
