//! `GET /check?claim=...`: claims held against the facts.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use serde_json::Value as Json;

use super::answer::{Plan, answer};
use super::pages::{page_plan, reader, wants_page};
use super::problem::Problem;
use super::views::without_language;
use super::{App, Shared, reading};
use crate::claim::{Claim, Given, structured};
use crate::factcheck::Checked;
use crate::kinds::served;
use crate::limits::{MAX_CLAIM, MAX_CLAIMS, MAX_MISTAKES};
use crate::pages;
use crate::query::{Mistake, given, parse, unknown_parameter};
use crate::render::envelope::{self, Meta};
use crate::words::Reason;

/// The parts of a claim that is no sentence.
const PARTS: [&str; 8] = ["kind", "value", "unit", "flow", "direction", "measure", "partner", "year"];
/// A request that works.
const EXAMPLE: &str = "/check?claim=Trade+between+China+and+Latin+America+reached+%24307.4+billion+in+2018";

/// Its route.
pub fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let check = |State(app): Shared, request: Parts| async move { check(&app, &request).await };
    router.route("/check", reading(get(check)))
}

async fn check(app: &App, request: &Parts) -> Result<Response, Problem> {
    if wants_page(&request.headers) {
        return page(app, request).await;
    }
    let text = request.uri.query().unwrap_or_default();
    let claims = claims(app, text)?;
    let plan = Plan { negotiated: true, ..Plan::json(canonical(text)) };
    let make = async {
        let data: Json = checked(app, claims).await?.iter().map(Checked::json).collect();
        Ok(envelope::item(&data.to_string(), &Meta::of(&app.store.about.manifest), &plan.address).into())
    };
    answer(app, request, &plan, pin!(make)).await
}

/// The same as a page, which without a claim is a form for one.
async fn page(app: &App, request: &Parts) -> Result<Response, Problem> {
    let text = without_language(request.uri.query().unwrap_or_default());
    let claims = if text.is_empty() { Vec::new() } else { claims(app, &text)? };
    let (reader, here) = (reader(app, request), canonical(&text));
    let plan = Plan { location: None, ..page_plan(&reader, &here, true) };
    let make = async { Ok(pages::check(&app.store, &reader, &here, &checked(app, claims).await?)?.into()) };
    answer(app, request, &plan, pin!(make)).await
}

/// The address of claims.
fn canonical(text: &str) -> String {
    let text: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs(text)).finish();
    if text.is_empty() { "/check".to_owned() } else { format!("/check?{text}") }
}

async fn checked(app: &App, claims: Vec<Claim>) -> Result<Vec<Checked>, Problem> {
    let mut data = Vec::with_capacity(claims.len());
    for claim in claims {
        data.push(app.checker.check(&app.store, claim).await?);
    }
    Ok(data)
}

/// The parameters: claims in their order, parts in that of their names.
fn pairs(text: &str) -> Vec<(String, String)> {
    given(text)
        .into_iter()
        .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)))
        .collect()
}

/// The claims of a query string.
fn claims(app: &App, text: &str) -> Result<Vec<Claim>, Vec<Mistake>> {
    let mut parameters = given(text);
    let mut mistakes = Vec::new();
    let sentences = parameters.remove("claim");
    if let Some(sentences) = sentences {
        let unknown = parameters.keys().take(MAX_MISTAKES + 1).map(|name| {
            if PARTS.contains(&name.as_str()) {
                wrong(name, "belongs to a claim in parts; leave out `claim`, or this")
            } else {
                unknown_parameter(name, &["claim"])
            }
        });
        mistakes.extend(unknown);
        if sentences.len() > MAX_CLAIMS {
            mistakes.push(wrong(
                "claim",
                Reason::of("query.claims").with("count", sentences.len()).with("most", MAX_CLAIMS),
            ));
        }
        let mut claims = Vec::new();
        for sentence in sentences.iter().take(MAX_CLAIMS) {
            match claim(app, sentence) {
                Ok(claim) => claims.push(claim),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        return if mistakes.is_empty() { Ok(claims) } else { Err(exemplified(mistakes)) };
    }
    if parameters.is_empty() {
        return Err(exemplified(vec![wrong("claim", Reason::of("query.claim_missing"))]));
    }
    parts(app, text, &parameters).map(|claim| vec![claim]).map_err(exemplified)
}

/// A sentence.
fn claim(app: &App, text: &str) -> Result<Claim, Mistake> {
    if text.trim().is_empty() {
        return Err(wrong("claim", Reason::of("query.claim_empty")));
    }
    let length = text.chars().count();
    if length > MAX_CLAIM {
        return Err(wrong("claim", Reason::of("query.claim_long").with("count", length).with("most", MAX_CLAIM)));
    }
    if text.contains(char::is_control) {
        return Err(wrong("claim", Reason::of("query.claim_lines")));
    }
    Ok(Claim::read(text, &app.store.about.vocabulary))
}

/// A claim in parts. What is a filter of its list is checked as there.
fn parts(app: &App, text: &str, parameters: &BTreeMap<String, Vec<String>>) -> Result<Claim, Vec<Mistake>> {
    let mut mistakes: Vec<Mistake> = parameters
        .iter()
        .filter_map(|(name, values)| match (PARTS.contains(&name.as_str()), values.len()) {
            (false, _) => Some(unknown_parameter(name, &[&PARTS[..], &["claim"]].concat())),
            (true, 1) => None,
            (true, _) => Some(wrong(name, Reason::of("query.twice"))),
        })
        .take(MAX_MISTAKES + 1)
        .collect();
    let part = |name: &str| parameters.get(name).and_then(|values| values.first()).cloned();
    let lists = ["trade", "investments"];
    let list = served().find(|kind| {
        let named = part("kind");
        lists.contains(&kind.name) && named.is_some_and(|named| named == kind.name || named == kind.singular)
    });
    let Some(list) = list else {
        mistakes.push(wrong("kind", "missing or unknown; trade or investments would be right"));
        return Err(mistakes);
    };
    let filters = ["flow", "direction", "measure", "partner", "year"];
    let filters = filters.iter().filter_map(|name| Some((*name, part(name)?)));
    let filters: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(filters).finish();
    if let Err(more) = parse(list, &filters, &app.store.about.vocabulary, &app.store.about.content) {
        mistakes.extend(more);
    }
    let given = Given {
        value: part("value").unwrap_or_default(),
        unit: part("unit").unwrap_or_default(),
        list: list.name,
        direction: part(if list.name == "trade" { "flow" } else { "direction" }),
        measure: part("measure"),
        partner: part("partner"),
        year: part("year").and_then(|year| year.parse().ok()),
    };
    match structured(&given) {
        Ok(reading) if mistakes.is_empty() => Ok(Claim::of_parts(text, reading)),
        Ok(_) => Err(mistakes),
        Err((name, detail)) => {
            if !mistakes.iter().any(|mistake| mistake.parameter == name) {
                mistakes.push(wrong(name, detail));
            }
            Err(mistakes)
        }
    }
}

fn wrong(parameter: &str, detail: impl Into<Reason>) -> Mistake {
    Mistake { parameter: parameter.to_owned(), detail: detail.into(), ..Mistake::default() }
}

/// The same with a request that works.
fn exemplified(mistakes: Vec<Mistake>) -> Vec<Mistake> {
    mistakes.into_iter().map(|mistake| Mistake { again: Some(EXAMPLE.into()), ..mistake }).collect()
}
