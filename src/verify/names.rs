//! Names in the texts: which are known, what they stand for, and which words look like names and are not known.

use std::ops::Range;

use crate::data::Excuses;
use crate::dataset::Dataset;
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE};
use crate::model::Record;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A country, by code.
    Country(String),
    /// An organization, by id.
    Organization(String),
    /// A person, by id.
    Person(String),
    /// Something else: a place, a programme, a title.
    Other,
}

/// A name found in a text.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where, in bytes of the paragraph.
    pub at: Range<usize>,
    /// What it stands for.
    pub target: Target,
    /// Which of the listed terms it is, where it is one.
    pub term: Option<usize>,
}

/// Every known name, longest first, so that "China Daily" is found before "China".
#[derive(Debug)]
pub struct Names(Vec<(String, Target, Option<usize>)>);

impl Names {
    /// The names of countries, organizations and persons, and the terms that coverage.toml lists.
    pub fn of(dataset: &Dataset, excuses: &Excuses) -> Self {
        let mut names = Vec::new();
        for country in dataset.of(&COUNTRIES) {
            let target = if country.id() == "CHN" { Target::Other } else { Target::Country(country.id().to_owned()) };
            names.extend(country.text("name_en").map(|name| (name.to_owned(), target, None)));
        }
        for organization in dataset.of(&ORGANIZATIONS) {
            names.extend(
                called(organization).map(|name| (name, Target::Organization(organization.id().to_owned()), None)),
            );
        }
        for person in dataset.of(&PEOPLE) {
            names.extend(called(person).map(|name| (name, Target::Person(person.id().to_owned()), None)));
        }
        for (position, (_, term)) in excuses.terms.iter().enumerate() {
            let target = match (&term.country, &term.organization, &term.person) {
                (Some(id), _, _) => Target::Country(id.clone()),
                (_, Some(id), _) => Target::Organization(id.clone()),
                (_, _, Some(id)) => Target::Person(id.clone()),
                _ => Target::Other,
            };
            names.push((term.text.clone(), target, Some(position)));
        }
        names.sort_by(|(a, _, _), (b, _, _)| b.len().cmp(&a.len()).then(a.cmp(b)));
        Self(names)
    }

    /// The known names in a text, none overlapping another.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let starts_word = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let known = |(name, _, _): &&(String, Target, Option<usize>)| {
                rest.starts_with(name.as_str()) && !rest[name.len()..].chars().next().is_some_and(char::is_alphanumeric)
            };
            if let Some((name, target, term)) = starts_word.then(|| self.0.iter().find(known)).flatten() {
                found.push(Found { at: at..at + name.len(), target: target.clone(), term: *term });
                at += name.len();
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }
}

/// The names of an organization or person.
fn called(record: &Record) -> impl Iterator<Item = String> {
    let single = ["name", "abbreviation"].into_iter().filter_map(|column| record.text(column));
    single.chain(record.list("aliases").iter().map(String::as_str)).map(str::to_owned)
}

/// Capitalised words of a sentence that no known name covers. The first word of a sentence or quotation says nothing.
pub fn unknown(text: &str, sentence: &Range<usize>, known: &[Found]) -> Vec<Range<usize>> {
    let mut unknown = Vec::new();
    let mut first = true;
    let mut word_start = None;
    let end = text[sentence.clone()].char_indices().map(|(offset, c)| (sentence.start + offset, c));
    for (at, c) in end.chain([(sentence.end, ' ')]) {
        if c.is_alphanumeric() || matches!(c, '-' | '\'' | '’') && word_start.is_some() {
            word_start.get_or_insert(at);
            continue;
        }
        if let Some(start) = word_start.take() {
            let capital = text[start..at].chars().next().is_some_and(char::is_uppercase);
            let covered = known.iter().any(|name| name.at.start < at && start < name.at.end);
            if capital && !first && !covered {
                unknown.push(start..at);
            }
            first = false;
        }
        first |= matches!(c, '“' | '"' | '‘' | ':');
    }
    unknown
}
