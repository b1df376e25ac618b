//! The answer for an address at which there is no row: it moved, it was withdrawn, or it never was; then with an address
//! that works.

use axum::http::request::Parts;
use serde_json::Value as Json;

use super::App;
use super::gone::gone;
use super::paths;
use super::problem::Problem;
use crate::kinds::{FACTS, facts};
use crate::model::Kind;
use crate::query;
use crate::store::Error;

/// What to answer where a kind has no row of that id.
///
/// # Errors
/// When the database fails.
pub async fn missing(app: &App, kind: &'static Kind, id: &str, request: &Parts) -> Result<Problem, Error> {
    if let Some(problem) = gone(app, kind, id).await? {
        return Ok(problem);
    }
    if let Some(location) = paths::item_location(app, kind, id, request.uri.query()).await? {
        return Ok(Problem::moved(&format!("it is at {location}"), location));
    }
    let there = Problem::not_found(&format!("there is no {} `{id}`", kind.singular));
    Ok(there.or_try(instead(app, kind, id).await?))
}

/// The answer where a version has no row of that id, or there is no such version.
pub fn absent(app: &App, kind: &Kind, id: &str, version: &str) -> Problem {
    let versions = app.store.about.vocabulary.versions();
    let detail = if versions.iter().any(|known| known == version) {
        format!("version {version} has no {} `{id}`", kind.singular)
    } else {
        format!("there is no version `{version}`; there are {}", versions.join(", "))
    };
    Problem::not_found(&detail).or_try(format!("/{}/{}", kind.name, paths::encoded(id)))
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
