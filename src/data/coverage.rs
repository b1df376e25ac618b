//! `coverage.toml`: the sentences, figures and names of the texts that are no facts, each with a reason.

use std::sync::Arc;

use ::toml::Spanned;
use serde::Deserialize;

use super::Folder;
use super::toml::Lines;
use crate::model::Finding;

/// The name of the file.
pub const COVERAGE: &str = "coverage.toml";

/// Why a sentence, or something in it, is no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A headline, a crumb of navigation, a byline.
    Heading,
    /// Opinion, rhetoric, a judgement or a hope that nobody can check.
    Opinion,
    /// What the reader is told to understand the rest: general, undated, without a figure of the subject.
    Background,
    /// What somebody should do.
    Recommendation,
    /// Says again what another sentence says.
    Repeat,
}

impl Reason {
    /// The word for it in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Opinion => "opinion",
            Self::Background => "background",
            Self::Recommendation => "recommendation",
            Self::Repeat => "repeat",
        }
    }
}

/// What the texts hold beside facts, each entry with its line.
#[derive(Debug, Clone, Default)]
pub struct Excuses {
    /// The file, as findings show it.
    pub file: Arc<str>,
    /// Where a sentence begins that a scan, or a text, fuses with the one before.
    pub splits: Vec<(usize, Split)>,
    /// Sentences without a fact.
    pub sentences: Vec<(usize, Excuse)>,
    /// Figures and names in sentences that have facts, which none of these facts carries.
    pub mentions: Vec<(usize, Mention)>,
    /// Capitalised words and phrases beside the names that the data have.
    pub terms: Vec<(usize, Term)>,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    #[serde(default)]
    splits: Vec<Spanned<Split>>,
    #[serde(default)]
    sentences: Vec<Spanned<Excuse>>,
    #[serde(default)]
    mentions: Vec<Spanned<Mention>>,
    #[serde(default)]
    terms: Vec<Spanned<Term>>,
}

/// A clause that counts as a sentence of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// Id of the source.
    pub source: String,
    /// Paragraph.
    pub paragraph: u32,
    /// Its first words, which stand once in the paragraph.
    pub before: String,
}

/// A sentence without a fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excuse {
    /// Id of the source.
    pub source: String,
    /// Paragraph.
    pub paragraph: u32,
    /// Sentence in the paragraph, counted from 1.
    pub sentence: u32,
    /// Its first words, so that a reader sees which it is and a shifted count is noticed.
    pub starts: String,
    /// Why it holds no fact.
    pub reason: Reason,
}

/// A figure or name that no fact of its sentence carries.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// Id of the source.
    pub source: String,
    /// Paragraph.
    pub paragraph: u32,
    /// Sentence in the paragraph, counted from 1.
    pub sentence: u32,
    /// The words, as printed.
    pub text: String,
    /// Why no fact carries it.
    pub reason: Reason,
}

/// A capitalised word or phrase, and what it stands for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The words, as printed.
    pub text: String,
    /// Country that it means (`Brazilian`), where it means one.
    pub country: Option<String>,
    /// Organization that it means, where it means one.
    pub organization: Option<String>,
    /// Person that it means, where it means one.
    pub person: Option<String>,
    /// What it is, where it is none of these: place, programme, title, ...
    pub is: Option<String>,
}

impl Excuses {
    /// Read the file; what is wrong with it becomes a finding.
    pub fn read(folder: &Folder, findings: &mut Vec<Finding>) -> Self {
        let file = folder.show(COVERAGE);
        let text = match folder.read(COVERAGE) {
            Ok(text) => text.unwrap_or_default(),
            Err(error) => {
                findings.push(Finding::at(&file, 1, format!("cannot be read: {error}")));
                String::new()
            }
        };
        let lines = Lines::of(&text);
        let listed: Listed = ::toml::from_str(&text).unwrap_or_else(|error| {
            let line = error.span().map_or(1, |span| lines.number(span.start));
            findings.push(Finding::at(&file, line, error.message().replace('\n', ", ")));
            Listed::default()
        });
        Self {
            file,
            splits: numbered(&lines, listed.splits),
            sentences: numbered(&lines, listed.sentences),
            mentions: numbered(&lines, listed.mentions),
            terms: numbered(&lines, listed.terms),
        }
    }
}

fn numbered<T>(lines: &Lines, items: Vec<Spanned<T>>) -> Vec<(usize, T)> {
    items.into_iter().map(|item| (lines.number(item.span().start), item.into_inner())).collect()
}
