//! `GET /linkset?url=...`: what belongs with an answer, as a link set (RFC 9264), for programs that gather datasets.

use std::pin::pin;

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Map, Value as Json, json};

use super::answer::{Content, Plan, answer};
use super::cited::{Asked, asked, not_there, of_version};
use super::host::own_address;
use super::problem::Problem;
use super::signpost::{self, Sign};
use super::{App, Shared};
use crate::files::Format;

/// The handler.
pub async fn linkset(State(app): Shared, request: Parts) -> Result<Response, Problem> {
    let app = of_version(&app, &request.uri).await?;
    let asked = asked(&app, &request.uri)?;
    let url: String = form_urlencoded::byte_serialize(asked.address.as_bytes()).collect();
    let host = own_address(&app, &request.headers);
    let media = "application/linkset+json";
    let plan = Plan { media, is_there: asked.id.is_none(), host, ..Plan::json(format!("/linkset?url={url}")) };
    let make = async {
        if let Some(id) = &asked.id
            && app.store.item(asked.query.kind, id).await?.is_none()
        {
            return Err(not_there(&app, asked.query.kind, id).await?);
        }
        Ok(Content::from(format!("{:#}\n", of(&app, &asked, &plan.host))))
    };
    answer(&app, &request, &plan, pin!(make)).await
}

/// The links of an answer, and those of a page's files back to it.
fn of(app: &App, asked: &Asked, base: &str) -> Json {
    let Asked { query, address, id, format } = asked;
    let signs = match id {
        Some(_) => signpost::of_item(app, query.kind, address, *format),
        None => signpost::of_list(app, query, *format, address),
    };
    let back = |sign: &Sign| {
        let page = json!([{ "href": format!("{base}{address}"), "type": Format::Json.media() }]);
        json!({ "anchor": whole(base, &sign.href), "collection": page })
    };
    let files: Vec<Json> = signs.iter().filter(|sign| sign.rel == "item").map(back).collect();
    let mut own = Map::from_iter([("anchor".to_owned(), json!(format!("{base}{address}")))]);
    for sign in signs.iter().filter(|sign| sign.rel != "linkset") {
        let mut target = json!({ "href": whole(base, &sign.href) });
        if let Some(media) = sign.media {
            target["type"] = json!(media);
        }
        let targets = own.entry(sign.rel).or_insert_with(|| json!([]));
        targets.as_array_mut().into_iter().for_each(|targets| targets.push(target.clone()));
    }
    let sets: Vec<Json> = std::iter::once(Json::Object(own)).chain(files).collect();
    json!({ "linkset": sets })
}

/// A path of this service as a whole address.
fn whole(base: &str, href: &str) -> String {
    if href.starts_with('/') { format!("{base}{href}") } else { href.to_owned() }
}
