//! The answer for an address at which there is no row: it moved, it was withdrawn, or it never was; then with an address
//! that works.

use axum::http::request::Parts;
use serde_json::Value as Json;

use super::gone::gone;
use super::problem::Problem;
use super::{App, paths, total};
use crate::kinds::{FACTS, facts};
use crate::model::Kind;
use crate::query::{self, Mistake, Resource};
use crate::store::Error;
use crate::words::{Reason, Said};

/// What people call groups, series and totals of a list.
const PARTS: [(Resource, &[&str]); 3] = [
    (Resource::Groups, &["group", "count", "counts", "stats", "statistics", "summary", "facets"]),
    (
        Resource::Series,
        &["series", "timeseries", "time-series", "time_series", "trend", "trends", "chart", "plot", "graph"],
    ),
    (Resource::Total, &["total", "totals", "sum", "sums", "add", "aggregate"]),
];

/// What to answer where a kind has no row of that id.
///
/// # Errors
/// When the database fails.
pub async fn missing(app: &App, kind: &'static Kind, id: &str, request: &Parts) -> Result<Problem, Error> {
    if let Some(problem) = gone(app, kind, id).await? {
        return Ok(problem);
    }
    if let Some(location) = paths::item_location(app, kind, id, request.uri.query()).await? {
        return Ok(Problem::moved(format!("it is at {location}"), location));
    }
    if let Some(problem) = part(app, kind, id, request).await {
        return Ok(problem);
    }
    let there = Problem::not_found(Reason::of("query.nothing").with("kinds", Said::Kinds(vec![kind])).with("word", id));
    Ok(there.or_try(instead(app, kind, id).await?))
}

/// The answer where a version has no row of that id, or there is no such version.
pub fn absent(app: &App, kind: &'static Kind, id: &str, version: &str) -> Problem {
    let versions = app.store.about.vocabulary.versions();
    let detail = if versions.iter().any(|known| known == version) {
        Reason::of("problem.not_in_version")
            .with("version", version)
            .with("kinds", Said::Kinds(vec![kind]))
            .with("word", id)
    } else {
        Reason::of("problem.no_version").with("version", version).with("versions", versions.join(", "))
    };
    Problem::not_found(detail).or_try(format!("/{}/{}", kind.name, paths::encoded(id)))
}

/// What to answer to a query string that no single row takes: the mistakes, unless the row is none.
pub async fn mistaken(app: &App, kind: &'static Kind, request: &Parts, mistakes: Vec<Mistake>) -> Problem {
    let last = request.uri.path().rsplit('/').next().unwrap_or_default();
    part(app, kind, last, request).await.unwrap_or_else(|| mistakes.into())
}

/// The answer where people call counts, series or a total of the rows by a word that stands where an id may.
async fn part(app: &App, kind: &'static Kind, word: &str, request: &Parts) -> Option<Problem> {
    let again = resource(app, kind, word, request.uri.query().unwrap_or_default()).await?;
    Some(Problem::not_found(Reason::of("problem.nothing_at").with("path", request.uri.path())).or_try(again))
}

/// The address that such a word means.
async fn resource(app: &App, kind: &'static Kind, word: &str, text: &str) -> Option<String> {
    let bare = word.split('.').next().unwrap_or(word).to_lowercase();
    let (resource, _) = PARTS.iter().find(|(_, words)| words.contains(&bare.as_str()))?;
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    if kind.is_measured() && *resource == Resource::Total {
        return Some(total::nearest(app, kind, text).await);
    }
    if kind.is_measured() && *resource == Resource::Series {
        let text = query::mended_figures(kind, *resource, text, &[], vocabulary, hash);
        return Some(query::parse_figures(kind, *resource, &text, vocabulary, hash).ok()?.address(""));
    }
    // What has no figures that compare can be counted.
    let by = kind.column("year").or_else(|| query::countable(kind).next())?.param;
    Some(format!("/{}/groups?by={by}", kind.name))
}

/// The address of what was probably meant: the year, the fact of another kind, the rows that have the words, else the list.
async fn instead(app: &App, kind: &'static Kind, id: &str) -> Result<String, Error> {
    let list = format!("/{}", kind.name);
    if id.len() == 4 && id.bytes().all(|byte| byte.is_ascii_digit()) && kind.column("year").is_some() {
        return Ok(format!("{list}?year={id}"));
    }
    let row: Json =
        app.store.item(&FACTS, id).await?.and_then(|row| serde_json::from_str(&row).ok()).unwrap_or_default();
    if let Some(other) = facts().find(|other| row["kind"] == other.singular) {
        return Ok(format!("/{}/{id}", other.name));
    }
    let words = form_urlencoded::Serializer::new(String::new()).append_pair("q", &id.replace(['-', '_'], " ")).finish();
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    let found = match query::parse(kind, &words, vocabulary, hash) {
        Ok(query) => app.store.total(&query).await? > 0,
        Err(_) => false,
    };
    Ok(if found { format!("{list}?{words}") } else { list })
}
