//! The log of requests: one line for each, on demand, told when the last byte of its answer is handed over.
//!
//! Remembered answers never reach the router, so the line is begun before what is remembered and not by a layer.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tracing::Level;

use super::id::request_id;

/// What is known of a request when it comes in; `None` while nobody wants the log.
pub struct Begun {
    method: Method,
    address: String,
    id: String,
    at: Instant,
}

/// Begin the line of a request.
pub fn begin(request: &Request) -> Option<Begun> {
    // The target is what `--log` names.
    if !tracing::enabled!(target: "requests", Level::DEBUG) {
        return None;
    }
    Some(Begun {
        method: request.method().clone(),
        address: address(request).to_owned(),
        id: request_id(),
        at: Instant::now(),
    })
}

/// What was asked for.
pub fn address(request: &Request) -> &str {
    request.uri().path_and_query().map_or("", |address| address.as_str())
}

/// End the line with what is answered; it is told once the body is sent, or given up by a client that has gone.
pub fn end(begun: Option<Begun>, remembered: bool, response: Response) -> Response {
    let Some(begun) = begun else { return response };
    let status = response.status();
    response.map(|body| Body::new(Counted { body, line: Line { begun, status, bytes: 0, remembered } }))
}

struct Line {
    begun: Begun,
    status: StatusCode,
    bytes: u64,
    remembered: bool,
}

impl Drop for Line {
    fn drop(&mut self) {
        let Self { begun: Begun { method, address, id, at }, status, bytes, remembered } = self;
        let microseconds = u64::try_from(at.elapsed().as_micros()).unwrap_or(u64::MAX);
        let status = status.as_u16();
        let request_id = id.as_str();
        tracing::debug!(target: "requests", status, bytes, microseconds, remembered, request_id, "{method} {address}");
    }
}

/// A body whose bytes are counted as they are handed over, encoded as they are sent.
struct Counted {
    body: Body,
    line: Line,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame {
            self.line.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
