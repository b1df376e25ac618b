//! Lets requests in, where there is room, and sees answers out.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::future::Either;
use http_body::Body as _;
use hyper::body::Incoming;

use super::body::{Held, Hold};
use super::watch::Watch;
use super::{Handler, Shared};
use crate::http::Refusal;

/// An answer of more bytes that is not kept anyway is a long one.
const LONG: u64 = 128 << 10;

/// What stands between a connection and the handler.
pub struct Gate<H> {
    pub shared: Arc<Shared<H>>,
    pub watch: Arc<Watch>,
    /// True where there is no room for the connection as a whole.
    pub is_refused: bool,
}

impl<H: Handler> hyper::service::Service<hyper::Request<Incoming>> for Gate<H> {
    type Response = Response<Held>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: hyper::Request<Incoming>) -> Answering {
        let place = self.shared.requests.enter();
        let is_full = place.is_none();
        let hold = Hold::new(&self.watch, place);
        if self.is_refused || is_full {
            let refusal = if self.is_refused { Refusal::Connections } else { Refusal::Requests };
            return Answering::Now(Some(self.shared.finish(refusal.response(), hold, self.is_refused)));
        }
        let request = request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(body) });
        match self.shared.handler.answer(request) {
            Either::Left(known) => {
                let Ok(response) = known.into_inner();
                Answering::Now(Some(self.shared.finish(response, hold, false)))
            }
            Either::Right(later) => {
                let shared = Arc::clone(&self.shared);
                Answering::Later(Box::pin(async move {
                    let begun = tokio::time::timeout(shared.limits.request_timeout, later).await;
                    let (response, hold) = match begun {
                        Ok(Ok(response)) => shared.admit(response, hold),
                        Err(_) => (Refusal::Late.response(), hold),
                    };
                    shared.finish(response, hold, false)
                }))
            }
        }
    }
}

impl<H: Handler> Shared<H> {
    /// A long answer takes its place among those, or is refused.
    fn admit(&self, response: Response, mut hold: Hold) -> (Response, Hold) {
        if response.body().size_hint().exact().is_some_and(|length| length <= LONG) {
            return (response, hold);
        }
        hold.download = self.downloads.enter();
        if hold.download.is_some() { (response, hold) } else { (Refusal::Downloads.response(), hold) }
    }

    fn finish(&self, mut response: Response, hold: Hold, is_last: bool) -> Response<Held> {
        if is_last || *self.is_closing.borrow() {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
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
