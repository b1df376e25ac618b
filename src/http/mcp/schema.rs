//! What the tools take, as JSON schemas that follow from the declarations; kept short, for a model reads all of them.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::data::LANGUAGES;
use crate::kinds::{facts, measured, served};
use crate::model::Type;
use crate::query::{Takes, Test, params};

/// Longer lists of words are left to `describe`.
const MOST_WORDS: usize = 8;

/// Of `search`.
pub fn search() -> Json {
    object(
        &json!({ "q": string("words"), "kind": kinds(""), "lang": languages(), "limit": limit(), "cursor": cursor() }),
        &["q"],
    )
}

/// Of `list`.
pub fn list() -> Json {
    object(
        &json!({
            "kind": kinds(""),
            "filters": filters(),
            "q": string("words to find"),
            "by": string("up to 3 filters' names to count by, such as country,year"),
            "sort": string("column, - before it for descending, such as -value"),
            "fields": string("columns to show"),
            "lang": languages(),
            "limit": limit(),
            "cursor": cursor(),
        }),
        &["kind"],
    )
}

/// Of `get`.
pub fn get() -> Json {
    object(
        &json!({ "id": string("id of a fact, country, ..."), "kind": kinds("facts if left out"), "lang": languages() }),
        &["id"],
    )
}

/// Of `series` and of `total`.
pub fn figures() -> Json {
    let kinds: Vec<&str> = measured().map(|kind| kind.name).collect();
    let filters = json!({ "type": "object", "description": "as in list" });
    object(&json!({ "kind": { "enum": kinds }, "filters": filters, "q": string("words to find") }), &["kind"])
}

/// Of `check`.
pub fn check() -> Json {
    let claims = json!({ "type": "array", "items": { "type": "string" }, "description": "up to 20 sentences" });
    object(&json!({ "claims": claims }), &["claims"])
}

/// Of `cite`.
pub fn cite() -> Json {
    object(&json!({ "address": string("path and query") }), &["address"])
}

/// Of `describe`.
pub fn describe() -> Json {
    object(&json!({ "kind": kinds("") }), &[])
}

/// Filters of all kinds of facts, with the words that a filter takes where they are few and every kind has the same.
pub fn filters() -> Json {
    let mut words: BTreeMap<&str, Vec<&[&str]>> = BTreeMap::new();
    for param in facts().flat_map(params) {
        if let Takes::Filter(column, Test::AnyOf) = param.takes {
            let all = words.entry(&param.name).or_default();
            if let Type::Choice(choices) = column.ty
                && !all.contains(&choices)
            {
                all.push(choices);
            }
        }
    }
    let few = words.iter().filter_map(|(name, lists)| match lists[..] {
        [choices] if choices.len() <= MOST_WORDS => Some(((*name).to_owned(), json!({ "enum": choices }))),
        _ => None,
    });
    let properties: Map<String, Json> = few.collect();
    json!({
        "type": "object",
        "properties": properties,
        "description": "Besides: year, from, to (periods overlapping), country (code or name), organization, person, topic, \
                        source, partner (LAC, WLD, code), unit, type, indicator, as_of, ...; describe tells each kind's. A list \
                        means any of; endings _not, _min, _max.",
    })
}

fn object(properties: &Json, required: &[&str]) -> Json {
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn string(doc: &str) -> Json {
    json!({ "type": "string", "description": doc })
}

fn kinds(doc: &str) -> Json {
    let mut schema = json!({ "enum": served().map(|kind| kind.name).collect::<Vec<_>>() });
    if !doc.is_empty() {
        schema["description"] = json!(doc);
    }
    schema
}

fn languages() -> Json {
    json!({ "enum": LANGUAGES, "description": "language of titles" })
}

fn limit() -> Json {
    json!({ "type": "integer", "description": "rows, 25 if left out" })
}

fn cursor() -> Json {
    string("`next` of the answer before, all else equal")
}
