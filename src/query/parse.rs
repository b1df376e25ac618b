//! The query string against the parameters of a kind; every mistake is told at once.

use std::collections::BTreeMap;

use super::mistake::{Mistake, plain, unknown};
use super::reader::Reader;
use super::value::language;
use super::{Query, habits, params};
use crate::dataset::Vocabulary;
use crate::limits::MAX_MISTAKES;
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
            _ if reader.is_full() => break,
            Some(param) => reader.take(param, &values),
            None => reader.mistake(habits::unknown_parameter(kind, &name, &values)),
        }
    }
    reader.finish()
}

/// Refuse the query string of something at a path that takes no parameters.
///
/// # Errors
/// A mistake for each parameter.
pub fn parse_nothing(path: &str, text: &str) -> Result<(), Vec<Mistake>> {
    let mistakes = given(text).into_keys().take(MAX_MISTAKES + 1).map(|name| Mistake {
        again: Some(path.into()),
        ..plain("this address takes no parameters".to_owned()).of(&name)
    });
    let mistakes: Vec<Mistake> = mistakes.collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// Read the query string of something at a path that takes a language and nothing else; nothing for English.
///
/// # Errors
/// All its mistakes.
pub fn parse_language(path: &str, text: &str) -> Result<Option<&'static str>, Vec<Mistake>> {
    let mut found = None;
    let mut mistakes = Vec::new();
    for (name, values) in given(text) {
        match (name.as_str(), &values[..]) {
            _ if mistakes.len() > MAX_MISTAKES => break,
            ("lang", [word]) => match language(word) {
                Ok(language) => found = language,
                Err(mistake) => mistakes.push(mistake.of("lang")),
            },
            ("lang", _) => mistakes.push(plain("given more than once; once would be right".to_owned()).of("lang")),
            _ => mistakes.push(unknown_parameter(&name, &["lang"])),
        }
    }
    if mistakes.is_empty() {
        return Ok(found);
    }
    let again = found.map_or_else(|| path.to_owned(), |language| format!("{path}?lang={language}"));
    Err(mistakes.into_iter().map(|mistake| Mistake { again: Some(again.as_str().into()), ..mistake }).collect())
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
pub fn unknown_parameter(name: &str, known: &[&str]) -> Mistake {
    unknown("there is no such parameter here", name, known).of(name)
}
