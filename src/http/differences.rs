//! `GET /changes?from_version=&to_version=`: what differs between two versions, column by column.

use std::pin::pin;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Value as Json, json};

use super::App;
use super::answer::{Content, Made, Plan, answer, exact};
use super::problem::Problem;
use crate::data::versions::Rows;
use crate::derive::{Difference, differences};
use crate::files::{DIFFERENCES, Format};
use crate::query::{FROM_VERSION, Mend, Mistake, Query, TO_VERSION, Test, plain};
use crate::store::Error;

/// The columns of `changes` that differences have, and so can be filtered by.
const FILTERS: [&str; 3] = ["fact", "kind", "change"];

/// What cannot be asked of differences.
pub fn unfit(query: &Query, format: Format) -> Vec<Mistake> {
    let (from, to) = (&query.between.0, &query.between.1);
    let Some(from) = from else {
        let missing = to.as_ref().map(|_| plain("belongs to `from_version`, which is missing").of(TO_VERSION));
        return missing.into_iter().collect();
    };
    let is_known = |name: &&str| {
        FILTERS.contains(&name.strip_suffix("_not").unwrap_or(name)) || [FROM_VERSION, TO_VERSION].contains(name)
    };
    let given = query.canonical.split('&').filter_map(|part| part.split('=').next());
    let others = given.filter(|name| !name.is_empty() && !is_known(name));
    let other =
        |name| plain("differences take `from_version`, `to_version`, `fact`, `kind`, `change` and `limit`").of(name);
    let mut mistakes: Vec<Mistake> = others.map(other).collect();
    if format != Format::Json {
        let mend = Mend { ending: Some(Format::Json.suffix()), ..Mend::pair(FROM_VERSION, from) };
        let mistake =
            plain("differences come as JSON alone; /changes without an ending would be right").of(FROM_VERSION);
        mistakes.insert(0, Mistake { mend: mend.into(), ..mistake });
    }
    mistakes
}

/// Answer with them.
///
/// # Errors
/// When a version cannot be read.
pub async fn respond(app: &Arc<App>, query: &Query, request: &Parts) -> Result<Response, Problem> {
    let limit = query.limit.map_or_else(String::new, |limit| format!("&limit={limit}"));
    let plan = Plan { media: DIFFERENCES, ..Plan::json(format!("/changes?{}{limit}", query.canonical)) };
    answer(app, request, &plan, pin!(content(app, query, &plan.address))).await
}

async fn content(app: &App, query: &Query, address: &str) -> Result<Content, Problem> {
    let (store, manifest) = (&app.store, &app.store.about.manifest);
    let from = query.between.0.as_deref().unwrap_or_default();
    let to = query.between.1.as_deref().unwrap_or(&manifest.version);
    let (older, newer) = (rows(app, from).await?, rows(app, to).await?);
    let found = tokio::task::spawn_blocking(move || differences(&older, &newer)).await;
    let mut found = found.map_err(|panic| Error::Failed(panic.to_string()))?;
    found.retain(|difference| {
        query.conditions.iter().all(|condition| {
            let is = match condition.column.name {
                "fact" => &difference.fact,
                "kind" => difference.kind,
                _ => difference.change,
            };
            condition.values.iter().any(|value| value.to_text() == is) == (condition.test == Test::AnyOf)
        })
    });
    let total = found.len();
    found.truncate(query.limit.map_or(usize::MAX, |limit| limit as usize));
    let hash = |version: &str| {
        let kept = store.about.editions.iter().find(|edition| edition.version == version);
        kept.map_or(&store.about.content, |edition| &edition.hash).clone()
    };
    let body = json!({
        "data": found.iter().map(told).collect::<Vec<_>>(),
        "meta": {
            "total": total,
            "from": { "version": from, "content_hash": hash(from) },
            "to": { "version": to, "content_hash": hash(to) },
            "license": manifest.license,
        },
        "links": { "self": address },
    });
    Ok(Made::Whole(exact(body.to_string().into_bytes())).into())
}

async fn rows(app: &App, version: &str) -> Result<Rows, Error> {
    let rows = app.store.rows_shown(version).await?;
    rows.ok_or_else(|| Error::Broken(format!("version {version} is told of and not there")))
}

fn told(difference: &Difference) -> Json {
    // Strings and JSON alone, which JSON can always say.
    serde_json::to_value(difference).unwrap_or_default()
}
