//! The JSON around rows: what they are taken from and where to go on.

use serde::Serialize;
use serde_json::Value as Json;

use crate::data::Manifest;
use crate::words::Reason;

/// About the answer as a whole.
#[derive(Debug, Serialize)]
pub struct Meta<'a> {
    /// Rows that match in all; left out of single items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Most rows that this page may have; left out of single items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Why there are no rows, or not all, and what finds some; left out where there is nothing to tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
    /// Calendar version of the dataset.
    pub dataset_version: &'a str,
    /// SHA-256 of that version's rows, which stays the same for ever; left out where no version is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_hash: Option<&'a str>,
    /// SPDX identifier of the data's licence.
    pub license: &'a str,
    /// Where errors are reported; left out of lists, and where the dataset says nothing of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_url: Option<&'a str>,
}

impl<'a> Meta<'a> {
    /// About one item of a dataset.
    pub fn of(manifest: &'a Manifest) -> Self {
        Self {
            total: None,
            limit: None,
            hints: Vec::new(),
            dataset_version: &manifest.version,
            content_hash: None,
            license: &manifest.license,
            report_url: manifest.report_url.as_deref(),
        }
    }
}

/// A reason why a list is empty, with a query near the one asked that finds rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hint {
    /// Which reason, as a word that stays.
    pub reason: &'static str,
    /// The same for a reader.
    pub detail: Reason,
    /// Path and query that find rows.
    #[serde(rename = "try")]
    pub again: String,
    /// How many they find.
    pub total: u64,
}

/// Where the answer is, and where the next page.
#[derive(Debug, Serialize)]
pub struct Links {
    /// This answer, in its normal form.
    #[serde(rename = "self")]
    pub this: String,
    /// The next page; null on the last.
    pub next: Option<String>,
}

/// A list: rows that are JSON already and joined by commas, between their envelope, with what stands beside them under a
/// name, such as facets.
pub fn list(rows: &str, beside: Option<(&str, &Json)>, meta: &Meta<'_>, links: &Links) -> String {
    let beside = beside.map_or_else(String::new, |(name, json)| format!("\"{name}\":{json},"));
    // Of the right length at once: rows are long, and each time a text grows they are copied.
    ["{\"data\":[", rows, "],", &beside, &tail(meta, links)].concat()
}

/// One item: an object that is JSON already, in its envelope.
pub fn item(row: &str, meta: &Meta<'_>, path: &str) -> String {
    #[derive(Serialize)]
    struct Link<'a> {
        #[serde(rename = "self")]
        this: &'a str,
    }
    ["{\"data\":", row, ",", &tail(meta, &Link { this: path })].concat()
}

fn tail(meta: &Meta<'_>, links: &impl Serialize) -> String {
    // Strings and numbers alone, which JSON can always say.
    let text = |value: Result<String, _>| value.unwrap_or_else(|_: serde_json::Error| "null".to_owned());
    format!("\"meta\":{},\"links\":{}}}", text(serde_json::to_string(meta)), text(serde_json::to_string(links)))
}
