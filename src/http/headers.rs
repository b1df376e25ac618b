//! Headers that every response has, whatever it answers.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::files::Format;

/// What a script of another site may read of a response beside what it always may.
const EXPOSED: &str = "Accept-Ranges, Allow, Content-Disposition, Content-Encoding, Content-Location, Content-Range, ETag, Link, \
                       RateLimit, RateLimit-Policy, Retry-After, Server-Timing, Vary, X-Request-Id";

/// An answer is data: a browser that shows it as a page loads and runs nothing.
const DATA: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// The same of a picture, which has its style in it, and which pages may have in a frame of their own.
const PICTURE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Add them.
pub async fn dress(mut request: Request, next: Next) -> Response {
    // A part is a part of a body, which only GET has (RFC 9110, section 14.2).
    if request.method() == Method::HEAD {
        request.headers_mut().remove(header::RANGE);
    }
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    put(response.headers_mut());
    response
}

/// Put them among the headers of a response.
pub fn put(headers: &mut HeaderMap) {
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let is_picture = headers.get(header::CONTENT_TYPE).is_some_and(|media| media == Format::Svg.media());
        set(headers, header::CONTENT_SECURITY_POLICY, if is_picture { PICTURE } else { DATA });
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// `OPTIONS`: what may be asked, to a person and to a browser that asks before a script may.
pub async fn options() -> Response {
    allowed("GET, HEAD, OPTIONS")
}

/// The same where a question may stand in a body.
pub async fn options_and_post() -> Response {
    allowed("GET, HEAD, POST, OPTIONS")
}

/// The same for some methods.
pub fn allowed(methods: &'static str) -> Response {
    let headers = [
        (header::ALLOW, methods),
        (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
