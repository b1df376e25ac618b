//! The query string against the parameters of a kind; every mistake is told at once.

use std::collections::BTreeMap;

use super::mistake::{Mistake, plain, unknown};
use super::reader::Reader;
use super::value::language;
use super::{BY, Param, Query, Resource, habits, params};
use crate::dataset::Vocabulary;
use crate::limits::{MAX_GROUPS, MAX_MISTAKES};
use crate::model::Kind;
use crate::words::Reason;

/// Read the query string of a list of the dataset that has those ids and that hash.
///
/// # Errors
/// All its mistakes.
pub fn parse(kind: &'static Kind, text: &str, vocabulary: &Vocabulary, dataset: &str) -> Result<Query, Vec<Mistake>> {
    read(kind, params::of(kind), Reader::new(kind, vocabulary, dataset), given(text))
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
        let detail = Reason::of("query.by").with("most", MAX_GROUPS);
        reader.mistake(Mistake { parameter: BY.to_owned(), allowed, ..plain(detail) });
    }
    let query = read(kind, params::of_groups(kind), reader, given)?;
    Ok(Query { resource: Resource::Groups, ..query })
}

/// Read the query string of the series or the total of such a list.
///
/// # Errors
/// All its mistakes.
pub fn parse_figures(
    kind: &'static Kind,
    resource: Resource,
    text: &str,
    vocabulary: &Vocabulary,
    dataset: &str,
) -> Result<Query, Vec<Mistake>> {
    let reader = Reader::new(kind, vocabulary, dataset);
    let query = read(kind, params::of_figures(kind, resource), reader, given(text))?;
    Ok(Query { resource, ..query })
}

fn read(
    kind: &'static Kind,
    params: &'static [Param],
    mut reader: Reader<'_>,
    given: BTreeMap<String, Vec<String>>,
) -> Result<Query, Vec<Mistake>> {
    for (name, values) in given {
        match params.iter().find(|param| param.name == name) {
            _ if reader.is_full() => break,
            Some(param) => reader.take(param, &values),
            None => reader.mistake(habits::unknown_parameter(kind, params, &name, &values)),
        }
    }
    reader.finish()
}

/// Refuse the query string of something at a path that takes no parameters.
///
/// # Errors
/// A mistake for each parameter.
pub fn parse_nothing(path: &str, text: &str) -> Result<(), Vec<Mistake>> {
    let mistakes = given(text)
        .into_keys()
        .take(MAX_MISTAKES + 1)
        .map(|name| Mistake { again: Some(path.into()), ..plain(Reason::of("query.not_taken")).of(&name) });
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
            ("lang", _) => mistakes.push(plain(Reason::of("query.twice")).of("lang")),
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
    unknown(Reason::of("query.unknown"), name, known).of(name)
}
