//! One connection: hyper speaks HTTP/1.1 over it until its end or until the supervisor ends it.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

use hyper::Response;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::gate::Gate;
use super::watch::{Order, Watch, Watched};
use super::{Handler, Shared};
use crate::load::Ticket;

/// Most bytes of a head, and of an answer that wait for the client beside the piece that is being written. A thousand
/// connections may send a head of that size and never its end.
const BUFFER: usize = 16 << 10;

/// Let hyper read the clock in this thread. It keeps the date of each thread and panics where the first one that it reads is
/// before 1970; later ones do no harm, so each thread does this when it begins.
pub fn learn_date() {
    if SystemTime::now() < SystemTime::UNIX_EPOCH {
        return;
    }
    let nobody = service_fn(|_| async { Ok::<_, Infallible>(Response::new(String::new())) });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(tokio::io::empty()), nobody);
    _ = pin!(connection).poll(&mut Context::from_waker(Waker::noop()));
}

type Hyper<S, H> = http1::Connection<TokioIo<Watched<S>>, Gate<H>>;

/// A connection while it is served.
pub struct Connection<S, H: Handler> {
    hyper: Pin<Box<Hyper<S, H>>>,
    watch: Arc<Watch>,
    is_closing: bool,
    /// Its place among the connections.
    _place: Ticket,
}

impl<S: AsyncRead + AsyncWrite + Unpin + 'static, H: Handler> Connection<S, H> {
    /// Serve a stream that has taken its place; one that `is_refused` is answered that there is no room for it.
    pub fn new(shared: &Arc<Shared<H>>, (stream, peer): (S, Option<IpAddr>), place: Ticket, is_refused: bool) -> Self {
        let watch = Arc::new(Watch::default());
        // Nobody hears it only after the supervisor is gone, and then there are no new connections.
        _ = shared.watches.send(Arc::clone(&watch));
        let gate = Gate { shared: Arc::clone(shared), watch: Arc::clone(&watch), peer, is_refused };
        let stream = TokioIo::new(Watched::new(stream, Arc::clone(&watch)));
        let mut builder = http1::Builder::new();
        // A clock that jumped to before 1970 is none to tell the date by.
        let has_date = SystemTime::now() >= SystemTime::UNIX_EPOCH;
        let hyper = builder.max_buf_size(BUFFER).auto_date_header(has_date).serve_connection(stream, gate);
        Self { hyper: Box::pin(hyper), watch, is_closing: false, _place: place }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + 'static, H: Handler> Future for Connection<S, H> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.watch.told(context) {
            Order::Serve => {}
            Order::Close if self.is_closing => {}
            Order::Close => {
                self.is_closing = true;
                self.hyper.as_mut().graceful_shutdown();
            }
            Order::Cut => return Poll::Ready(()),
        }
        self.hyper.as_mut().poll(context).map(|end| {
            if let Err(error) = end {
                tracing::debug!(%error, "a connection broke off");
            }
        })
    }
}

impl<S, H: Handler> Drop for Connection<S, H> {
    fn drop(&mut self) {
        self.watch.is_gone.store(true, Ordering::Release);
    }
}
