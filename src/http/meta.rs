//! What the service says of itself.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value as Json, json};

use super::Shared;
use crate::kinds::KINDS;
use crate::query::{Takes, Test, params};
use crate::render::envelope::{self, Meta};
use crate::schema::{Column, Filter, Kind, Origin, Role, Type};

/// `GET /`: where to start.
pub async fn index(State(app): Shared) -> Response {
    let manifest = &app.store.manifest;
    let lists: Vec<String> = KINDS.iter().map(|kind| format!("/{}", kind.name)).collect();
    super::json(
        json!({
            "title": manifest.title,
            "description": manifest.description,
            "dataset_version": manifest.version,
            "license": manifest.license,
            "facts": "/facts",
            "lists": lists,
            "kinds": "/kinds",
            "openapi": ["/openapi.yaml", "/openapi.json"],
            "example": "/trade?year=2018",
        })
        .to_string(),
    )
}

/// `GET /health`: the service answers.
pub async fn health() -> Response {
    super::json(json!({ "status": "ok" }).to_string())
}

/// `GET /kinds`: the declarations.
pub async fn kinds(State(app): Shared) -> Response {
    let kinds: Vec<Json> = KINDS.iter().map(|kind| describe(kind)).collect();
    super::json(envelope::item(&Json::from(kinds).to_string(), &Meta::of(&app.store.manifest), "/kinds"))
}

/// A declaration as JSON.
pub fn describe(kind: &'static Kind) -> Json {
    let role = match kind.role {
        Role::Fact => "fact",
        Role::Figure => "figure",
        Role::Reference => "reference",
        Role::Union => "union",
    };
    let columns: Vec<Json> = kind.shown().map(column).collect();
    let parameters: Vec<Json> = params(kind)
        .into_iter()
        .map(|param| {
            let (column, test) = match param.takes {
                Takes::Filter(column, test) => (Some(column), Some(test)),
                _ => (None, None),
            };
            json!({
                "name": param.name,
                "doc": param.doc,
                "column": column.filter(|column| column.shown).map(|column| column.name),
                "multiple": matches!(test, Some(Test::AnyOf | Test::NoneOf)),
                "example": column.map(Column::example_value),
            })
        })
        .collect();
    json!({
        "name": kind.name,
        "singular": kind.singular,
        "role": role,
        "doc": kind.doc,
        "url": format!("/{}", kind.name),
        "formats": ["json", "csv", "ndjson"],
        "columns": columns,
        "parameters": parameters,
    })
}

fn column(column: &'static Column) -> Json {
    let (choices, refers_to) = match column.ty {
        Type::Choice(choices) => (choices, None),
        Type::Ref(kind) | Type::Refs(kind) => (&[] as &[&str], Some(kind.name)),
        _ => (&[] as &[&str], None),
    };
    json!({
        "name": column.name,
        "type": column.ty.name(),
        "doc": column.doc,
        "required": column.required,
        "computed": column.origin == Origin::Computed,
        "choices": choices,
        "refers_to": refers_to,
        "filterable": column.filter != Filter::None,
        "sortable": column.is_sortable(),
        "example": column.example_value(),
    })
}
