//! `titles/` and `labels/`: what facts, kinds, columns and words are called in other languages.
//!
//! Titles belong to a dataset and are read from its folder; labels belong to the declarations, so those in the program
//! are used.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use ::toml::Spanned;
use serde::Deserialize;

use super::Folder;
use super::toml::Lines;
use crate::model::Finding;

/// The languages of answers, by their ISO 639-1 codes; English comes first and is the one that data files are written in.
pub const LANGUAGES: [&str; 4] = ["en", "es", "pt", "zh"];

/// The titles of facts by their ids, by language.
pub type Titles = BTreeMap<String, BTreeMap<String, String>>;

/// What is called how in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Kinds, by their plural names.
    pub kinds: BTreeMap<String, String>,
    /// Columns.
    pub columns: BTreeMap<String, String>,
    /// The words of choices, by column.
    pub choices: BTreeMap<String, BTreeMap<String, String>>,
}

/// A title as a file has it.
#[derive(Debug)]
pub struct Title {
    /// The file, as findings show it.
    pub file: Arc<str>,
    /// Its line.
    pub line: usize,
    /// Id of the fact.
    pub id: String,
    /// The title.
    pub text: String,
}

/// The titles in one language, in the order of their ids; what is wrong with the file becomes a finding.
pub fn titles(folder: &Folder, language: &str, findings: &mut Vec<Finding>) -> Vec<Title> {
    let name = format!("titles/{language}.toml");
    let file = folder.show(&name);
    let text = folder.read(&name).unwrap_or_else(|error| {
        findings.push(Finding::at(&file, 1, format!("cannot be read: {error}")));
        None
    });
    let text = text.unwrap_or_default();
    let lines = Lines::of(&text);
    let listed: BTreeMap<String, Spanned<String>> = ::toml::from_str(&text).unwrap_or_else(|error| {
        let line = error.span().map_or(1, |span| lines.number(span.start));
        findings.push(Finding::at(&file, line, error.message().replace('\n', ", ")));
        BTreeMap::new()
    });
    let title = |(id, text): (String, Spanned<String>)| {
        let line = lines.number(text.span().start);
        Title { file: Arc::clone(&file), line, id, text: text.into_inner() }
    };
    listed.into_iter().map(title).collect()
}

/// What is called how in a language; nothing for one that there is not.
pub fn labels(language: &str) -> &'static Labels {
    static ALL: LazyLock<BTreeMap<&str, Labels>> = LazyLock::new(|| {
        let read = |language| {
            let text = Folder::Embedded.read(&format!("labels/{language}.toml")).ok().flatten()?;
            Some((language, ::toml::from_str(&text).ok()?))
        };
        LANGUAGES.into_iter().filter_map(read).collect()
    });
    static NONE: LazyLock<Labels> = LazyLock::new(Labels::default);
    ALL.get(language).unwrap_or(&NONE)
}
