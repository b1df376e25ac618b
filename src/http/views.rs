//! Pages of groups, of series, of totals, of what can be asked and of the dataset. `lang` says the language of a page
//! whatever the answer for programs takes.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;

use super::answer::answer;
use super::figures::problem;
use super::list::{address, rows};
use super::pages::{moved_form, names, page_plan, reader, wants_page};
use super::problem::Problem;
use super::total::totalled;
use super::{App, Shared, declared, figures, list, meta, past, reading};
use crate::files::Format;
use crate::files::figures::series;
use crate::kinds::{measured, served};
use crate::model::Kind;
use crate::pages::{self, SUFFIX};
use crate::query::{self, Mistake, Query, Resource};

/// The routes of these pages at paths of their own, and of the JSON that they lead to, which to a browser is not at the
/// bare path.
pub fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    let figures = measured().flat_map(|kind| [(kind, Resource::Series), (kind, Resource::Total)]);
    for (kind, resource) in served().map(|kind| (kind, Resource::Groups)).chain(figures) {
        let path = format!("/{}{}", kind.name, resource.path());
        let page = move |State(app): Shared, request: Parts| async move {
            view(&app, (kind, resource), false, &request).await
        };
        let json =
            move |State(app): Shared, request: Parts| async move { json(&app, (kind, resource), &request).await };
        router = router.route(&format!("{path}{SUFFIX}"), reading(get(page)));
        router = router.route(&format!("{path}.json"), reading(get(json)));
    }
    for about in [About::Kinds, About::Dataset] {
        let page =
            move |State(app): Shared, request: Parts| async move { about_page(&app, about, false, &request).await };
        let json = move |State(app): Shared, request: Parts| async move { about_json(&app, about, &request).await };
        router = router.route(&format!("{}{SUFFIX}", about.path()), reading(get(page)));
        router = router.route(&format!("{}.json", about.path()), reading(get(json)));
    }
    router
}

/// `GET /{kind}/groups`, `/series` and `/total` by a browser.
pub async fn view(
    app: &Arc<App>,
    (kind, resource): (&'static Kind, Resource),
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    let text = request.uri.query().unwrap_or_default();
    if let Some(location) = moved_form(request.uri.path(), text) {
        return Ok(location);
    }
    let text = without_language(text);
    let (app, text) = &past::asked(app, kind, &text).await?;
    let query = parsed(app, (kind, resource), text)?;
    let reader = reader(app, request);
    let here = address(app, &query, "", query.cursor);
    // Titles are in the language of the page.
    let query = Query { language: super::pages::language(app, request), ..query };
    let plan = page_plan(&reader, &here, negotiated);
    let make = async {
        let (store, names) = (&app.store, names(app).await?);
        let page = match resource {
            Resource::Series => {
                let found = series(store, &query).await.map_err(|refused| problem(&query, refused))?;
                pages::series(store, names, &reader, &query, &here, &found).await?
            }
            Resource::Total => {
                pages::total(store, names, &reader, &query, &here, &totalled(app, &query).await?).await?
            }
            _ => pages::groups(store, names, &reader, &query, &here, rows(app, &query, "").await?).await?,
        };
        Ok(page.into())
    };
    answer(app, request, &plan, pin!(make)).await
}

fn parsed(app: &App, (kind, resource): (&'static Kind, Resource), text: &str) -> Result<Query, Vec<Mistake>> {
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    if resource == Resource::Groups {
        let explained = |mistakes| query::explain_groups(kind, "", text, mistakes, vocabulary, hash);
        return query::parse_groups(kind, text, vocabulary, hash).map_err(explained);
    }
    let explained = |mistakes| query::explain_figures(kind, (resource, "", &[""]), text, mistakes, vocabulary, hash);
    query::parse_figures(kind, resource, text, vocabulary, hash).map_err(explained)
}

/// A query string without the language of the page.
pub fn without_language(text: &str) -> String {
    text.split('&').filter(|part| !part.is_empty() && !part.starts_with("lang=")).collect::<Vec<_>>().join("&")
}

/// `GET /{kind}/groups.json` and its like: to others than browsers another name for the bare path.
async fn json(
    app: &Arc<App>,
    (kind, resource): (&'static Kind, Resource),
    request: &Parts,
) -> Result<Response, Problem> {
    if let Some(problem) = bare(&format!("/{}{}", kind.name, resource.path()), request) {
        return Err(problem);
    }
    match resource {
        Resource::Groups => list::groups(app, kind, Format::Json, false, request).await,
        _ => figures::figures(app, kind, (resource, Format::Json), false, request).await,
    }
}

/// The way to the bare path, where JSON is to all but browsers.
fn bare(path: &str, request: &Parts) -> Option<Problem> {
    let location = request.uri.query().map_or_else(|| path.to_owned(), |text| format!("{path}?{text}"));
    (!wants_page(&request.headers)).then(|| Problem::moved(format!("it is at {location}"), location))
}

/// What is told of the service as a whole.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// What can be asked.
    Kinds,
    /// What is in the dataset.
    Dataset,
}

impl About {
    const fn path(self) -> &'static str {
        match self {
            Self::Kinds => "/kinds",
            Self::Dataset => "/dataset",
        }
    }
}

/// `GET /kinds` and `/dataset` by a browser.
pub async fn about_page(app: &App, about: About, negotiated: bool, request: &Parts) -> Result<Response, Problem> {
    query::parse_language(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let reader = reader(app, request);
    let plan = page_plan(&reader, about.path(), negotiated);
    let make = async {
        Ok(match about {
            About::Kinds => pages::kinds(&app.store, &reader)?,
            About::Dataset => pages::dataset(&app.store, &reader)?,
        }
        .into())
    };
    answer(app, request, &plan, make).await
}

async fn about_json(app: &App, about: About, request: &Parts) -> Result<Response, Problem> {
    if let Some(problem) = bare(about.path(), request) {
        return Err(problem);
    }
    match about {
        About::Kinds => declared::kinds(app, request).await,
        About::Dataset => meta::dataset(app, request).await,
    }
}
