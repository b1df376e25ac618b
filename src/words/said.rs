//! What stands in the braces of a reason's phrase.

use super::reason::Reason;
use super::{amount, figure};
use crate::data::labels;
use crate::model::{Kind, Value};

/// Something that a phrase speaks of.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Words as they are.
    Text(String),
    /// A figure and its unit.
    Figure(f64, String),
    /// By how much two figures of a unit differ.
    Difference(f64, String),
    /// A figure with its unit and the word that hedges it; programs are told the word.
    Hedged(f64, String, String),
    /// A fact by its id; people are told its title.
    Fact(String),
    /// Columns.
    Columns(Vec<&'static str>),
    /// A column's word.
    Word(&'static str, String),
    /// Columns, each with the word that it must have.
    Filters(Vec<(&'static str, String)>),
    /// A row of one of these kinds; languages with genders are told the lists.
    Kinds(Vec<&'static Kind>),
    /// Another reason.
    Reason(Reason),
    /// Several reasons.
    Several(Vec<Reason>),
}

/// What facts are called, by their ids.
pub type Called<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Who is told something.
pub struct Voice<'a> {
    /// The language.
    pub language: &'a str,
    /// What a fact is called; `None` for programs.
    pub name: Option<Called<'a>>,
}

impl Said {
    /// As it stands in a phrase.
    pub(super) fn text(&self, voice: &Voice<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Reason(reason) => reason.text(voice),
            Self::Several(reasons) => voice.list(reasons.iter().map(|reason| reason.text(voice))),
            Self::Kinds(kinds) => voice.kinds(kinds),
            _ if voice.name.is_some() => self.for_people(voice),
            _ => self.for_programs(),
        }
    }

    fn for_programs(&self) -> String {
        let number = |value: &f64| Value::Number(*value).to_text().into_owned();
        match self {
            Self::Figure(value, unit) => format!("{} {unit}", number(value)),
            Self::Difference(value, _) => number(value),
            Self::Hedged(_, _, word) => word.replace('_', " "),
            Self::Fact(id) => id.clone(),
            Self::Columns(names) => format!("`{}`", names.join("`, `")),
            Self::Word(_, word) => format!("`{word}`"),
            Self::Filters(filters) => {
                let told: Vec<String> = filters.iter().map(|(column, word)| format!("`{column}` {word}")).collect();
                told.join(", ")
            }
            _ => String::new(),
        }
    }

    fn for_people(&self, voice: &Voice<'_>) -> String {
        match self {
            Self::Figure(value, unit) => amount(*value, unit, voice.language),
            Self::Difference(value, unit) => {
                let unit = match unit.as_str() {
                    "percent" => "percentage_points",
                    "rank" | "year" => "",
                    unit => unit,
                };
                amount(*value, unit, voice.language)
            }
            Self::Hedged(value, unit, word) => figure(*value, unit, word, voice.language),
            Self::Fact(id) => {
                voice.name.and_then(|name| name(id)).map_or_else(|| id.clone(), |title| format!("“{title}”"))
            }
            Self::Columns(names) => voice.list(names.iter().map(|name| voice.column(name))),
            Self::Word(column, word) => voice.word(column, word),
            Self::Filters(filters) => {
                let colon = if voice.language == "zh" { "：" } else { ": " };
                let told = |(column, word): &(&str, String)| {
                    format!("{}{colon}{}", voice.column(column), voice.word(column, word))
                };
                // What a column has no word for is told by the others.
                voice.list(filters.iter().filter(|(_, word)| word != "null").map(told))
            }
            _ => String::new(),
        }
    }
}

impl Voice<'_> {
    fn list(&self, texts: impl Iterator<Item = String>) -> String {
        texts.collect::<Vec<_>>().join(if self.language == "zh" { "、" } else { ", " })
    }

    fn column(&self, name: &str) -> String {
        labels(self.language).columns.get(name).map_or(name, String::as_str).to_owned()
    }

    fn word(&self, column: &str, word: &str) -> String {
        let known = labels(self.language).choices.get(column).and_then(|words| words.get(word));
        known.map_or(word, String::as_str).to_owned()
    }

    /// English has a word for a single row of each kind.
    fn kinds(&self, kinds: &[&Kind]) -> String {
        if self.language == "en" {
            return kinds.iter().map(|kind| kind.singular).collect::<Vec<_>>().join(" or ");
        }
        let label =
            |kind: &&Kind| labels(self.language).kinds.get(kind.name).map_or(kind.name, String::as_str).to_owned();
        self.list(kinds.iter().map(label))
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Said {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<usize> for Said {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<u32> for Said {
    fn from(number: u32) -> Self {
        Self::Text(number.to_string())
    }
}
