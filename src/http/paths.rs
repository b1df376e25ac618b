//! Paths that are nothing: where they plainly mean an address they lead there, else the answer names one that works.

use axum::extract::{Request, State};
use percent_encoding::percent_decode_str;

use super::problem::Problem;
use super::{App, Shared};
use crate::files::FORMATS;
use crate::kinds::{measured, served};
use crate::model::Kind;
use crate::query;
use crate::store::Error;
use crate::suggest::suggestion;
use crate::words::Reason;

/// Addresses beside the lists.
const PAGES: &[&str] = &[
    "kinds",
    "dataset",
    "cite",
    "check",
    "linkset",
    "changes.atom",
    "docs/",
    "openapi.yaml",
    "openapi.json",
    "health",
    "livez",
    "readyz",
    "metrics",
    "version",
    "dataset.db",
    "dataset.jsonld",
    "datapackage.json",
    "croissant.json",
    "llms.txt",
    "reconcile",
    "mcp",
];

/// Beginnings of paths that say nothing here.
const PREFIXES: [&str; 7] = ["api", "rest", "v1", "v2", "v3", "latest", "data"];

/// Other names for addresses.
const OTHERS: &[(&str, &[&str])] = &[
    ("facts", &["search", "query", "all", "items", "records", "results"]),
    ("docs/", &["swagger", "swagger-ui", "redoc", "documentation", "doc", "help", "api-docs"]),
    ("openapi.json", &["swagger.json", "api.json", "schema", "schema.json", "openapi", "spec"]),
    ("openapi.yaml", &["swagger.yaml", "openapi.yml"]),
    ("health", &["healthz", "ping", "status"]),
    ("livez", &["live", "alive"]),
    ("readyz", &["ready", "readiness"]),
    ("dataset", &["about", "info", "metadata", "meta", "license", "licence"]),
    ("dataset.db", &["download", "dataset.sqlite", "database", "dump"]),
    ("check", &["claim", "claims", "factcheck", "fact-check", "verify"]),
    ("kinds", &["types", "lists", "endpoints", "columns"]),
];

/// What a first part of a path names.
enum Named {
    /// A list, with the ending of its format.
    List(&'static Kind, &'static str),
    /// A list, with an ending that there is not.
    Ending(&'static Kind, String),
    /// Something else.
    Page(&'static str),
}

/// The answer for a path that no route has.
pub async fn unknown(State(app): Shared, request: Request) -> Problem {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let text = request.uri().query().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    while parts.first().is_some_and(|part| PREFIXES.contains(&part.to_lowercase().as_str())) {
        parts.remove(0);
    }
    let nothing = Reason::of("problem.nothing_at").with("path", &path);
    let problem = match (parts.first().map(|first| (*first, named(first))), &parts[..]) {
        (None, _) => Problem::moved("it is at /", address("/", text)),
        (Some((_, Some(Named::List(kind, suffix)))), [_]) => {
            let location = address(&format!("/{}{suffix}", kind.name), text);
            Problem::moved(format!("it is at {location}"), location)
        }
        (Some((_, Some(Named::List(kind, "")))), [_, id]) => {
            let location = address(&format!("/{}/{}", kind.name, encoded(id)), text);
            Problem::moved(format!("it is at {location}"), location)
        }
        (Some((_, Some(Named::List(kind, _)))), _) => {
            Problem::not_found(nothing.clone()).or_try(mended(&app, kind, "", text))
        }
        (Some((_, Some(Named::Ending(kind, ending)))), _) => no_ending(&app, kind, &ending, text),
        (Some((first, Some(Named::Page(page)))), [_]) if page.trim_end_matches('/').eq_ignore_ascii_case(first) => {
            let location = address(&format!("/{page}"), text);
            Problem::moved(format!("it is at {location}"), location)
        }
        (Some((_, Some(Named::Page("facts")))), _) => {
            let facts = &crate::kinds::FACTS;
            Problem::not_found(nothing.clone().and(Reason::of("problem.search"))).or_try(mended(&app, facts, "", text))
        }
        (Some((_, Some(Named::Page(page)))), _) => {
            Problem::not_found(nothing.clone().and(Reason::of("problem.page").with("page", format!("/{page}"))))
                .or_try(format!("/{page}"))
        }
        (Some((first, None)), _) => unnamed(&app, nothing.clone(), first, text),
    };
    // An address never leads to itself.
    let here = request.uri().path_and_query().map(axum::http::uri::PathAndQuery::as_str);
    if problem.location.as_deref() == here && here.is_some() {
        return Problem::not_found(nothing.clone()).or_try("/".to_owned());
    }
    problem
}

/// The item that a wrong id of a list means: with an ending, in another case.
pub async fn item_location(
    app: &App,
    kind: &'static Kind,
    id: &str,
    text: Option<&str>,
) -> Result<Option<String>, Error> {
    let bare = id.strip_suffix(".json").unwrap_or(id).trim();
    let lower = bare.to_lowercase();
    for other in [bare, &lower] {
        let known = app.store.about.vocabulary.resolve(kind, other).unwrap_or(other);
        if known != id && app.store.item(kind, known).await?.is_some() {
            return Ok(Some(address(&format!("/{}/{}", kind.name, encoded(known)), text.unwrap_or_default())));
        }
    }
    Ok(None)
}

/// A list by its plural, its singular or a slip in either, in any case, or a page by any of its names.
fn named(part: &str) -> Option<Named> {
    let lower = part.to_lowercase();
    let page = PAGES.iter().find(|page| page.trim_end_matches('/') == lower);
    let other = OTHERS.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(page, _)| page);
    if let Some(page) = page.or(other) {
        return Some(Named::Page(page));
    }
    let (name, ending) = lower.split_once('.').unwrap_or((&lower, ""));
    let kind = served().find(|kind| {
        kind.name == name
            || kind.singular == name
            || name.strip_suffix('s').is_some_and(|stem| stem == kind.name || stem == kind.singular)
            || name.replace("organis", "organiz").trim_end_matches('s') == kind.singular
    })?;
    let suffix =
        FORMATS.map(crate::files::Format::suffix).into_iter().find(|suffix| suffix.trim_start_matches('.') == ending);
    Some(match suffix {
        _ if ending == "json" => Named::List(kind, ""),
        Some(suffix) => Named::List(kind, suffix),
        None => Named::Ending(kind, ending.to_owned()),
    })
}

/// 404 for a format that there is not, with those there are.
fn no_ending(app: &App, kind: &'static Kind, ending: &str, text: &str) -> Problem {
    let there: Vec<&str> =
        FORMATS.into_iter().map(crate::files::Format::suffix).filter(|suffix| !suffix.is_empty()).collect();
    let detail =
        Reason::of("problem.ending").with("ending", ending).with("list", kind.name).with("endings", there.join(", "));
    if ["svg", "png"].contains(&ending) && measured().any(|one| one.name == kind.name) {
        return Problem::not_found(detail.and(Reason::of("problem.chart").with("list", kind.name))).or_try(mended(
            app,
            kind,
            "/series.svg",
            text,
        ));
    }
    Problem::not_found(detail).or_try(mended(app, kind, query::ending(ending).unwrap_or_default(), text))
}

/// 404 for what has no name that is known, with what is spelt alike.
fn unnamed(app: &App, nothing: Reason, first: &str, text: &str) -> Problem {
    let known = served().map(|kind| kind.name).chain(PAGES.iter().copied());
    let Some(near) = suggestion(first, known) else {
        return Problem::not_found(nothing.and(Reason::aside("/ tells what there is"))).or_try("/".to_owned());
    };
    let problem = Problem::not_found(nothing.and(Reason::of("query.meant").with("word", near)));
    let kind = served().find(|kind| kind.name == near);
    problem.or_try(kind.map_or_else(|| format!("/{near}"), |kind| mended(app, kind, "", text)))
}

/// The address of a list with a query string that works.
fn mended(app: &App, kind: &'static Kind, suffix: &str, text: &str) -> String {
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    address(&format!("/{}{suffix}", kind.name), &query::mended(kind, text, &[], vocabulary, hash))
}

fn address(path: &str, text: &str) -> String {
    if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
}

/// An id as it stands in a path.
pub fn encoded(id: &str) -> String {
    percent_encoding::utf8_percent_encode(id, query::BARE).to_string()
}
