//! The contract: the declarations as an OpenAPI 3.1 document.
//!
//! Half of it is the same whatever the kinds are and stands in `fixed.yaml`; the kinds' operations, parameters and schemas
//! are added to that. What depends on the data is only which ids references may name, so that a generated client knows
//! them too, and the ids in examples, so that they can be tried.
//!
//! The document is kept short, because clients and readers take all of it: what several operations share is a component,
//! the files of a list are one operation with the format in its path, the columns of all facts are one schema.

mod columns;
mod compact;
mod operations;
mod parameters;
mod schemas;

use serde_json::{Map, Value as Json, json};

use crate::dataset::Vocabulary;
use crate::kinds::served;
use crate::limits::{
    FACET_VALUES, MAX_BATCH, MAX_BODY, MAX_CHART, MAX_CLAIM, MAX_CLAIMS, MAX_FIGURES, MAX_HINTS, MAX_LIMIT, MAX_LIST,
    MAX_QUERY, MAX_QUOTE_WORDS, MAX_SEARCH, MAX_TEXT, MAX_XLSX,
};

/// The half that is the same for all kinds.
const FIXED: &str = include_str!("fixed.yaml");

/// Longest address or header: a query string of the greatest length, every byte of it percent-encoded, and its path.
const MAX_ADDRESS: usize = 4 * MAX_QUERY;

/// The document for a dataset with those ids.
pub fn document(vocabulary: &Vocabulary) -> Json {
    let mut document = fixed();
    let tag = |name: &str, doc: &str| json!({ "name": name, "description": doc });
    if let Some(tags) = document["tags"].as_array_mut() {
        tags.extend(served().map(|kind| tag(kind.name, kind.doc)));
        tags.sort_by_key(|tag| tag["name"].to_string());
    }
    add(&mut document["paths"], operations::all());
    let components = &mut document["components"];
    add(&mut components["parameters"], parameters::all(vocabulary));
    add(&mut components["schemas"], parameters::words(vocabulary).chain(schemas::all()));
    document
}

/// The fixed half with the bounds in their places.
fn fixed() -> Json {
    let version = ("$VERSION", env!("CARGO_PKG_VERSION").to_owned());
    let bounds = [
        ("$MAX_ADDRESS", MAX_ADDRESS),
        ("$MAX_CLAIMS", MAX_CLAIMS),
        ("$MAX_CLAIM", MAX_CLAIM),
        ("$MAX_TEXT", MAX_TEXT),
        ("$MAX_QUERY", MAX_QUERY),
        ("$MAX_QUOTE_WORDS", MAX_QUOTE_WORDS),
        ("$MAX_LIST", MAX_LIST),
        ("$MAX_FIGURES", usize::try_from(MAX_FIGURES).unwrap_or(usize::MAX)),
        ("$MAX_BATCH", MAX_BATCH),
        ("$MAX_SEARCH", MAX_SEARCH),
        ("$MAX_BODY", MAX_BODY),
        ("$MAX_CHART", MAX_CHART),
        ("$MAX_HINTS", MAX_HINTS),
        ("$MAX_LIMIT", MAX_LIMIT as usize),
        ("$MAX_XLSX", usize::try_from(MAX_XLSX).unwrap_or(usize::MAX)),
        ("$FACET_VALUES", FACET_VALUES as usize),
    ];
    let bounds = bounds.map(|(name, bound)| (name, bound.to_string()));
    let text =
        bounds.into_iter().chain([version]).fold(FIXED.to_owned(), |text, (name, value)| text.replace(name, &value));
    // The file is part of the program; the tests of the contract would not find their operations in an empty one.
    yaml_serde::from_str(&text).unwrap_or_default()
}

fn add(object: &mut Json, entries: impl Iterator<Item = (String, Json)>) {
    object.as_object_mut().unwrap_or(&mut Map::new()).extend(entries);
}

/// `$ref` to a component.
fn component(sort: &str, name: &str) -> Json {
    json!({ "$ref": format!("#/components/{sort}/{name}") })
}

/// The document as JSON.
pub fn json(vocabulary: &Vocabulary) -> String {
    format!("{:#}\n", document(vocabulary))
}

/// The document as YAML; `openapi.yaml` in the repository holds it for the embedded data.
pub fn yaml(vocabulary: &Vocabulary) -> String {
    compact::compact(&yaml_serde::to_string(&document(vocabulary)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_yaml_says_the_same() {
        let document = document(&Vocabulary::default());
        let long = yaml_serde::to_string(&document).unwrap();
        let short = compact::compact(&long);
        assert!(short.len() < long.len());
        assert_eq!(yaml_serde::from_str::<Json>(&short).unwrap(), document);
    }

    #[test]
    fn the_fixed_half_can_be_read_and_every_bound_in_it_is_known() {
        let fixed = fixed();
        assert!(fixed["paths"].is_object(), "{fixed}");
        let names: Vec<&str> = FIXED.split('$').skip(1).filter(|after| after.starts_with("MAX")).collect();
        assert!(!names.is_empty() && !fixed.to_string().contains("$MAX"), "{names:?}");
    }
}
