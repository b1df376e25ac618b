//! `/reconcile`: names to ids, as the Reconciliation Service API 0.2 has it, which `OpenRefine` and others speak.

mod batch;
mod candidates;
mod suggest;

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use super::answer::{Content, Plan, answer};
use super::headers;
use super::host::own_address;
use super::problem::Problem;
use super::{App, Shared, reading};
use crate::data::{LANGUAGES, labels};
use crate::kinds::{COUNTRIES, FACTS, ORGANIZATIONS, PEOPLE};
use crate::limits::MAX_BODY;
use crate::model::Kind;
use crate::query::{Mistake, given, unknown_parameter};

/// What names may be reconciled with.
const TYPES: [&Kind; 4] = [&COUNTRIES, &ORGANIZATIONS, &PEOPLE, &FACTS];

/// The routes.
pub fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let asked = |State(app): Shared, request: Parts| async move { asked(&app, &request).await };
    let posted = |State(app): Shared, request: Request| async move { posted(&app, request).await };
    let view = |State(app): Shared, request: Parts| async move { view(&app, &request).await };
    let router = router
        .route("/reconcile", get(asked).post(posted).options(headers::options_and_post))
        .route("/reconcile/{id}", reading(get(view)));
    suggest::routes(router)
}

/// `GET /reconcile`: what the service is; with `queries=`, the candidates for them.
async fn asked(app: &App, request: &Parts) -> Result<Response, Problem> {
    let text = request.uri.query().unwrap_or_default();
    let Some(queries) = batch::given(text)? else {
        let host = own_address(app, &request.headers);
        let plan = Plan { host, ..Plan::json("/reconcile".to_owned()) };
        let make = async { Ok(manifest(app, &plan.host)) };
        return answer(app, request, &plan, pin!(make)).await;
    };
    // Equal queries have equal texts, whatever blanks stood between their words.
    let plan = Plan::json(format!("/reconcile?queries={}", serde_json::to_string(&queries).unwrap_or_default()));
    let make = async { Ok(Content::from(batch::answer(app, &queries).await?.to_string())) };
    answer(app, request, &plan, pin!(make)).await
}

/// `POST /reconcile`: the same with the queries in a form, for batches that no address has room for.
async fn posted(app: &App, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let media = parts.headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    if !media.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::unsupported(media, "application/x-www-form-urlencoded"));
    }
    let body = axum::body::to_bytes(body, MAX_BODY).await.map_err(|_| Problem::too_large(MAX_BODY))?;
    let missing = || vec![Mistake { parameter: "queries".to_owned(), ..batch::wrong("missing") }];
    let queries = batch::given(&String::from_utf8_lossy(&body))?.ok_or_else(missing)?;
    let found = batch::answer(app, &queries).await?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::OK, headers, found.to_string()).into_response())
}

/// `GET /reconcile/{id}`: leads to what has that id.
async fn view(app: &App, request: &Parts) -> Result<Response, Problem> {
    if let Some(name) = given(request.uri.query().unwrap_or_default()).into_keys().next() {
        return Err(vec![unknown_parameter(&name, &[])].into());
    }
    let last = request.uri.path().rsplit('/').next().unwrap_or_default();
    let id = percent_decode_str(last).decode_utf8_lossy();
    for kind in TYPES {
        let is_there = match app.store.about.vocabulary.ids(kind) {
            Some(ids) => ids.iter().any(|known| *known == id),
            None => app.store.item(kind, &id).await?.is_some(),
        };
        if is_there {
            let location = format!("/{}/{id}", kind.name);
            return Err(Problem::moved(format!("it is at {location}"), location));
        }
    }
    let types: Vec<&str> = TYPES.iter().map(|kind| kind.name).collect();
    Err(Problem::not_found(format!("none of {} has the id `{id}`", types.join(", "))).or_try("/reconcile".to_owned()))
}

/// What a client must know of the service.
fn manifest(app: &App, base: &str) -> Content {
    let suggest = |what: &str| json!({ "service_url": base, "service_path": format!("/reconcile/suggest/{what}") });
    let manifest = &app.store.about.manifest;
    let json = json!({
        "versions": ["0.2"],
        "name": manifest.title,
        "identifierSpace": format!("{base}/reconcile/"),
        "schemaSpace": format!("{base}/kinds"),
        "documentation": format!("{base}/docs/"),
        "serviceVersion": env!("CARGO_PKG_VERSION"),
        "defaultTypes": TYPES.map(type_of),
        "view": { "url": format!("{base}/reconcile/{{{{id}}}}") },
        "suggest": { "entity": suggest("entity"), "type": suggest("type"), "property": suggest("property") },
    });
    format!("{json:#}\n").into()
}

/// A kind as the protocol names types.
fn type_of(kind: &Kind) -> Json {
    let label = labels(LANGUAGES[0]).kinds.get(kind.name).map_or(kind.name, String::as_str);
    json!({ "id": kind.name, "name": label })
}
