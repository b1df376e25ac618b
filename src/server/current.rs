//! The dataset that is served now, behind one name for all connections.

use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::Request;

use super::Handler;
use crate::http;

/// What answers at this moment. A request is answered to its end by what was there when it came in.
pub struct Current<H>(RwLock<H>);

impl<H: Handler> Current<H> {
    /// What answers at first.
    pub fn new(handler: H) -> Arc<Self> {
        Arc::new(Self(RwLock::new(handler)))
    }

    /// Another one answers from now on.
    pub fn exchange(&self, handler: H) {
        let old = std::mem::replace(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner), handler);
        // Not before the lock is free: what it remembers takes its time to go.
        drop(old);
    }
}

impl<H: Handler> Handler for Current<H> {
    fn answer(&self, request: Request) -> http::Answering {
        self.0.read().unwrap_or_else(PoisonError::into_inner).answer(request)
    }
}

/// The same as those who run the service see it, on an address of its own.
pub struct Inside(pub Arc<Current<http::Service>>);

impl Handler for Inside {
    fn answer(&self, request: Request) -> http::Answering {
        self.0.0.read().unwrap_or_else(PoisonError::into_inner).answer_inside(request)
    }
}
