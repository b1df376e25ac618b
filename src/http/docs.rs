//! `GET /docs/`: the contract as pages to try it in, shipped inside the program.

use std::sync::{Arc, LazyLock};

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

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/openapi.json").try_it_out_enabled(true).display_request_duration(true);
    Arc::new(config.filter(true).deep_linking(true).doc_expansion("list").validator_url("none"))
});

/// The routes of the reference.
pub fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/docs", reading(get(|| async { Redirect::permanent("/docs/") })))
        .route("/docs/", reading(get(|headers: HeaderMap| async move { file("index.html", &headers) })))
        .route(
            "/docs/{file}",
            reading(get(|headers: HeaderMap, uri: Uri| async move {
                file(uri.path().trim_start_matches("/docs/"), &headers)
            })),
        )
}

fn file(name: &str, headers: &HeaderMap) -> Response {
    match utoipa_swagger_ui::serve(name, Arc::clone(&CONFIG)) {
        Ok(Some(file)) => {
            let tag = format!("\"{}\"", &sha256(&file.bytes)[..20]);
            // The comparison is weak: a list, or a tag that a proxy weakened, has the quoted tag in it.
            let known = headers
                .get_all(header::IF_NONE_MATCH)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .any(|value| value.trim() == "*" || value.contains(&tag));
            let mut response = if known {
                StatusCode::NOT_MODIFIED.into_response()
            } else {
                ([(header::CONTENT_TYPE, file.content_type)], Body::from(file.bytes.into_owned())).into_response()
            };
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
            headers.extend(tag.parse().ok().map(|tag: HeaderValue| (header::ETAG, tag)));
            response
        }
        Ok(None) => Problem::not_found(&format!("there is nothing at /docs/{name}")).into_response(),
        Err(error) => Problem::internal(&error).into_response(),
    }
}
