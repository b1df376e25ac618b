//! The query string against the parameters of a kind; every mistake is told at once.

use std::collections::BTreeMap;

use super::reader::Reader;
use super::value::{language, plain, unknown};
use super::{BY, Mistake, Param, Query, params};
use crate::dataset::Vocabulary;
use crate::limits::MAX_GROUPS;
use crate::model::Kind;

/// Read the query string of a list of the dataset that has those ids and that hash.
///
/// # Errors
/// All its mistakes.
pub fn parse(kind: &'static Kind, text: &str, vocabulary: &Vocabulary, dataset: &str) -> Result<Query, Vec<Mistake>> {
    read(params::of(kind), Reader::new(kind, vocabulary, dataset), given(text))
}

/// Read the query string of groups of such a list.
///
/// # Errors
/// All its mistakes.
pub fn parse_groups(
    kind: &'static Kind,
    text: &str,
    vocabulary: &Vocabulary,
    dataset: &str,
) -> Result<Query, Vec<Mistake>> {
    let (given, mut reader) = (given(text), Reader::new(kind, vocabulary, dataset));
    if !given.contains_key(BY) {
        let allowed = params::countable(kind).map(|column| column.param.to_owned()).collect();
        let detail = format!("missing; up to {MAX_GROUPS} columns to group by would be right");
        reader.mistake(Mistake { parameter: BY.to_owned(), allowed, ..plain(detail) });
    }
    read(params::of_groups(kind), reader, given)
}

fn read(
    params: &'static [Param],
    mut reader: Reader<'_>,
    given: BTreeMap<String, Vec<String>>,
) -> Result<Query, Vec<Mistake>> {
    for (name, values) in given {
        match params.iter().find(|param| param.name == name) {
            Some(param) => reader.take(param, &values),
            None => reader.mistake(unknown_parameter(&name, params.iter().map(|param| param.name.as_str()))),
        }
    }
    reader.finish()
}

/// Refuse the query string of something that takes no parameters.
///
/// # Errors
/// A mistake for each parameter.
pub fn parse_nothing(text: &str) -> Result<(), Vec<Mistake>> {
    let mistakes: Vec<Mistake> = given(text).keys().map(|name| unknown_parameter(name, std::iter::empty())).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// Read the query string of something that takes a language and nothing else; nothing for English.
///
/// # Errors
/// All its mistakes.
pub fn parse_language(text: &str) -> Result<Option<&'static str>, Vec<Mistake>> {
    let mut found = None;
    let mut mistakes = Vec::new();
    for (name, values) in given(text) {
        match (name.as_str(), &values[..]) {
            ("lang", [word]) => match language(word) {
                Ok(language) => found = language,
                Err(mistake) => mistakes.push(Mistake { parameter: name, ..mistake }),
            },
            ("lang", _) => mistakes
                .push(Mistake { parameter: name, ..plain("given more than once; once would be right".to_owned()) }),
            _ => mistakes.push(unknown_parameter(&name, std::iter::once("lang"))),
        }
    }
    if mistakes.is_empty() { Ok(found) } else { Err(mistakes) }
}

/// Parameters in alphabetical order; one that stands several times has several values.
pub fn given(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        given.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    given
}

/// The mistake of a parameter that is not there, with those that are.
pub fn unknown_parameter<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Mistake {
    let known: Vec<&str> = known.collect();
    Mistake { parameter: name.to_owned(), ..unknown("there is no such parameter here", name, &known) }
}
