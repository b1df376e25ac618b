//! An answer's body, with what its request holds until the body's end.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};

use super::watch::Watch;
use crate::load::{Load, Ticket};

/// What a request holds while it is answered.
#[derive(Debug)]
pub struct Hold {
    watch: Arc<Watch>,
    load: Arc<Load>,
    /// Its place among the requests, where it needs one.
    _request: Option<Ticket>,
    /// Its place among the long answers, where it is one.
    pub download: Option<Ticket>,
}

impl Hold {
    /// Of a request that begins.
    pub fn new(watch: &Arc<Watch>, load: &Arc<Load>, request: Option<Ticket>) -> Self {
        watch.begun.fetch_add(1, Ordering::Relaxed);
        Self { watch: Arc::clone(watch), load: Arc::clone(load), _request: request, download: None }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.watch.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// A body and what is held until it was sent or given up.
#[derive(Debug)]
pub struct Held {
    body: Body,
    hold: Hold,
}

impl Held {
    /// A body that ends the hold.
    pub fn new(body: Body, hold: Hold) -> Self {
        Self { body, hold }
    }
}

impl http_body::Body for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Err(_))) = frame {
            self.hold.load.broken.fetch_add(1, Ordering::Relaxed);
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
