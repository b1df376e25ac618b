//! `dataset.toml`: what the dataset as a whole is called, which version it is and who keeps it.

use serde::{Deserialize, Serialize};

use super::Folder;
use super::toml::Lines;
use crate::model::Finding;

/// The dataset's own description.
#[derive(Debug, Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the dataset is called.
    pub title: String,
    /// What is in it, in a few sentences.
    pub description: String,
    /// Calendar version, `YYYY.MM.N`.
    pub version: String,
    /// Day of its release, `YYYY-MM-DD`.
    pub released: String,
    /// SPDX identifier of the licence of the data.
    pub license: String,
    /// Who keeps it.
    pub maintainers: Vec<Maintainer>,
    /// Where errors are reported: a web address, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_url: Option<String>,
}

/// Somebody who keeps the dataset.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Maintainer {
    /// A person or a group.
    pub name: String,
}

impl Manifest {
    /// Read and check `dataset.toml`; `None` after adding what is wrong to `findings`.
    pub fn read(folder: &Folder, findings: &mut Vec<Finding>) -> Option<Self> {
        let file = folder.show("dataset.toml");
        let text = match folder.read("dataset.toml") {
            Ok(Some(text)) => text,
            Ok(None) => {
                findings.push(Finding::at(
                    &file,
                    1,
                    "missing; a data folder needs it for title, version and licence".into(),
                ));
                return None;
            }
            Err(error) => {
                findings.push(Finding::at(&file, 1, format!("cannot be read: {error}")));
                return None;
            }
        };
        match toml::from_str::<Self>(&text) {
            Ok(manifest) => {
                manifest.check(&file, &text, findings);
                Some(manifest)
            }
            Err(error) => {
                let line = error.span().map_or(1, |span| Lines::of(&text).number(span.start));
                findings.push(Finding::at(&file, line, error.message().replace('\n', ", ")));
                None
            }
        }
    }

    fn check(&self, file: &std::sync::Arc<str>, text: &str, findings: &mut Vec<Finding>) {
        let line = |key: &str| text.lines().position(|line| line.trim_start().starts_with(key)).map_or(1, |n| n + 1);
        if !is_calendar_version(&self.version) {
            let reason = format!("`{}` is no calendar version; `2026.11.1` would be", self.version);
            findings.push(Finding::at(file, line("version"), reason).on("version"));
        }
        let day: Result<jiff::civil::Date, _> = self.released.parse();
        if !day.is_ok_and(|day| day.to_string() == self.released) {
            let reason = format!("`{}` is no calendar day; `2026-11-22` would be", self.released);
            findings.push(Finding::at(file, line("released"), reason).on("released"));
        }
        let is_web =
            |url: &str| ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(is_address));
        if let Some(url) = self.report_url.as_deref().filter(|url| !is_web(url)) {
            let reason = format!("`{url}` is no web address; `https://example.org/issues` would be");
            findings.push(Finding::at(file, line("report_url"), reason).on("report_url"));
        }
        for (key, value) in [("title", &self.title), ("description", &self.description), ("license", &self.license)] {
            if value.trim().is_empty() {
                findings.push(Finding::at(file, line(key), "empty; a few words would be right".into()).on(key));
            }
        }
    }
}

/// What may stand behind the scheme of an address that is shown as a link: printable ASCII that no header or page takes for
/// something else.
fn is_address(rest: &str) -> bool {
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte))
}

/// `YYYY.MM.N`.
fn is_calendar_version(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    match parts[..] {
        [year, month, release] => {
            year.len() == 4
                && number(year).is_some()
                && month.len() == 2
                && number(month).is_some_and(|month| (1..=12).contains(&month))
                && number(release).is_some_and(|release| release > 0)
        }
        _ => false,
    }
}
