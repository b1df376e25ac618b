//! What a person may mean who has typed the beginning of a name: entities, types, properties.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value as Json, json};

use super::candidates::{Asked as Name, candidates};
use super::{App, TYPES, type_of};
use crate::http::answer::{Content, Plan, answer};
use crate::http::problem::Problem;
use crate::http::{Shared, reading};
use crate::limits::MAX_SEARCH;
use crate::model::{Column, Kind};
use crate::query::{Mistake, given, unknown_parameter};
use crate::text::name_key;

/// What one answer suggests at most.
const PAGE: usize = 20;
/// Suggestions there are in all.
const MOST: usize = 100;

/// Something to suggest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Entity,
    Type,
    Property,
}

/// What was typed.
struct Typed {
    prefix: String,
    /// The kinds to look in.
    types: Vec<&'static Kind>,
    /// Suggestions that the client has.
    cursor: usize,
}

/// The routes.
pub fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for (name, what) in [("entity", What::Entity), ("type", What::Type), ("property", What::Property)] {
        let handler = move |State(app): Shared, request: Parts| async move { suggest(&app, what, &request).await };
        router = router.route(&format!("/reconcile/suggest/{name}"), reading(get(handler)));
    }
    router
}

async fn suggest(app: &App, what: What, request: &Parts) -> Result<Response, Problem> {
    let typed = typed(request.uri.query().unwrap_or_default())?;
    let plan = Plan::json(format!("{}?{}", request.uri.path(), normal(&typed)));
    let make = async {
        let found = match what {
            What::Entity => entities(app, &typed).await?,
            What::Type => types(&typed),
            What::Property => properties(&typed),
        };
        let page: Vec<Json> = found.into_iter().skip(typed.cursor).take(PAGE).collect();
        Ok(Content::from(json!({ "result": page }).to_string()))
    };
    answer(app, request, &plan, pin!(make)).await
}

/// What was typed in the one normal form of its query string.
fn normal(typed: &Typed) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("prefix", &typed.prefix);
    if let [kind] = typed.types[..] {
        pairs.append_pair("type", kind.name);
    }
    pairs.append_pair("cursor", &typed.cursor.to_string());
    pairs.finish()
}

fn typed(text: &str) -> Result<Typed, Vec<Mistake>> {
    let mut typed = Typed { prefix: String::new(), types: TYPES.to_vec(), cursor: 0 };
    let wrong = |name: &str, detail: String| {
        vec![Mistake { parameter: name.to_owned(), detail: detail.into(), ..Mistake::default() }]
    };
    for (name, mut values) in given(text) {
        let value = values.pop().unwrap_or_default();
        match name.as_str() {
            _ if !values.is_empty() => {
                return Err(wrong(&name, "given more than once; once would be right".to_owned()));
            }
            "prefix" if value.contains(|letter: char| letter < ' ') => {
                return Err(wrong(&name, "has control characters; a name in one line would be right".to_owned()));
            }
            "prefix" if value.chars().count() <= MAX_SEARCH => typed.prefix = value,
            "prefix" => return Err(wrong(&name, format!("has more than {MAX_SEARCH} characters"))),
            "cursor" => {
                let number = value.parse().ok().filter(|number| *number <= MOST);
                typed.cursor = number
                    .ok_or_else(|| wrong(&name, format!("`{value}` is not a valid cursor; 0 to {MOST} would be")))?;
            }
            "type" => {
                let names = TYPES.map(|kind| kind.name);
                let kind = TYPES.into_iter().find(|kind| kind.name == value);
                let detail = || format!("`{value}` is none of {}", names.join(", "));
                typed.types = vec![kind.ok_or_else(|| wrong(&name, detail()))?];
            }
            _ => return Err(vec![unknown_parameter(&name, &["prefix", "type", "cursor"])]),
        }
    }
    Ok(typed)
}

async fn entities(app: &App, typed: &Typed) -> Result<Vec<Json>, Problem> {
    if typed.prefix.trim().is_empty() {
        return Ok(Vec::new());
    }
    let name = Name { text: typed.prefix.clone(), types: typed.types.clone(), properties: Vec::new(), limit: MOST };
    let found = candidates(app, &name).await?;
    let told = |candidate: Json| {
        json!({
            "id": candidate["id"],
            "name": candidate["name"],
            "description": candidate["description"],
            "notable": candidate["type"],
        })
    };
    Ok(found.into_iter().map(told).collect())
}

fn types(typed: &Typed) -> Vec<Json> {
    let is_meant = |kind: &&Kind| begins(kind.name, &typed.prefix) || begins(kind.singular, &typed.prefix);
    let told = |kind: &Kind| {
        let mut json = type_of(kind);
        json["description"] = json!(kind.doc);
        json
    };
    TYPES.into_iter().filter(is_meant).map(told).collect()
}

fn properties(typed: &Typed) -> Vec<Json> {
    let mut found: Vec<&'static Column> = Vec::new();
    for column in typed.types.iter().flat_map(|kind| kind.shown()).filter(|column| begins(column.name, &typed.prefix)) {
        if !found.contains(&column) {
            found.push(column);
        }
    }
    found.iter().map(|column| json!({ "id": column.name, "name": column.name, "description": column.doc })).collect()
}

fn begins(name: &str, prefix: &str) -> bool {
    name_key(name).starts_with(&name_key(prefix))
}

/// The shown column of a kind by its name or by its parameter's.
pub fn column(kind: &Kind, name: &str) -> Option<&'static Column> {
    kind.shown().find(|column| column.name == name || column.param == name)
}
