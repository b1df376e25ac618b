//! Connections: how many there may be, how long each may take, how they end.
//!
//! `axum::serve` sets no limit of time or number, so the loop is our own: `Server::run` accepts, `connection` lets
//! hyper speak HTTP over a stream that counts its bytes, `gate` lets requests in and sees answers out, and one
//! `supervisor` looks at all connections a few times a second and ends those that take too long. So no request pays for
//! a timer of its own.

mod accept;
mod body;
mod connection;
mod current;
mod gate;
mod id;
mod reload;
mod share;
mod signals;
mod supervisor;
mod watch;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::Request;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::watch::Sender;
use tokio::task::JoinHandle;

use self::connection::Connection;
use self::id::Ids;
use self::watch::Watch;
use crate::http;
use crate::load::{Gauge, Load};

pub use connection::learn_date;
pub use current::{Current, Inside};
pub use reload::{Later, Loaded, Refused, Source, reload};
pub use signals::{Hangup, Stop};

/// What answers requests.
pub trait Handler: Send + Sync + 'static {
    /// Begin to answer one; at once where the answer is known.
    fn answer(&self, request: Request) -> http::Answering;
}

impl Handler for http::Service {
    fn answer(&self, request: Request) -> http::Answering {
        self.answer(request)
    }
}

impl<H: Handler> Handler for Arc<H> {
    fn answer(&self, request: Request) -> http::Answering {
        (**self).answer(request)
    }
}

/// Connections beyond the limit that are told so; those beyond these are closed.
const REFUSED: usize = 64;

/// Serves whatever connects.
pub struct Server<H> {
    shared: Arc<Shared<H>>,
    /// Connections that are told that there is no room for them.
    refused: Arc<Gauge>,
    supervision: JoinHandle<()>,
}

/// What all connections share.
struct Shared<H> {
    handler: H,
    load: Arc<Load>,
    ids: Ids,
    /// True from the moment when everything is to end.
    is_closing: Sender<bool>,
    /// Takes each new connection to the supervisor.
    watches: UnboundedSender<Arc<Watch>>,
}

impl<H: Handler> Server<H> {
    /// Be ready for connections.
    pub fn start(handler: H, load: Arc<Load>) -> Self {
        let (watches, connected) = unbounded_channel();
        let is_closing = Sender::new(false);
        let supervision = tokio::spawn(supervisor::supervise(load.limits, connected, is_closing.subscribe()));
        let shared = Shared { handler, load, ids: Ids::new(), is_closing, watches };
        Self { shared: Arc::new(shared), refused: Gauge::new(REFUSED), supervision }
    }

    /// Serve what connects to a socket until told to stop; who waits in the queue then is still taken.
    pub async fn listen(&self, listener: TcpListener, stop: impl Future<Output = ()>) {
        accept::accept(listener, stop, |stream, peer| self.connect(stream, Some(peer.ip()))).await;
    }

    /// Serve a connection, from an address where that is known. One too many is told so; of those there may be some, the next is closed.
    pub fn connect(&self, stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, peer: Option<IpAddr>) {
        let (place, is_refused) = match self.shared.load.connections.enter() {
            Some(place) => (Some(place), false),
            None => (self.refused.enter(), true),
        };
        if let Some(place) = place {
            tokio::spawn(Connection::new(&self.shared, (stream, peer), place, is_refused));
        }
    }

    /// Answer what was asked, for as long as that may take, and end.
    pub async fn finish(self) {
        self.shared.load.state.is_closing.store(true, Ordering::Release);
        self.shared.is_closing.send_replace(true);
        _ = self.supervision.await;
    }
}
