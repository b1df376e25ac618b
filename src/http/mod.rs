//! The HTTP interface: every kind's routes, registered by one loop over the declarations.

mod export;
mod list;
mod meta;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::kinds::served;
use crate::openapi;
use crate::problem::Problem;
use crate::store::{Format, Store};

/// What every handler shares.
#[derive(Debug)]
pub struct App {
    /// The dataset.
    pub store: Store,
}

type Shared = State<Arc<App>>;

/// The whole service for a dataset.
pub fn router(store: Store) -> Router {
    let mut router = Router::new()
        .route("/", get(meta::index))
        .route("/health", get(meta::health))
        .route("/kinds", get(meta::kinds))
        .route("/openapi.json", get(|| async { json(openapi::json()) }))
        .route("/openapi.yaml", get(|| async { ([(header::CONTENT_TYPE, "application/yaml")], openapi::yaml()) }));
    for kind in served() {
        let path = format!("/{}", kind.name);
        let list = move |State(app): Shared, uri: Uri| async move { list::list(&app, kind, &uri) };
        let item = move |State(app): Shared, Path(id): Path<String>, uri: Uri| async move {
            list::item(&app, kind, &id, &uri)
        };
        let file = |format| move |State(app): Shared, uri: Uri| async move { export::export(&app, kind, format, &uri) };
        router = router
            .route(&path, get(list))
            .route(&format!("{path}/{{id}}"), get(item))
            .route(&format!("{path}.csv"), get(file(Format::Csv)))
            .route(&format!("{path}.ndjson"), get(file(Format::Json)));
    }
    router
        .fallback(|uri: Uri| async move { unknown_path(uri.path()) })
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .layer(CatchPanicLayer::custom(|_| Problem::internal(&"a handler panicked").into_response()))
        .layer(TraceLayer::new_for_http())
        .with_state(Arc::new(App { store }))
}

/// 404 for a path that is nothing, with the path that was probably meant.
fn unknown_path(path: &str) -> Problem {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let known = served().map(|kind| kind.name).chain(["kinds", "openapi.yaml", "openapi.json", "health"]);
    Problem::not_found(format!("there is nothing at {path}{}", crate::check::nearest(first, known)))
}

/// A JSON answer whose body is ready.
fn json(body: String) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], Body::from(body)).into_response()
}
