//! Accepts connections. Nothing that goes wrong with one, or with accepting, ends the loop.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// How long to wait when no connection can be accepted, as without free descriptors.
const PAUSE: Duration = Duration::from_millis(50);
/// How seldom that is told.
const TELL: Duration = Duration::from_secs(30);

/// Accept for `connect` until `stop`, and then those who are waiting already.
pub async fn accept(listener: TcpListener, stop: impl Future<Output = ()>, connect: impl Fn(TcpStream, SocketAddr)) {
    let take = |stream: TcpStream, peer: SocketAddr| {
        // Else the second piece of an answer waits until the client confirms the first.
        _ = stream.set_nodelay(true);
        connect(stream, peer);
    };
    let (mut stop, mut told) = (pin!(stop), None);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => take(stream, peer),
            Err(error) => {
                let pause = failed(&error, &mut told);
                tokio::select! {
                    () = &mut stop => break,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    }
    while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
        take(stream, peer);
    }
}

/// How long to wait after a failure. One connection that failed before it was there says nothing about the next.
fn failed(error: &io::Error, told: &mut Option<Instant>) -> Duration {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted) {
        return Duration::ZERO;
    }
    if told.is_none_or(|told| told.elapsed() >= TELL) {
        *told = Some(Instant::now());
        tracing::error!(%error, "no connection can be accepted; trying again");
    }
    PAUSE
}
