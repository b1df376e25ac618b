//! `GET /changes.atom`: what versions changed, for whoever wants to be told.

use std::pin::pin;

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::Value as Json;

use super::Shared;
use super::answer::{Content, Plan, answer};
use super::host::own_address;
use super::problem::Problem;
use crate::describe::atom;
use crate::kinds::CHANGES;
use crate::limits::MAX_LIMIT;
use crate::query::{Order, Query, parse_nothing};

/// The handler: the newest changes first, at most as many as a page may have.
pub async fn changes(State(app): Shared, request: Parts) -> Result<Response, Problem> {
    parse_nothing(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let host = own_address(&app, &request.headers);
    let plan = Plan { media: "application/atom+xml; charset=utf-8", host, ..Plan::json("/changes.atom".to_owned()) };
    let make = async {
        let newest = CHANGES.column("released").map(|column| Order { column, descending: true });
        let query = Query { sort: newest.into_iter().collect(), limit: Some(MAX_LIMIT), ..Query::all(&CHANGES) };
        let page = app.store.page(&query).await?;
        let rows: Vec<Json> = serde_json::from_str(&format!("[{}]", page.rows)).unwrap_or_default();
        Ok(Content::from(atom(&rows, &app.store.about.manifest, &plan.host)))
    };
    answer(&app, &request, &plan, pin!(make)).await
}
