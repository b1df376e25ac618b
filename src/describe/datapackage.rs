//! Frictionless Data Package with a Table Schema for each CSV file.

use serde_json::{Value as Json, json};

use super::jsonld::license_url;
use crate::data::Manifest;
use crate::dataset::Summary;
use crate::kinds::stored;
use crate::model::{Column, Kind, Role, Type};

/// The package, its resources by paths beside it.
pub fn datapackage(summary: &Summary, manifest: &Manifest) -> Json {
    let resources: Vec<Json> = stored().map(|kind| resource(summary, kind)).collect();
    let contributors: Vec<Json> =
        manifest.maintainers.iter().map(|who| json!({ "title": who.name, "role": "maintainer" })).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "sinolac",
        "title": manifest.title,
        "description": manifest.description,
        "version": manifest.version,
        "created": format!("{}T00:00:00Z", manifest.released),
        "licenses": [{ "name": manifest.license, "path": license_url(&manifest.license) }],
        "contributors": contributors,
        "resources": resources,
    })
}

fn resource(summary: &Summary, kind: &'static Kind) -> Json {
    let file = summary.files.get(kind.name).cloned().unwrap_or_default();
    let fields: Vec<Json> = kind.shown().map(field).collect();
    let keys: Vec<Json> = kind.shown().filter_map(foreign_key).collect();
    json!({
        "name": kind.name,
        "profile": "tabular-data-resource",
        "path": format!("{}.csv", kind.name),
        "description": kind.doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "schema": { "fields": fields, "primaryKey": "id", "foreignKeys": keys, "missingValues": [""] },
    })
}

fn field(column: &'static Column) -> Json {
    let ty = match column.ty {
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Bool => "boolean",
        Type::Date => "date",
        Type::Evidence | Type::Related => "array",
        // A list is a string in its cell, its items joined by semicolons.
        _ => "string",
    };
    let mut constraints = json!({ "required": column.required });
    if let Type::Choice(choices) = column.ty {
        constraints["enum"] = json!(choices);
    }
    if column.name == "id" {
        constraints["unique"] = json!(true);
    }
    json!({ "name": column.name, "type": ty, "description": column.doc, "constraints": constraints })
}

/// References to one row of a reference kind; lists and references to facts of any kind cannot be said here.
fn foreign_key(column: &'static Column) -> Option<Json> {
    match column.ty {
        Type::Ref(kind) if kind.role == Role::Reference => {
            Some(json!({ "fields": column.name, "reference": { "resource": kind.name, "fields": "id" } }))
        }
        _ => None,
    }
}
