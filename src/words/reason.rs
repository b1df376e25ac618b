//! Reasons: why a request is refused, a claim is not supported, a figure is not added.
//!
//! A reason is a key of the tables in `reasons` with what belongs into its braces. Programs are told it in English, in words
//! that stay, with figures and names as the data has them; people are told it in their language, with both as people write
//! them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::phrases::phrase;
use super::said::{Called, Said, Voice};
use crate::limits::MAX_DETAIL;

/// A reason, or several one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reason(Vec<Part>);

/// What stands before a part that is not the first.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Join {
    Semicolon,
    Comma,
    Colon,
}

#[derive(Debug, Clone, PartialEq)]
struct Part {
    join: Join,
    what: What,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    /// A key and what stands in its braces.
    Phrase(&'static str, Vec<(&'static str, Said)>),
    /// A sentence that is there in English alone.
    English(String),
    /// What programs alone are told, for a page says it by itself.
    Aside(&'static str),
}

/// A part of a reason as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The words.
    pub text: String,
    /// Whether they are English, though the reader's language is another.
    pub is_foreign: bool,
}

impl Reason {
    /// The reason of a key.
    pub fn of(key: &'static str) -> Self {
        Self::one(What::Phrase(key, Vec::new()))
    }

    /// What programs alone are told.
    pub fn aside(text: &'static str) -> Self {
        Self::one(What::Aside(text))
    }

    /// With something in the braces of its last part.
    pub fn with(mut self, name: &'static str, said: impl Into<Said>) -> Self {
        if let Some(Part { what: What::Phrase(_, values), .. }) = self.0.last_mut() {
            values.push((name, said.into()));
        }
        self
    }

    /// Followed by another.
    pub fn and(self, other: impl Into<Self>) -> Self {
        self.joined(Join::Semicolon, other.into())
    }

    /// Followed by what qualifies it.
    pub fn also(self, other: impl Into<Self>) -> Self {
        self.joined(Join::Comma, other.into())
    }

    /// Followed by what explains it.
    pub fn because(self, other: impl Into<Self>) -> Self {
        self.joined(Join::Colon, other.into())
    }

    /// In a language, part by part, each with the mark that parts it from the one before. `name` tells what a fact is called.
    pub fn told(&self, language: &str, name: Called<'_>) -> Vec<Told> {
        let voice = Voice { language, name: Some(name) };
        self.parts(&voice).collect()
    }

    /// The same in one piece.
    pub(super) fn text(&self, voice: &Voice<'_>) -> String {
        self.parts(voice).map(|told| told.text).collect()
    }

    fn parts(&self, voice: &Voice<'_>) -> impl Iterator<Item = Told> {
        let told = |part: &&Part| voice.name.is_none() || !matches!(part.what, What::Aside(_));
        self.0.iter().filter(told).enumerate().map(|(at, part)| part.told(at, voice))
    }

    fn one(what: What) -> Self {
        Self(vec![Part { join: Join::Semicolon, what }])
    }

    fn joined(mut self, join: Join, other: Self) -> Self {
        let rest = other.0.into_iter().enumerate();
        self.0.extend(rest.map(|(at, part)| if at == 0 { Part { join, ..part } } else { part }));
        self
    }
}

impl Part {
    fn told(&self, at: usize, voice: &Voice<'_>) -> Told {
        let mark = if at == 0 { "" } else { self.join.mark(voice.language) };
        let (words, is_foreign) = match &self.what {
            What::Phrase(key, values) => (filled(phrase(key, voice.language), values, voice), false),
            What::English(text) => (text.clone(), voice.language != "en"),
            What::Aside(text) => ((*text).to_owned(), false),
        };
        Told { text: format!("{mark}{words}"), is_foreign }
    }
}

impl Join {
    fn mark(self, language: &str) -> &'static str {
        match (self, language) {
            (Self::Semicolon, "zh") => "；",
            (Self::Comma, "zh") => "，",
            (Self::Colon, "zh") => "：",
            (Self::Semicolon, _) => "; ",
            (Self::Comma, _) => ", ",
            (Self::Colon, _) => ": ",
        }
    }
}

/// A phrase with its braces filled, in one pass: what is put in may have braces of its own.
fn filled(phrase: &str, values: &[(&'static str, Said)], voice: &Voice<'_>) -> String {
    let mut parts = phrase.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or(("", part));
        text.extend(values.iter().find(|(known, _)| *known == name).map(|(_, said)| said.text(voice)));
        text.push_str(rest);
    }
    text
}

/// As programs are told it.
impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text(&Voice { language: "en", name: None }))
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Text that repeats words of a request, fit to be shown: control characters as escapes, a long one cut.
pub fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (position, c) in text.chars().enumerate() {
        if position == MAX_DETAIL {
            shown.push('…');
            break;
        }
        if c.is_control() { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// The detail of an error, which may repeat words of the request.
///
/// # Errors
/// Those of the serializer.
pub fn shown<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&printable(&reason.to_string()))
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self::one(What::English(text))
    }
}

impl From<&str> for Reason {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_figures_and_ids_as_they_are_and_people_as_they_write_them() {
        let reason = Reason::of("claim.differs")
            .with("fact", Said::Fact("trade-2018-total".to_owned()))
            .with("figure", Said::Figure(307.4e9, "USD".to_owned()))
            .with("difference", Said::Difference(7.6e9, "USD".to_owned()))
            .also(Reason::of("claim.derived"));
        assert_eq!(
            reason.to_string(),
            "trade-2018-total says 307400000000 USD; the claim differs by 7600000000, derived from what its sources say"
        );
        let people = |language| {
            let told = reason.told(language, &|id| (id == "trade-2018-total").then(|| "T".to_owned()));
            told.into_iter().map(|told| told.text).collect::<String>()
        };
        assert_eq!(
            people("en"),
            "“T” says US$307.4 billion; the claim differs by US$7.6 billion, derived from what its sources say"
        );
        assert!(people("es").starts_with("“T” dice 307.400 millones de dólares; "), "{}", people("es"));
        assert_eq!(people("zh"), "“T”为3074亿美元；该说法与之相差76亿美元，由来源所述推算得出");
    }

    #[test]
    fn what_is_put_in_is_never_filled_itself() {
        let reason = Reason::of("query.range").with("first", "{last}").with("last", "b");
        assert_eq!(reason.to_string(), "`{last}` and `b` are the ends of a range");
    }

    #[test]
    fn what_is_there_in_english_alone_is_told_apart() {
        let told = Reason::of("query.unknown").and("pages have no numbers here").told("pt", &|_| None);
        let marked: Vec<_> = told.iter().map(|told| (told.text.as_str(), told.is_foreign)).collect();
        assert_eq!(marked, [("esse parâmetro não existe aqui", false), ("; pages have no numbers here", true)]);
    }
}
