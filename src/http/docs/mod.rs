//! `GET /docs/`: the contract as pages to try it in, shipped inside the program.
//!
//! The pages are Swagger UI's. Three small files beside this one are ours: they set it up, so that operations are folded
//! and nothing is filled in that may be left out, add a search for words, and make room on narrow screens.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use utoipa_swagger_ui::Config;

use super::problem::Problem;
use super::{App, reading};
use crate::hash::sha256;

/// Scripts and styles come from here and from nowhere else; the reference styles its elements in place and its icons
/// are data.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Our own files: name, media type, content.
const OURS: [(&str, &str, &str); 3] = [
    ("index.html", "text/html; charset=utf-8", include_str!("index.html")),
    ("docs.js", "text/javascript; charset=utf-8", include_str!("docs.js")),
    ("docs.css", "text/css; charset=utf-8", include_str!("docs.css")),
];

/// Those of Swagger UI that they need.
const THEIRS: [&str; 3] = ["swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"];

/// The routes of the reference.
pub fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/docs", reading(get(|| async { Redirect::permanent("/docs/") })))
        .route("/docs/", reading(get(|headers: HeaderMap| async move { answer("index.html", &headers) })))
        .route(
            "/docs/{file}",
            reading(get(|headers: HeaderMap, uri: Uri| async move {
                answer(uri.path().trim_start_matches("/docs/"), &headers)
            })),
        )
}

fn answer(name: &str, headers: &HeaderMap) -> Response {
    let Some((media, bytes)) = file(name) else {
        return Problem::not_found(format!("there is nothing at /docs/{name}")).into_response();
    };
    let tag = format!("\"{}\"", &sha256(&bytes)[..20]);
    // The comparison is weak: a list, or a tag that a proxy weakened, has the quoted tag in it.
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.trim() == "*" || value.contains(&tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media)], Body::from(bytes.into_owned())).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    headers.extend(tag.parse().ok().map(|tag: HeaderValue| (header::ETAG, tag)));
    response
}

/// The media type and the content of a file; `None` where there is none of that name.
fn file(name: &str) -> Option<(String, Cow<'static, [u8]>)> {
    if let Some((_, media, text)) = OURS.into_iter().find(|(ours, ..)| *ours == name) {
        return Some((media.to_owned(), text.as_bytes().into()));
    }
    let theirs = THEIRS.into_iter().find(|theirs| *theirs == name)?;
    // The configuration is for a file of theirs that ours replaces.
    let file = utoipa_swagger_ui::serve(theirs, Arc::new(Config::from("/openapi.json"))).ok().flatten()?;
    Some((file.content_type, file.bytes.into_owned().into()))
}
