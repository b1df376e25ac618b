//! `verified.toml`: what `sinolac verify --write` found in the texts, for when the texts are not there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Folder;
use super::toml::Lines;
use crate::model::{Evidence, Finding};

/// The name of the file.
pub const VERIFIED: &str = "verified.toml";

/// What verification found; empty for a folder that was never verified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// How completely each source is covered.
    #[serde(default)]
    pub sources: Vec<Coverage>,
    /// Where each quote stands in its text.
    #[serde(default)]
    pub places: Vec<Location>,
}

/// How completely a source is covered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Id of the source.
    pub source: String,
    /// Day on which this was computed.
    pub verified: String,
    /// Sentences of the text.
    pub sentences: i64,
    /// Those pinned by at least one fact.
    pub sentences_pinned: i64,
    /// Those excused with a reason.
    pub sentences_excused: i64,
    /// Figures and years in the text.
    pub figures: i64,
    /// Those that a fact carries; the others stand in excused sentences or are excused themselves.
    pub figures_pinned: i64,
    /// Names of countries, organizations, persons and other things in the text.
    pub names: i64,
    /// Those that a fact carries.
    pub names_pinned: i64,
}

/// Where a quote stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Id of the source.
    pub source: String,
    /// Paragraph.
    pub paragraph: u32,
    /// First character in the whole text, counted from 0.
    pub start: u32,
    /// The first character after it.
    pub end: u32,
    /// Which occurrence in the paragraph.
    pub occurrence: u32,
    /// The quote.
    pub quote: String,
}

impl Verified {
    /// Read the file; what is wrong with it becomes a finding.
    pub fn read(folder: &Folder, findings: &mut Vec<Finding>) -> Self {
        let file = folder.show(VERIFIED);
        let text = match folder.read(VERIFIED) {
            Ok(Some(text)) => text,
            Ok(None) => return Self::default(),
            Err(error) => {
                findings.push(Finding::at(&file, 1, format!("cannot be read: {error}")));
                return Self::default();
            }
        };
        ::toml::from_str(&text).unwrap_or_else(|error| {
            let line = error.span().map_or(1, |span| Lines::of(&text).number(span.start));
            let reason = format!("{}; `sinolac verify --write` makes it anew", error.message().replace('\n', ", "));
            findings.push(Finding::at(&file, line, reason));
            Self::default()
        })
    }

    /// The places of quotes by what evidence says of them.
    pub fn index(&self) -> BTreeMap<(&str, u32, &str, u32), (u32, u32)> {
        let key = |place: &Location| (place.start, place.end);
        self.places
            .iter()
            .map(|place| ((place.source.as_str(), place.paragraph, place.quote.as_str(), place.occurrence), key(place)))
            .collect()
    }
}

/// What an entry of evidence is found by.
pub fn key(evidence: &Evidence) -> (&str, u32, &str, u32) {
    (&evidence.source, evidence.paragraph, &evidence.quote, evidence.occurrence)
}
