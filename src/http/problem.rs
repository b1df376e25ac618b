//! The one HTTP error: `application/problem+json` as RFC 9457 says.
//!
//! What a client may know and what only the log may know are kept apart: [`Problem::internal`] logs its cause once and
//! answers without it.

use std::sync::{Arc, LazyLock};

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::id::request_id;
use crate::limits::MAX_MISTAKES;
use crate::load::Repeats;
use crate::query::{BAD_QUERY, Mistake, NO_TOTAL};
use crate::render::envelope::Hint;
use crate::words::{Reason, printable, shown};

/// Seconds after which the same request may be tried again: when others ask for much, it takes longer.
const PAUSE: u32 = 30;
/// The same where there was only no room for it.
const MOMENT: u32 = 2;

/// What failed, so that the same is not told for each of many requests.
static FAILURES: LazyLock<Repeats> = LazyLock::new(Repeats::default);

/// An error as the client sees it.
#[derive(Debug, Serialize)]
pub struct Problem {
    /// What sort of problem it is, as a URI reference; `about:blank` where the status says it all.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The same for a reader.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with this request and what would be right.
    #[serde(serialize_with = "shown")]
    pub detail: Reason,
    /// Every mistake of a query string; left out of other problems.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Mistake>,
    /// Path and query that work where the path is wrong.
    #[serde(rename = "try", skip_serializing_if = "Option::is_none")]
    pub again: Option<Box<str>>,
    /// What could be asked instead, where there is no right answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
    /// Where the client finds what it asked for.
    #[serde(skip)]
    pub location: Option<Box<str>>,
    /// Seconds after which the same request may be tried again.
    #[serde(skip)]
    pub pause: Option<u32>,
    /// Whether the same request may soon be answered otherwise, whatever the status says.
    #[serde(skip)]
    pub is_fleeting: bool,
}

impl Problem {
    fn new(status: StatusCode, detail: impl Into<Reason>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        let (status, detail) = (status.as_u16(), detail.into());
        let (errors, hints, kind) = (Vec::new(), Vec::new(), "about:blank");
        let (again, location, pause, is_fleeting) = (None, None, None, false);
        Self { kind, title, status, detail, errors, again, hints, location, pause, is_fleeting }
    }

    /// The same with an address that works.
    pub fn or_try(self, again: String) -> Self {
        Self { again: Some(again.into()), ..self }
    }

    /// 400: a query string with mistakes.
    pub fn bad_query(mut errors: Vec<Mistake>) -> Self {
        let is_more = errors.len() > MAX_MISTAKES;
        errors.truncate(MAX_MISTAKES);
        for mistake in &mut errors {
            mistake.parameter = printable(&mistake.parameter);
        }
        let told =
            errors.iter().map(|mistake| format!("{}: {}", mistake.parameter, printable(&mistake.detail.to_string())));
        let told: Vec<String> = told.chain(is_more.then(|| "and there are more".to_owned())).collect();
        Self {
            kind: BAD_QUERY,
            title: "The query has mistakes",
            errors,
            ..Self::new(StatusCode::BAD_REQUEST, told.join("; "))
        }
    }

    /// 404.
    pub fn not_found(detail: impl Into<Reason>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 308: what was here is at another address of this service, for good.
    pub fn moved(detail: impl Into<Reason>, location: String) -> Self {
        Self { location: Some(location.into()), ..Self::new(StatusCode::PERMANENT_REDIRECT, detail) }
    }

    /// 410: what was here was withdrawn.
    pub fn gone(reason: Reason) -> Self {
        Self::new(StatusCode::GONE, reason)
    }

    /// 406: the client takes none of the media types there are.
    pub fn not_acceptable(offered: &[&str]) -> Self {
        let detail = format!("`Accept` takes none of what there is: {}", offered.join(", "));
        Self::new(StatusCode::NOT_ACCEPTABLE, detail)
    }

    /// 416: the client asks for bytes that are not there.
    pub fn range_not_satisfiable(length: u64) -> Self {
        Self::new(StatusCode::RANGE_NOT_SATISFIABLE, format!("there are {length} bytes, counted from 0"))
    }

    /// 414: the address is longer than any that makes sense.
    pub fn uri_too_long(most: usize) -> Self {
        Self::new(StatusCode::URI_TOO_LONG, Reason::of("problem.long").with("most", most))
    }

    /// 413: a body that is too long.
    pub fn too_large(most: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the body may have at most {most} bytes"))
    }

    /// 415: a body of another media type.
    pub fn unsupported(media: &str, right: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("a body of type `{media}` is not read; {right} would be"))
    }

    /// 405; the `Allow` header is the router's.
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "the service only reads: GET, HEAD and OPTIONS are answered, and POST where the `Allow` header has it",
        )
    }

    /// 422: what was asked is understood, and there is no right answer to it.
    pub fn unprocessable(detail: Reason) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// 422: figures that may not be added, with what could be asked instead.
    pub fn no_total(detail: Reason, hints: Vec<Hint>) -> Self {
        let again = hints.first().map(|hint| hint.again.as_str().into());
        let (kind, title) = (NO_TOTAL, "These figures may not be added");
        Self { kind, title, again, hints, ..Self::unprocessable(detail) }
    }

    /// 503: the work was given up after its time.
    pub fn late() -> Self {
        Self { pause: Some(PAUSE), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, Reason::of("problem.late")) }
    }

    /// 503: there is no room for the request now.
    pub fn busy(detail: Reason) -> Self {
        Self { pause: Some(MOMENT), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// 429: the client asks for more than each may.
    pub fn too_many() -> Self {
        Self { pause: Some(MOMENT), ..Self::new(StatusCode::TOO_MANY_REQUESTS, Reason::of("problem.too_many")) }
    }

    /// 503: what is asked for is in a database that cannot be asked now.
    pub fn unavailable(detail: Reason) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    /// 500: the cause goes to the log, never to the client.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        told(cause);
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, Reason::of("problem.failed"))
    }
}

/// Tell the log what failed.
pub fn told(cause: &dyn std::fmt::Display) {
    let cause = cause.to_string();
    if let Some(repeated) = FAILURES.tell(&cause) {
        tracing::error!(request_id = request_id(), repeated, cause, "a request failed");
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<Vec<Mistake>> for Problem {
    fn from(mistakes: Vec<Mistake>) -> Self {
        if let [Mistake { mend, again, .. }] = &mistakes[..]
            && mend.is_gone
        {
            let told = Reason::of("problem.cursor_gone").and(Reason::aside("start again at `try`"));
            // Another server of the same name may still have it, so no cache says it in our place.
            let problem = Self { is_fleeting: true, ..Self::gone(told) };
            return Self { again: again.clone(), ..problem };
        }
        Self::bad_query(mistakes)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        let location = self.location.as_deref().and_then(|location| location.parse().ok());
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        // A mistake in an address stays one for a while, though the dataset may grow what is missing. What only this
        // request's method or headers got wrong, and what failed, says nothing to the next client that asks.
        let cache = match status {
            _ if self.is_fleeting => "no-store",
            StatusCode::BAD_REQUEST
            | StatusCode::NOT_FOUND
            | StatusCode::GONE
            | StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::PERMANENT_REDIRECT
            | StatusCode::URI_TOO_LONG => "public, max-age=60",
            _ => "no-store",
        };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        if let Some(location) = location {
            response.headers_mut().insert(header::LOCATION, location);
        }
        if let Some(pause) = self.pause {
            response.headers_mut().insert(header::RETRY_AFTER, pause.into());
        }
        // A browser is told the same by a page.
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[tokio::test]
    async fn work_that_was_given_up_is_told_to_ask_for_less_and_when_to_come_back() {
        let response = Problem::from(store::Error::Late).into_response();
        let header = |name: header::HeaderName| response.headers()[name].to_str().unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!((header(header::RETRY_AFTER), header(header::CACHE_CONTROL)), ("30", "no-store"));
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert!(problem["detail"].as_str().unwrap().contains("ask for less"), "{problem}");
    }
}
