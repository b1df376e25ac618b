//! The query string against the parameters of a kind; every mistake is told at once.

use std::collections::BTreeMap;

use super::reader::Reader;
use super::value::{language, plain, unknown};
use super::{Mistake, Query, params};
use crate::dataset::Vocabulary;
use crate::model::Kind;

/// Read the query string of a list of the dataset that has those ids and that hash.
///
/// # Errors
/// All its mistakes.
pub fn parse(kind: &'static Kind, text: &str, vocabulary: &Vocabulary, dataset: &str) -> Result<Query, Vec<Mistake>> {
    let params = params::of(kind);
    let mut reader = Reader::new(kind, vocabulary, dataset);
    for (name, values) in given(text) {
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
