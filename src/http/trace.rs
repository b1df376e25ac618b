//! The span of a request that is worked out: what is said meanwhile is said of it. With the cargo feature `otel` it is one of
//! OpenTelemetry, a child of the one that the client names, with the fields of its conventions for HTTP servers:
//! <https://opentelemetry.io/docs/specs/semconv/http/http-spans/>.

use axum::extract::Request;
use axum::http::StatusCode;
use tracing::Span;

#[cfg(not(feature = "otel"))]
use plain as made;
#[cfg(feature = "otel")]
use sent as made;

/// A request while it is worked on.
pub struct Trace {
    /// Its span.
    pub span: Span,
    #[cfg(feature = "otel")]
    method: axum::http::Method,
}

impl Trace {
    /// Of a request that comes in.
    pub fn begin(request: &Request) -> Self {
        made::begin(request)
    }

    /// By what route it was answered, and with what.
    pub fn end(self, route: &str, status: StatusCode) {
        made::end(&self, route, status);
    }
}

#[cfg(not(feature = "otel"))]
mod plain {
    use super::{Request, StatusCode, Trace};
    use crate::http::log::address;

    /// At the highest level, so that errors name their request.
    pub fn begin(request: &Request) -> Trace {
        Trace { span: tracing::error_span!("request", method = %request.method(), address = address(request)) }
    }

    pub fn end(_: &Trace, _: &str, _: StatusCode) {}
}

#[cfg(feature = "otel")]
mod sent {
    use axum::http::{HeaderMap, HeaderName};
    use opentelemetry::global;
    use opentelemetry::propagation::Extractor;
    use opentelemetry::trace::{Status, TraceContextExt};
    use tracing_opentelemetry::OpenTelemetrySpanExt;

    use super::{Request, StatusCode, Trace};
    use crate::http::log::address;

    pub fn begin(request: &Request) -> Trace {
        let (method, uri) = (request.method().clone(), request.uri());
        let address = address(request);
        let span = tracing::error_span!("request", %method, address, otel.kind = "server");
        // Fails where there is no collector, and then nothing is lost.
        _ = span.set_parent(global::get_text_map_propagator(|names| names.extract(&Fields(request.headers()))));
        span.set_attribute("http.request.method", method.to_string());
        span.set_attribute("url.path", uri.path().to_owned());
        span.set_attribute("url.query", uri.query().unwrap_or_default().to_owned());
        Trace { span, method }
    }

    pub fn end(Trace { span, method }: &Trace, route: &str, status: StatusCode) {
        span.context().span().update_name(format!("{method} {route}"));
        span.set_attribute("http.route", route.to_owned());
        span.set_attribute("http.response.status_code", i64::from(status.as_u16()));
        if status.is_server_error() {
            span.set_status(Status::error(status.to_string()));
        }
    }

    struct Fields<'a>(&'a HeaderMap);

    impl Extractor for Fields<'_> {
        fn get(&self, name: &str) -> Option<&str> {
            self.0.get(name)?.to_str().ok()
        }

        fn keys(&self) -> Vec<&str> {
            self.0.keys().map(HeaderName::as_str).collect()
        }
    }
}
