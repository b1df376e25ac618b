//! What the service says of itself and of the dataset.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};

use super::answer::{Content, Made, Plan, answer, exact};
use super::declared::kinds;
use super::host::own_address;
use super::llms;
use super::pages::{self, wants_page};
use super::problem::Problem;
use super::views::{About, about_page};
use super::{App, Shared, reading};
use crate::data::Manifest;
use crate::dataset::{Summary, Vocabulary};
use crate::describe::{croissant, datapackage, jsonld};
use crate::kinds::KINDS;
use crate::openapi;
use crate::query::{BAD_QUERY, NO_TOTAL, parse_nothing};
use crate::render::envelope::{self, Meta};

/// An answer that depends on nothing but the dataset: its path, its media type, what makes it.
type Page = (&'static str, &'static str, fn(&App) -> Content);

/// A description with whole addresses in it: its path, what makes it, given the service's own address.
type Described = (&'static str, fn(&Summary, &Manifest, &str) -> Value);

const DESCRIPTIONS: [Described; 2] = [("/dataset.jsonld", jsonld), ("/croissant.json", croissant)];

/// The contract in its two forms: path, media type, what makes it.
type Contract = (&'static str, &'static str, fn(&Vocabulary) -> String);

const CONTRACT: [Contract; 2] =
    [("/openapi.json", "application/json", openapi::json), ("/openapi.yaml", "application/yaml", openapi::yaml)];

const PAGES: [Page; 7] = [
    ("/version", "application/json", version),
    ("/robots.txt", "text/plain; charset=utf-8", |_| "User-agent: *\nAllow: /\n".to_owned().into()),
    ("/llms.txt", "text/plain; charset=utf-8", llms::page),
    ("/favicon.ico", "image/svg+xml", |_| ICON.to_owned().into()),
    (BAD_QUERY, "application/json", bad_query),
    (NO_TOTAL, "application/json", no_total),
    ("/datapackage.json", "application/json", |app| {
        pretty(&datapackage(&app.store.about.summary, &app.store.about.manifest))
    }),
];

/// What browsers ask every site for: two shores and what goes between them.
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path fill=\"#b3261e\" d=\"M0 0h5v16H0z\"/><path \
                    fill=\"#1b6e53\" d=\"M11 0h5v16h-5z\"/><path stroke=\"#777\" stroke-width=\"2\" d=\"M5 5h6M5 11h6\"/></svg>\n";

/// Their routes, and that of the database itself.
pub fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for (path, media, make) in PAGES {
        let handler = move |State(app): Shared, request: Parts| async move {
            page(&app, &request, Plan { media, ..Plan::json(path.to_owned()) }, make).await
        };
        router = router.route(path, reading(get(handler)));
    }
    for (path, make) in DESCRIPTIONS {
        let handler = move |State(app): Shared, request: Parts| async move {
            let base = own_address(&app, &request.headers);
            let plan = Plan { media: "application/ld+json", host: base.clone(), ..Plan::json(path.to_owned()) };
            let store = &app.store;
            page(&app, &request, plan, |_| pretty(&make(&store.about.summary, &store.about.manifest, &base))).await
        };
        router = router.route(path, reading(get(handler)));
    }
    for (path, media, make) in CONTRACT {
        let handler = move |State(app): Shared, request: Parts| async move {
            let plan = Plan { media, ..Plan::json(path.to_owned()) };
            page(&app, &request, plan, |app| make(&app.store.about.vocabulary).into()).await
        };
        router = router.route(path, reading(get(handler)));
    }
    let index = |State(app): Shared, request: Parts| async move { index(&app, &request).await };
    let router = router.route("/", reading(get(index)));
    let kinds = |State(app): Shared, request: Parts| async move {
        if wants_page(&request.headers) {
            return about_page(&app, About::Kinds, true, &request).await;
        }
        kinds(&app, &request).await
    };
    let router = router.route("/kinds", reading(get(kinds)));
    let dataset = |State(app): Shared, request: Parts| async move {
        if wants_page(&request.headers) {
            return about_page(&app, About::Dataset, true, &request).await;
        }
        dataset(&app, &request).await
    };
    let router = router.route("/dataset", reading(get(dataset)));
    router.route("/dataset.db", reading(get(database)))
}

async fn page(app: &App, request: &Parts, plan: Plan, make: impl FnOnce(&App) -> Content) -> Result<Response, Problem> {
    parse_nothing(request.uri.path(), request.uri.query().unwrap_or_default())?;
    answer(app, request, &plan, async { Ok(make(app)) }).await
}

/// `GET /dataset.db`: the SQLite file.
async fn database(State(app): Shared, request: Parts) -> Result<Response, Problem> {
    let plan = Plan {
        media: "application/vnd.sqlite3",
        compressible: false,
        filename: Some(format!("sinolac-{}.db", app.store.about.manifest.version)),
        ..Plan::json("/dataset.db".to_owned())
    };
    parse_nothing(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let made = async {
        let made = match app.store.file().await? {
            Some(file) => Made::File(file),
            None => Made::Whole(exact(app.store.copy().await?)),
        };
        Ok(made.into())
    };
    answer(&app, &request, &plan, made).await
}

/// `GET /problems/bad-query`: what the `type` of that problem stands for.
fn bad_query(_: &App) -> Content {
    pretty(&json!({
        "type": BAD_QUERY,
        "title": "The query has mistakes",
        "detail": "Nothing was answered, lest an answer pass for one to the question meant. `errors` has every mistake: \
                   the parameter, what is wrong with it, the words it takes where they are a list, and the one that was \
                   probably meant, and `try`, an address at which the request works with all its mistakes mended. At \
                   most eight are told. The parameters of each list are in the contract, /openapi.yaml, and in /kinds.",
    }))
}

/// `GET /problems/no-total`: what the `type` of that problem stands for.
fn no_total(_: &App) -> Content {
    pretty(&json!({
        "type": NO_TOTAL,
        "title": "These figures may not be added",
        "detail": "A sum is of one measure and one unit. Rates, shares, ranks and derived figures are never added, nor is a stock \
                   with a stock of another time, a part with its whole, or a figure with a copy of it. Where the rows that match \
                   are of several quantities or times nothing is added, lest a sum pass for what it is not: `hints` has \
                   addresses at which there is a total, or the series or the list where there is none.",
    }))
}

/// `GET /version`: of the program and of the dataset, with the hash that tells whether two services answer alike.
fn version(app: &App) -> Content {
    let store = &app.store;
    let versions = (env!("CARGO_PKG_VERSION"), &store.about.manifest.version, &store.hash);
    pretty(&json!({ "version": versions.0, "dataset_version": versions.1, "dataset_hash": versions.2 }))
}

/// `GET /`: where to start; a page for browsers.
async fn index(app: &App, request: &Parts) -> Result<Response, Problem> {
    if wants_page(&request.headers) {
        return pages::start(app, true, request).await;
    }
    let plan = Plan { negotiated: true, ..Plan::json("/".to_owned()) };
    page(app, request, plan, start).await
}

fn start(app: &App) -> Content {
    let manifest = &app.store.about.manifest;
    let lists: Vec<String> = KINDS.iter().map(|kind| format!("/{}", kind.name)).collect();
    pretty(&json!({
        "title": manifest.title,
        "description": manifest.description,
        "dataset_version": manifest.version,
        "license": manifest.license,
        "facts": "/facts",
        "lists": lists,
        "relations": "/relations",
        "changes": "/changes",
        "feed": "/changes.atom",
        "kinds": "/kinds",
        "dataset": "/dataset",
        "docs": "/docs/",
        "openapi": ["/openapi.yaml", "/openapi.json"],
        "llms": "/llms.txt",
        "reconcile": "/reconcile",
        "mcp": "/mcp",
        "example": "/trade?year=2018",
    }))
}

/// `GET /dataset`: what is in it.
pub async fn dataset(app: &App, request: &Parts) -> Result<Response, Problem> {
    let plan = Plan { negotiated: true, ..Plan::json("/dataset".to_owned()) };
    page(app, request, plan, |app| {
        let store = &app.store;
        let data = store.about.summary.json(&store.about, &store.hash);
        envelope::item(&data.to_string(), &Meta::of(&store.about.manifest), "/dataset").into()
    })
    .await
}

fn pretty(json: &Value) -> Content {
    format!("{json:#}\n").into()
}
