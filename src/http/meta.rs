//! What the service says of itself and of the dataset.

use std::fs::File;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value as Json, json};

use super::answer::{Content, Made, Plan, answer};
use super::{App, Shared, reading};
use crate::describe::{croissant, datapackage, jsonld};
use crate::files::FORMATS;
use crate::kinds::KINDS;
use crate::openapi;
use crate::problem::Problem;
use crate::query::{Takes, Test, params, parse_nothing};
use crate::render::envelope::{self, Meta};
use crate::schema::{Column, Filter, Kind, Origin, Role, Type};

/// An answer that depends on nothing but the dataset: its path, its media type, what makes it.
type Page = (&'static str, &'static str, fn(&App) -> Result<Content, Problem>);

const PAGES: [Page; 9] = [
    ("/", "application/json", index),
    ("/health", "application/json", |_| Ok(json!({ "status": "ok" }).to_string().into())),
    ("/kinds", "application/json", kinds),
    ("/dataset", "application/json", dataset),
    ("/dataset.jsonld", "application/ld+json", |app| {
        let store = &app.store;
        Ok(pretty(&jsonld(&store.summary, &store.manifest, &store.base)))
    }),
    ("/datapackage.json", "application/json", |app| Ok(pretty(&datapackage(&app.store.summary, &app.store.manifest)))),
    ("/croissant.json", "application/ld+json", |app| {
        let store = &app.store;
        Ok(pretty(&croissant(&store.summary, &store.manifest, &store.base)))
    }),
    ("/openapi.json", "application/json", |app| Ok(openapi::json(&app.store.vocabulary()).into())),
    ("/openapi.yaml", "application/yaml", |app| Ok(openapi::yaml(&app.store.vocabulary()).into())),
];

/// Their routes, and that of the database itself.
pub fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for (path, media, make) in PAGES {
        let handler = move |State(app): Shared, headers: HeaderMap, uri: Uri| async move {
            page(&app, &headers, &uri, Plan { media, ..Plan::json(path.to_owned()) }, make).await
        };
        router = router.route(path, reading(get(handler)));
    }
    router.route("/dataset.db", reading(get(database)))
}

async fn page(
    app: &App,
    headers: &HeaderMap,
    uri: &Uri,
    plan: Plan,
    make: fn(&App) -> Result<Content, Problem>,
) -> Response {
    match parse_nothing(uri.query().unwrap_or_default()) {
        Ok(()) => answer(app, headers, &plan, || make(app)).await,
        Err(mistakes) => Problem::bad_query(mistakes).into_response(),
    }
}

/// `GET /dataset.db`: the SQLite file.
async fn database(State(app): Shared, headers: HeaderMap, uri: Uri) -> Response {
    let plan = Plan {
        media: "application/vnd.sqlite3",
        compressible: false,
        filename: Some(format!("sinolac-{}.db", app.store.manifest.version)),
        ..Plan::json("/dataset.db".to_owned())
    };
    page(&app, &headers, &uri, plan, |app| {
        let file = File::open(app.store.path()).map_err(|error| Problem::internal(&error))?;
        Ok(Content { body: Made::File(file), links: Vec::new() })
    })
    .await
}

/// `GET /`: where to start.
#[expect(clippy::unnecessary_wraps, reason = "one signature for all pages")]
fn index(app: &App) -> Result<Content, Problem> {
    let manifest = &app.store.manifest;
    let lists: Vec<String> = KINDS.iter().map(|kind| format!("/{}", kind.name)).collect();
    Ok(pretty(&json!({
        "title": manifest.title,
        "description": manifest.description,
        "dataset_version": manifest.version,
        "license": manifest.license,
        "facts": "/facts",
        "lists": lists,
        "relations": "/relations",
        "changes": "/changes",
        "kinds": "/kinds",
        "dataset": "/dataset",
        "docs": "/docs/",
        "openapi": ["/openapi.yaml", "/openapi.json"],
        "example": "/trade?year=2018",
    })))
}

/// `GET /dataset`: what is in it.
#[expect(clippy::unnecessary_wraps, reason = "one signature for all pages")]
fn dataset(app: &App) -> Result<Content, Problem> {
    let store = &app.store;
    let data = store.summary.json(&store.manifest, &store.hash);
    Ok(envelope::item(&data.to_string(), &Meta::of(&store.manifest), "/dataset").into())
}

/// `GET /kinds`: the declarations.
#[expect(clippy::unnecessary_wraps, reason = "one signature for all pages")]
fn kinds(app: &App) -> Result<Content, Problem> {
    let kinds: Vec<Json> = KINDS.iter().map(|kind| describe(kind)).collect();
    Ok(envelope::item(&Json::from(kinds).to_string(), &Meta::of(&app.store.manifest), "/kinds").into())
}

fn pretty(json: &Json) -> Content {
    format!("{json:#}\n").into()
}

/// A declaration as JSON.
fn describe(kind: &'static Kind) -> Json {
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
        "formats": FORMATS.map(crate::files::Format::name),
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
