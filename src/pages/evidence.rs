//! What proves a fact: the words, and where they can be read.

use serde_json::Value as Json;

use super::cell::Teller;
use super::link::Link;
use crate::kinds::SOURCES;

/// One piece of evidence.
#[derive(Debug)]
pub struct Proof {
    /// The words as printed.
    pub quote: String,
    /// The source.
    pub source: Link,
    /// Its title.
    pub title: String,
    /// The paragraph, in words.
    pub paragraph: String,
    /// Where the words can be read; empty where the source is not on the web.
    pub url: String,
}

/// The evidence of a row.
pub fn proofs(teller: &Teller<'_>, evidence: Option<&Json>) -> Vec<Proof> {
    let text = |entry: &Json, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let proof = |entry: &Json| {
        let id = text(entry, "source");
        let name = teller.names.get(&SOURCES, &id, teller.reader.place());
        Proof {
            quote: text(entry, "quote"),
            source: Link::to(teller.reader.link(&format!("/sources/{id}")), name.short),
            title: name.full,
            paragraph: teller.words().fill("paragraph", &[("n", &entry["paragraph"].to_string())]),
            url: text(entry, "url"),
        }
    };
    evidence.and_then(Json::as_array).map_or_else(Vec::new, |entries| entries.iter().map(proof).collect())
}
