//! Lists and single items as JSON.

use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;

use super::{App, json};
use crate::problem::Problem;
use crate::query::{self, DEFAULT_LIMIT, Query};
use crate::render::envelope::{self, Links, Meta};
use crate::schema::Kind;

/// `GET /{kind}`: one page of the rows that match.
pub fn list(app: &App, kind: &'static Kind, uri: &Uri) -> Result<Response, Problem> {
    let query = query::parse(kind, uri.query().unwrap_or_default(), &app.store)?;
    let page = app.store.page(&query)?;
    let next = page.next.map(|cursor| {
        let place = format!("{}?{}", kind.name, query.canonical);
        link(&query, Some(&cursor.token(&place, &app.store.hash)))
    });
    let links = Links { this: uri.to_string(), next };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let meta = Meta { total: Some(page.total), limit: Some(limit), ..Meta::of(&app.store.manifest) };
    let mut response = json(envelope::list(&page.rows, &meta, &links));
    if let Some(next) = &links.next
        && let Ok(value) = HeaderValue::from_str(&format!("<{next}>; rel=\"next\""))
    {
        response.headers_mut().insert(header::LINK, value);
    }
    Ok(response)
}

/// `GET /{kind}/{id}`: one row.
pub fn item(app: &App, kind: &'static Kind, id: &str, uri: &Uri) -> Result<Response, Problem> {
    query::parse_item(uri.query().unwrap_or_default())?;
    // Countries may be named by either of their codes, as in the filter.
    let known = app.store.resolve(kind, id);
    match app.store.item(kind, known.as_deref().unwrap_or(id))? {
        Some(row) => Ok(json(envelope::item(&row, &Meta::of(&app.store.manifest), uri.path()))),
        None => Err(Problem::not_found(format!("there is no {} `{id}`", kind.singular))),
    }
}

/// The address of a query, in its normal form.
fn link(query: &Query, cursor: Option<&str>) -> String {
    let limit = query.limit.map(|limit| format!("limit={limit}"));
    let cursor = cursor.map(|token| format!("cursor={token}"));
    let canonical = Some(query.canonical.clone()).filter(|text| !text.is_empty());
    let parts: Vec<String> = [canonical, limit, cursor].into_iter().flatten().collect();
    format!("/{}?{}", query.kind.name, parts.join("&"))
}
