//! A way to report an error: what to send, and where to, as far as the dataset says it.

use super::address::Address;
use super::reader::Reader;
use super::words::Words;
use crate::data::Manifest;

/// A report to be filled in.
#[derive(Debug)]
pub struct Report {
    /// What to send: where the error is, with room for what is wrong.
    pub text: String,
    /// Where reports are taken; `None` where the dataset does not say it.
    pub url: Option<String>,
    /// Who keeps the dataset.
    pub keepers: String,
}

impl Report {
    /// Of the row at an address.
    pub fn new(manifest: &Manifest, reader: &Reader, (id, title): (&str, &str), address: &Address) -> Self {
        let words = Words::of(reader.language);
        let here = format!("{}{address}", reader.base);
        let values = [("id", id), ("title", title), ("version", manifest.version.as_str()), ("address", here.as_str())];
        let keepers: Vec<&str> = manifest.maintainers.iter().map(|keeper| keeper.name.as_str()).collect();
        Self { text: words.fill("report_text", &values), url: manifest.report_url.clone(), keepers: keepers.join(", ") }
    }
}
