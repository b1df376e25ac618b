//! `history.toml`: which facts each version of the dataset added, changed or withdrew.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Folder;
use super::toml::Lines;
use crate::model::Finding;

/// The name of the file.
pub const HISTORY: &str = "history.toml";

/// Every version, oldest first; empty for a folder that keeps no history.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// The versions.
    #[serde(default)]
    pub versions: Vec<Version>,
}

/// One version of the dataset.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Calendar version.
    pub version: String,
    /// Day of its release.
    pub released: String,
    /// SHA-256 of its rows, as [`content_hash`](super::versions::content_hash) has it, once it is kept.
    #[serde(default)]
    pub content: Option<String>,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// What became of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Id of the fact.
    pub fact: String,
    /// Singular name of its kind.
    pub kind: String,
    /// What happened to it.
    pub change: What,
    /// Singular name of the kind that it was of before, where it moved.
    pub from: Option<String>,
    /// The columns whose statement is another than before, or was not there before; empty where that was not kept.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The start of the SHA-256 of what the data file states of it; none when it was withdrawn.
    pub hash: Option<String>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
}

/// What can happen to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is new.
    Added,
    /// Something stated of it is another.
    Changed,
    /// Columns that had said nothing say something; what was stated stands.
    Extended,
    /// It is of another kind than before.
    Moved,
    /// It is gone, and its id is never used again.
    Withdrawn,
}

impl What {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Extended => "extended",
            Self::Moved => "moved",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl History {
    /// Read the file; what is wrong with it becomes a finding.
    pub fn read(folder: &Folder, findings: &mut Vec<Finding>) -> Self {
        let file = folder.show(HISTORY);
        match folder.read(HISTORY) {
            Ok(Some(text)) => ::toml::from_str(&text).unwrap_or_else(|error| {
                let line = error.span().map_or(1, |span| Lines::of(&text).number(span.start));
                findings.push(Finding::at(&file, line, error.message().replace('\n', ", ")));
                Self::default()
            }),
            Ok(None) => Self::default(),
            Err(error) => {
                findings.push(Finding::at(&file, 1, format!("cannot be read: {error}")));
                Self::default()
            }
        }
    }

    /// The last change of each fact up to but without a version; of all versions for `None`.
    pub fn state(&self, before: Option<&str>) -> BTreeMap<&str, &Change> {
        let versions = self.versions.iter().filter(|version| before != Some(version.version.as_str()));
        versions.flat_map(|version| &version.changes).map(|change| (change.fact.as_str(), change)).collect()
    }

    /// The text of the file.
    pub fn written(&self) -> String {
        let head = "# What each version added, changed and withdrew; `sinolac history --write` keeps it.\n";
        self.versions.iter().fold(head.to_owned(), |text, version| {
            let changes: String = version.changes.iter().map(Change::line).collect();
            let (name, released) = (quoted(&version.version), quoted(&version.released));
            let content =
                version.content.as_ref().map_or_else(String::new, |hash| format!("content = {}\n", quoted(hash)));
            text + &format!(
                "\n[[versions]]\nversion = {name}\nreleased = {released}\n{content}changes = [\n{changes}]\n"
            )
        })
    }
}

impl Change {
    fn line(&self) -> String {
        let optional = |key: &str, text: &Option<String>| {
            text.as_ref().map_or_else(String::new, |text| format!(", {key} = {}", quoted(text)))
        };
        let columns: Vec<String> = self.columns.iter().map(|column| quoted(column)).collect();
        let columns = if columns.is_empty() { String::new() } else { format!(", columns = [{}]", columns.join(", ")) };
        format!(
            "  {{ fact = {}, kind = {}, change = {}{}{columns}{}{} }},\n",
            quoted(&self.fact),
            quoted(&self.kind),
            quoted(self.change.name()),
            optional("from", &self.from),
            optional("hash", &self.hash),
            optional("reason", &self.reason)
        )
    }
}

fn quoted(text: &str) -> String {
    ::toml::Value::String(text.to_owned()).to_string()
}
