//! Answers given before, kept with their headers and sent again as they are.
//!
//! Nothing changes while a server runs, so an answer never goes stale; the cache is bounded by bytes alone. It stands
//! before the router and goes by the request as it was written: to bring it into its normal form costs more than to
//! send the answer. Two spellings of one request are kept twice; both have the same entity tag.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use futures_util::future::Either;
use quick_cache::OptionsBuilder;
use tracing::Instrument;

use super::conditional::{Known, Version};
use super::cut::cut_bytes;
use super::negotiate::{Encoding, language};
use super::trace::Trace;
use super::{log, mcp};
use crate::cache::{Cache, cache};
use crate::load::{Load, Route};
use crate::pages::SUFFIX;

/// Least and most bytes that are kept. Between them it is as much as the database has: a small dataset has few answers.
const BOUNDS: (u64, u64) = (7424 << 10, 28 << 20);
/// What an answer takes beside its body and its key: headers, twice, and places in tables.
const OVERHEAD: usize = 2816;
/// Headers that 304 does not repeat: the client has them with the answer that it keeps (RFC 9110, section 15.4.5).
const KNOWN_TO_CLIENT: [header::HeaderName; 10] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::CONTENT_DISPOSITION,
    header::ACCEPT_RANGES,
    header::LINK,
    header::CONTENT_SECURITY_POLICY,
    header::X_CONTENT_TYPE_OPTIONS,
    header::REFERRER_POLICY,
    header::HeaderName::from_static("cross-origin-resource-policy"),
];

/// What requests are counted under for which there is no route.
const UNKNOWN: &str = "other";

/// An answer that may be kept, as the handler hands it out beside the response.
#[derive(Debug, Clone)]
pub struct Keep {
    /// All of its body, in the encoding in which it goes out; `None` while nobody asked for more than whether it is the
    /// one that he has.
    pub body: Option<Bytes>,
    /// What a conditional request is compared with.
    pub version: Version,
}

/// An answer that is kept.
struct Kept {
    answer: Keep,
    /// Where it is counted.
    route: Arc<Route>,
    headers: HeaderMap,
    unchanged: HeaderMap,
}

/// The whole service: the router behind what it remembers.
#[derive(Clone)]
pub struct Service {
    router: Router,
    /// What is told to those who run the service, on an address of its own.
    inside: Router,
    answers: Arc<Cache<Kept>>,
    load: Arc<Load>,
}

impl Service {
    /// A router with nothing remembered yet, for a database of so many bytes.
    pub fn new(router: Router, inside: Router, database: u64, load: Arc<Load>) -> Self {
        Self { router, inside, answers: Arc::new(answers(database)), load }
    }

    /// Answer a request on the address for those who run the service.
    pub fn answer_inside(&self, request: Request) -> Answering {
        Either::Right(Box::pin(tower::Service::call(&mut self.inside.clone(), request)))
    }
}

/// Room for the answers of a database of so many bytes.
fn answers(database: u64) -> Cache<Kept> {
    let capacity = database.clamp(BOUNDS.0, BOUNDS.1);
    // One shard, since answers are not spread evenly over several, and an answer must fit into one. And items of the least
    // size: by their number it is that keys are remembered whose answers had to go, and who comes back is kept instead of
    // what nobody asks for any more.
    let mut options = OptionsBuilder::new();
    options.shards(1).estimated_items_capacity(usize::try_from(capacity).unwrap_or(0) / OVERHEAD);
    cache(capacity, &mut options, |kept: &Kept| OVERHEAD + kept.answer.body.as_ref().map_or(0, Bytes::len))
}

/// An answer that is there, or one that is worked out.
pub type Answering =
    Either<Ready<Result<Response, Infallible>>, Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>>;

impl tower::Service<Request> for Service {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Answering {
        self.answer(request)
    }
}

impl Service {
    /// Answer a request: at once, where the answer is remembered.
    pub fn answer(&self, mut request: Request) -> Answering {
        let begun = log::begin(&request);
        let key = (request.method() == Method::GET).then(|| key(&request));
        let kept = key.as_ref().and_then(|key| self.answers.get(key));
        if let Some(response) = kept.and_then(|kept| kept.respond(request.headers())) {
            return Either::Left(ready(Ok(log::end(begun, true, response))));
        }
        if request.uri().path() == mcp::PATH {
            // A tool asks the service itself.
            request.extensions_mut().insert(self.clone());
        }
        let (answers, mut router, load) = (Arc::clone(&self.answers), self.router.clone(), Arc::clone(&self.load));
        let start = Instant::now();
        Either::Right(Box::pin(async move {
            // Of equal requests that come at once one is worked out; the others wait whether they can have its answer.
            let waited = match &key {
                Some(key) => Some(answers.get_value_or_guard_async(key).await),
                None => None,
            };
            if let Some(response) = waited.as_ref().and_then(|kept| kept.as_ref().ok()?.respond(request.headers())) {
                return Ok(log::end(begun, true, response));
            }
            let trace = Trace::begin(&request);
            let mut response = tower::Service::call(&mut router, request).instrument(trace.span.clone()).await?;
            let route = response.extensions_mut().remove::<MatchedPath>();
            let route = route.as_ref().map_or(UNKNOWN, MatchedPath::as_str);
            trace.end(route, response.status());
            let route = load.counts.route(route);
            route.worked_out(response.status().as_u16(), start.elapsed());
            load.state.worked(response.status() == StatusCode::INTERNAL_SERVER_ERROR);
            if response.status() == StatusCode::NOT_MODIFIED {
                shorten(response.headers_mut());
            }
            if let (Some(key), Some(keep)) = (&key, response.extensions_mut().remove::<Keep>()) {
                let kept = Arc::new(Kept::new(keep, route, response.headers()));
                match waited {
                    Some(Err(place)) => _ = place.insert(kept),
                    _ => answers.insert(key.clone(), kept),
                }
            }
            Ok(log::end(begun, false, response))
        }))
    }
}

/// What two requests must share to have the same answer; descriptions of the dataset name the host. A part of a body is cut from it as it is without compression.
fn key(request: &Request) -> String {
    let (uri, headers) = (request.uri(), request.headers());
    let encoding = if headers.contains_key(header::RANGE) { Encoding::Identity } else { Encoding::of(headers) };
    let mut key = String::with_capacity(128);
    key.push_str(uri.path_and_query().map_or("", |path| path.as_str()));
    key.push(' ');
    key.push_str(encoding.name());
    // Pages alone are in the language of their reader.
    let is_page = |accept: &HeaderValue| accept.to_str().is_ok_and(|accept| accept.contains("text/html"));
    if uri.path().ends_with(SUFFIX) || headers.get_all(header::ACCEPT).iter().any(is_page) {
        key.push(' ');
        key.push_str(language(headers));
    }
    for name in [header::HOST, header::ACCEPT] {
        for value in headers.get_all(name) {
            key.push(' ');
            key.push_str(&String::from_utf8_lossy(value.as_bytes()));
        }
        key.push('\n');
    }
    key
}

/// Leave to the headers what 304 says.
fn shorten(headers: &mut HeaderMap) {
    for name in KNOWN_TO_CLIENT {
        headers.remove(name);
    }
}

impl Kept {
    fn new(answer: Keep, route: Arc<Route>, headers: &HeaderMap) -> Self {
        // Gathered anew: a map from which something is removed takes as much memory as before.
        let unchanged = headers.iter().filter(|(name, _)| !KNOWN_TO_CLIENT.contains(name));
        let unchanged = unchanged.map(|(name, value)| (name.clone(), value.clone())).collect();
        Self { answer, route, headers: headers.clone(), unchanged }
    }

    /// The answer, the news that the client has it, or the part of it that was asked for; `None` where there is no such
    /// part.
    fn respond(&self, request: &HeaderMap) -> Option<Response> {
        let Keep { body, version } = &self.answer;
        let known = version.is_known(request);
        if known == Known::ByTag || known == Known::IfThere && body.is_some() {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = self.unchanged.clone();
            self.route.remembered(StatusCode::NOT_MODIFIED.as_u16());
            return Some(response);
        }
        let body = body.as_ref()?;
        let mut response = if request.contains_key(header::RANGE) {
            cut_bytes(body.clone(), request, version)
        } else {
            Response::new(Body::from(body.clone()))
        };
        let part = std::mem::replace(response.headers_mut(), self.headers.clone());
        match response.status() {
            StatusCode::RANGE_NOT_SATISFIABLE => return None,
            StatusCode::PARTIAL_CONTENT => response.headers_mut().extend(part),
            _ => {}
        }
        self.route.remembered(response.status().as_u16());
        Some(response)
    }
}

#[cfg(test)]
mod tests;
