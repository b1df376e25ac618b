//! Lets requests in, where there is room, and sees answers out.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::future::Either;
use http_body::Body as _;
use hyper::body::Incoming;

use super::body::{Held, Hold};
use super::watch::Watch;
use super::{Handler, Shared, id, share};
use crate::http::{ALWAYS, REQUEST_ID, refused};
use crate::load::{Refusal, Share, Ticket};

/// An answer of more bytes that is not kept anyway is a long one.
const LONG: u64 = 128 << 10;

/// How long an answer took to begin.
const TIMING: HeaderName = HeaderName::from_static("server-timing");
/// The same of one that took no time.
const REMEMBERED: HeaderValue = HeaderValue::from_static("remembered");
const REFUSED: HeaderValue = HeaderValue::from_static("refused");

/// What an answer tells beside what its handler says.
struct Told {
    id: HeaderValue,
    share: Option<Share>,
}

/// What stands between a connection and the handler.
pub struct Gate<H> {
    pub shared: Arc<Shared<H>>,
    pub watch: Arc<Watch>,
    /// Where the connection comes from, if that is known.
    pub peer: Option<IpAddr>,
    /// True where there is no room for the connection as a whole.
    pub is_refused: bool,
}

impl<H: Handler> hyper::service::Service<hyper::Request<Incoming>> for Gate<H> {
    type Response = Response<Held>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: hyper::Request<Incoming>) -> Answering {
        let shared = &self.shared;
        let id = shared.ids.of(request.headers());
        let share = self.share(request.uri().path(), request.headers());
        let told = Told { id: id.clone(), share };
        let (place, refusal) = self.place(request.uri().path(), share);
        let hold = Hold::new(&self.watch, &shared.load, place);
        if let Some(refusal) = refusal {
            return Answering::Now(Some(shared.finish(refused(refusal), hold, told, REFUSED, self.is_refused)));
        }
        let request = request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(body) });
        match REQUEST_ID.sync_scope(id.clone(), || shared.handler.answer(request)) {
            Either::Left(known) => {
                let Ok(response) = known.into_inner();
                Answering::Now(Some(shared.finish(response, hold, told, REMEMBERED, false)))
            }
            Either::Right(later) => {
                let (shared, start) = (Arc::clone(shared), Instant::now());
                Answering::Later(Box::pin(async move {
                    let limit = shared.load.limits.request_timeout;
                    let begun = REQUEST_ID.scope(id, tokio::time::timeout(limit, later)).await;
                    let (response, hold) = match begun {
                        Ok(Ok(response)) => shared.admit(response, hold),
                        Err(_) => (shared.refuse(Refusal::Late), hold),
                    };
                    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
                    let timing = HeaderValue::try_from(format!("total;dur={milliseconds:.2}"));
                    shared.finish(response, hold, told, timing.unwrap_or(REMEMBERED), false)
                }))
            }
        }
    }
}

impl<H: Handler> Gate<H> {
    /// What the client may still ask after this, where that is limited. Who asks how the service fares may always.
    fn share(&self, path: &str, headers: &HeaderMap) -> Option<Share> {
        let load = &self.shared.load;
        let (clients, peer) = load.clients.as_ref().zip(self.peer).filter(|_| !ALWAYS.contains(&path))?;
        Some(clients.take(load.proxies.client(peer, headers)))
    }

    /// The place that a request takes, or why it is turned away. Whoever asks how the service fares needs none.
    fn place(&self, path: &str, share: Option<Share>) -> (Option<Ticket>, Option<Refusal>) {
        let place = self.shared.load.requests.enter();
        let refusal = match &place {
            _ if self.is_refused => Refusal::Connections,
            _ if share.is_some_and(|share| share.wait.is_some()) => Refusal::Client,
            None if !ALWAYS.contains(&path) => Refusal::Requests,
            _ => return (place, None),
        };
        self.shared.load.counts.refuse(refusal);
        (place, Some(refusal))
    }
}

impl<H: Handler> Shared<H> {
    /// A long answer takes its place among those, or is refused.
    fn admit(&self, response: Response, mut hold: Hold) -> (Response, Hold) {
        if response.body().size_hint().exact().is_some_and(|length| length <= LONG) {
            return (response, hold);
        }
        hold.download = self.load.downloads.enter();
        if hold.download.is_some() { (response, hold) } else { (self.refuse(Refusal::Downloads), hold) }
    }

    fn refuse(&self, refusal: Refusal) -> Response {
        self.load.counts.refuse(refusal);
        refused(refusal)
    }

    fn finish(
        &self,
        mut response: Response,
        hold: Hold,
        Told { id, share }: Told,
        timing: HeaderValue,
        is_last: bool,
    ) -> Response<Held> {
        let headers = response.headers_mut();
        headers.insert(id::HEADER, id);
        headers.insert(TIMING, timing);
        if let Some(share) = share {
            share::tell(share, headers);
        }
        if is_last || *self.is_closing.borrow() {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response.map(|body| Held::new(body, hold))
    }
}

/// An answer that is there or comes later.
pub enum Answering {
    /// It is there, until it is taken.
    Now(Option<Response<Held>>),
    /// It is worked out.
    Later(Pin<Box<dyn Future<Output = Response<Held>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response<Held>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Now(response) => response.take().map_or(Poll::Pending, |response| Poll::Ready(Ok(response))),
            Self::Later(later) => later.as_mut().poll(context).map(Ok),
        }
    }
}
