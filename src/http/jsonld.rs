//! `GET /{kind}/{id}.jsonld`: a fact as schema.org/Claim.

use std::pin::pin;

use axum::http::request::Parts;
use axum::response::Response;
use serde_json::Value as Json;

use super::App;
use super::answer::{Content, Plan, answer};
use super::host::own_address;
use super::named::Named;
use super::problem::Problem;
use super::signpost;
use crate::describe::claim;
use crate::files::Format;
use crate::kinds::SOURCES;
use crate::model::Kind;
use crate::query;

/// Its media type.
pub const MEDIA: &str = "application/ld+json";
/// The ending of its path.
pub const ENDING: &str = ".jsonld";

/// A fact of a kind as a claim, by the service of its version; `negotiated` where `Accept` asked for it.
pub async fn item(
    app: &App,
    kind: &'static Kind,
    named: Named<'_>,
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    query::parse_nothing(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let own = format!("/{}/{}", kind.name, named.text());
    let address = format!("{own}{ENDING}");
    let plan = Plan {
        media: MEDIA,
        negotiated,
        is_there: false,
        location: negotiated.then(|| address.clone()),
        signs: signpost::of_item(app, kind, &own, Format::Json),
        host: own_address(app, &request.headers),
        ..Plan::json(address)
    };
    let make = async {
        let row = named.row(app, kind, request).await?;
        let fact: Json = serde_json::from_str(&row).unwrap_or_default();
        let mut sources = Vec::new();
        for source in fact["sources"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            let row = app.store.item(&SOURCES, source).await?;
            sources.extend(row.and_then(|row| serde_json::from_str::<Json>(&row).ok()));
        }
        let manifest = &app.store.about.manifest;
        Ok(Content::from(format!("{:#}\n", claim(&fact, &sources, manifest, &plan.host))))
    };
    answer(app, request, &plan, pin!(make)).await
}
