//! For those who run the service: whether it lives, whether it is ready, what it counted.

use std::fmt::Write as _;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::problem::Problem;
use super::{App, Shared, reading};
use crate::load::family;
use crate::query::{Mistake, parse_nothing};
use crate::store::Error;

/// The media type of Prometheus' text format.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";
/// Paths that are answered however much there is to do, or nobody could tell how it fares.
pub const ALWAYS: [&str; 4] = ["/livez", "/readyz", "/health", "/metrics"];

/// Their routes; what was counted is told in public only where it has no address of its own.
pub fn routes(mut router: Router<std::sync::Arc<App>>, has_metrics: bool) -> Router<std::sync::Arc<App>> {
    router = router
        .route("/livez", reading(get(live)))
        .route("/readyz", reading(get(ready)))
        .route("/health", reading(get(health)));
    if has_metrics { router.route("/metrics", reading(get(metrics))) } else { router }
}

/// `GET /livez`: that the process answers, whatever becomes of its data.
async fn live(uri: Uri) -> Result<Response, Problem> {
    nothing(&uri)?;
    Ok(answer(StatusCode::OK, &json!({ "status": "ok" })))
}

/// `GET /health`: that the service can answer requests, which it tries.
async fn health(State(app): Shared, uri: Uri) -> Result<Response, Problem> {
    nothing(&uri)?;
    let (is_well, status) = match status(&app, check(&app).await.is_ok()) {
        "ready" | "verifying" => (StatusCode::OK, "ok"),
        other => (StatusCode::SERVICE_UNAVAILABLE, other),
    };
    Ok(answer(is_well, &json!({ "status": status })))
}

/// `GET /readyz`: the same with what it serves and each check.
async fn ready(State(app): Shared, uri: Uri) -> Result<Response, Problem> {
    nothing(&uri)?;
    let (state, database) = (&app.load.state, check(&app).await);
    let status = status(&app, database.is_ok());
    let code = if matches!(status, "ready" | "verifying") { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let is = |flag: bool, yes: &'static str, no: &'static str| if flag { yes } else { no };
    let last = state.last().map(|last| {
        let at = Timestamp::try_from(last.at).map(|at| at.strftime("%FT%TZ").to_string()).ok();
        json!({ "at": at, "result": is(last.error.is_some(), "refused", "exchanged"), "detail": last.error })
    });
    let about = &app.store.about.manifest;
    Ok(answer(
        code,
        &json!({
            "status": status,
            "dataset_version": about.version,
            "dataset_hash": app.store.hash,
            "checks": {
                "database": is(database.is_ok(), "ok", "failing"),
                "answers": is(state.is_failing(), "failing", "ok"),
                "verification": if state.is_damaged.load(Ordering::Acquire) { "damaged" } else {
                    is(state.is_verifying.load(Ordering::Acquire), "running", "ok")
                },
            },
            "last_reload": last,
        }),
    ))
}

/// One word for all of it.
fn status(app: &App, is_readable: bool) -> &'static str {
    let state = &app.load.state;
    if state.is_damaged.load(Ordering::Acquire) {
        "damaged"
    } else if state.is_closing.load(Ordering::Acquire) {
        "stopping"
    } else if !is_readable || state.is_failing() {
        "failing"
    } else if state.is_verifying.load(Ordering::Acquire) {
        "verifying"
    } else {
        "ready"
    }
}

/// Read a row from the database, another one each time.
async fn check(app: &App) -> Result<(), Error> {
    app.store.probe().await.inspect_err(|error| {
        tracing::debug!(%error, "the database cannot be read");
    })
}

/// `GET /metrics`: what was counted, as Prometheus reads it.
async fn metrics(State(app): Shared, uri: Uri) -> Result<Response, Problem> {
    nothing(&uri)?;
    Ok(([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, METRICS)], text(&app)).into_response())
}

fn text(app: &App) -> String {
    let load = &app.load;
    let mut text = load.counts.text();
    let mut now = |name: &str, sort: &str, help: &str, value: u64| {
        family(&mut text, name, sort, help);
        _ = writeln!(text, "{name} {value}");
    };
    for (gauge, name, help) in [
        (&load.connections, "sinolac_connections", "Connections that are open."),
        (&load.requests, "sinolac_requests_in_flight", "Requests that are being answered."),
        (&load.downloads, "sinolac_downloads", "Long answers that go out."),
        (&load.files, "sinolac_files_in_making", "Files that are made before they go out."),
    ] {
        now(name, "gauge", help, gauge.now() as u64);
    }
    let (state, read) = (&load.state, |count: &std::sync::atomic::AtomicU64| count.load(Ordering::Relaxed));
    now("sinolac_exports_broken_total", "counter", "Exports that failed half way.", read(&load.broken));
    now("sinolac_reloads_total", "counter", "Datasets that were exchanged.", read(&state.reloaded));
    now("sinolac_reloads_refused_total", "counter", "Datasets that were refused.", read(&state.refused));
    now(
        "sinolac_verifying",
        "gauge",
        "1 while the file is verified.",
        state.is_verifying.load(Ordering::Acquire).into(),
    );
    family(&mut text, "sinolac_dataset_info", "gauge", "The dataset that is served.");
    let (version, hash) = (&app.store.about.manifest.version, &app.store.hash);
    _ = writeln!(text, "sinolac_dataset_info{{version=\"{version}\",hash=\"{hash}\"}} 1");
    text
}

fn nothing(uri: &Uri) -> Result<(), Vec<Mistake>> {
    parse_nothing(uri.path(), uri.query().unwrap_or_default())
}

/// An answer that no cache may give in our place.
fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
