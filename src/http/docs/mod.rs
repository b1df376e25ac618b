//! `GET /docs/`: the contract as pages to try it in, shipped inside the program.
//!
//! The pages are Swagger UI's. Three small files beside this one are ours: they set it up, so that operations are folded
//! and nothing is filled in that may be left out, add a search for words, and make room on narrow screens.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::problem::Problem;
use super::{App, reading};
use crate::hash::sha256;

/// Scripts and styles come from here and from nowhere else; the reference styles its elements in place and its icons
/// are data.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Our own files and those of Swagger UI that they need, which the build script unpacks: name, media type, content.
const FILES: [(&str, &str, &[u8]); 6] = [
    ("index.html", "text/html; charset=utf-8", include_bytes!("index.html")),
    ("docs.js", "text/javascript; charset=utf-8", include_bytes!("docs.js")),
    ("docs.css", "text/css; charset=utf-8", include_bytes!("docs.css")),
    ("swagger-ui-bundle.js", "text/javascript", include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui-bundle.js"))),
    ("swagger-ui.css", "text/css", include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui.css"))),
    ("favicon-32x32.png", "image/png", include_bytes!(concat!(env!("OUT_DIR"), "/favicon-32x32.png"))),
];

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
    let Some((_, media, bytes)) = FILES.into_iter().find(|(known, ..)| *known == name) else {
        return Problem::not_found(format!("there is nothing at /docs/{name}")).into_response();
    };
    let tag = format!("\"{}\"", &sha256(bytes)[..20]);
    // The comparison is weak: a list, or a tag that a proxy weakened, has the quoted tag in it.
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.trim() == "*" || value.contains(&tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media)], Body::from(bytes)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    headers.extend(tag.parse().ok().map(|tag: HeaderValue| (header::ETAG, tag)));
    response
}
