//! Schemas of the kinds: a row, a list and an item for each.

use serde_json::{Map, Value as Json, json};

use super::columns::{choices, property};
use super::component;
use crate::kinds::common::{FACT, FACT_LAST};
use crate::kinds::figures::FIGURE;
use crate::kinds::{FACTS, served};
use crate::limits::MAX_LIMIT;
use crate::model::{Column, Kind, Type};

/// Lists of columns that many kinds share, as a schema with a name: what every fact has, and what every figure has.
static SHARED: [(&str, &str, &[&[Column]]); 2] = [
    ("FactColumns", "The columns of every fact.", &[FACT, FACT_LAST]),
    ("FigureColumns", "Further columns of every fact that is a number.", &[FIGURE]),
];

/// Every schema with its name.
pub fn all() -> impl Iterator<Item = (String, Json)> {
    let shared = SHARED.iter().map(|(name, doc, lists)| {
        let mut schema = object(&FACTS, doc, lists.iter().copied().flatten());
        // Kinds that share them have more.
        schema["type"] = json!("object");
        ((*name).to_owned(), schema)
    });
    shared.chain(served().flat_map(|kind| {
        let name = name(kind);
        let words = kind.shown().filter_map(move |column| match column.ty {
            Type::Choice(_) => Some((choices(kind, column), json!({ "type": "string", "enum": column.words() }))),
            _ => None,
        });
        words.chain([
            (name.clone(), row(kind)),
            (format!("{name}List"), list(&component("schemas", &name))),
            (format!("{name}Item"), item(&component("schemas", &name))),
        ])
    }))
}

/// The schema's name of a kind: its singular, capitalised.
pub fn name(kind: &Kind) -> String {
    let mut letters = kind.singular.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// A row: every shown column is there.
fn row(kind: &'static Kind) -> Json {
    let has = |list: &[Column]| kind.head.iter().chain(kind.tail).any(|of_kind| *of_kind == list);
    let shared: Vec<_> = SHARED.iter().filter(|(_, _, lists)| lists.iter().all(|list| has(list))).collect();
    let is_shared = |column: &Column| shared.iter().any(|(_, _, lists)| lists.iter().any(|list| list.contains(column)));
    let mut row = object(kind, kind.doc, kind.shown().filter(|column| !is_shared(column)));
    if shared.is_empty() {
        row["type"] = json!("object");
        row["additionalProperties"] = json!(false);
    } else {
        row["allOf"] = shared.iter().map(|(name, ..)| component("schemas", name)).collect();
        row["unevaluatedProperties"] = json!(false);
    }
    row
}

/// An object that has those columns and perhaps others.
fn object(kind: &'static Kind, doc: &str, columns: impl Iterator<Item = &'static Column>) -> Json {
    let properties: Map<String, Json> =
        columns.map(|column| (column.name.to_owned(), property(kind, column))).collect();
    let required: Vec<&String> = properties.keys().collect();
    let mut object = json!({ "description": doc });
    if !required.is_empty() {
        object["required"] = json!(required);
        object["properties"] = properties.into();
    }
    object
}

/// A page of rows, with facets where they were asked for.
fn list(row: &Json) -> Json {
    json!({
        "type": "object",
        "description": "One page of rows in its envelope.",
        "properties": {
            "data": { "type": "array", "description": "The rows.", "items": row, "maxItems": MAX_LIMIT },
            "facets": component("schemas", "Facets"),
            "meta": component("schemas", "Meta"),
            "links": component("schemas", "Links"),
        },
        "required": ["data", "meta", "links"],
        "additionalProperties": false,
    })
}

fn item(row: &Json) -> Json {
    json!({
        "type": "object",
        "description": "One row in its envelope.",
        "properties": {
            "data": row,
            "meta": component("schemas", "ItemMeta"),
            "links": component("schemas", "ItemLinks"),
        },
        "required": ["data", "meta", "links"],
        "additionalProperties": false,
    })
}
