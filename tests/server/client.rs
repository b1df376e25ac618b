//! A server to connect to, and a client that does as it pleases.

use std::future::ready;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures_util::future::Either;
use futures_util::stream;
use sinolac::http::Answering;
use sinolac::load::{Limits, Load};
use sinolac::server::{Handler, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep, timeout};

/// Longer than anything may take.
pub const EVER: Duration = Duration::from_hours(2);
/// What a stream in memory holds before its writer waits.
const BUFFER: usize = 4096;

/// Answers by path: `/now` at once, `/later/{ms}` after a time, `/never`, `/endless` with a body without an end, `/long` with
/// a body of a megabyte.
pub struct Paths;

impl Handler for Paths {
    fn answer(&self, request: Request) -> Answering {
        let path = request.uri().path().to_owned();
        if path == "/now" {
            return Either::Left(ready(Ok("now".into_response())));
        }
        Either::Right(Box::pin(async move {
            match path.split('/').nth(1) {
                Some("later") => {
                    let milliseconds = path.rsplit('/').next().unwrap().parse().unwrap();
                    sleep(Duration::from_millis(milliseconds)).await;
                }
                Some("never") => std::future::pending().await,
                Some("endless") => return Ok(Response::new(pieces(usize::MAX))),
                Some("long") => return Ok(Response::new(pieces(256))),
                _ => {}
            }
            Ok(path.into_response())
        }))
    }
}

/// So many pieces of a body.
fn pieces(number: usize) -> Body {
    let piece = || Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; 4096]));
    Body::from_stream(stream::iter(std::iter::repeat_with(piece).take(number)))
}

/// The limits that hold when none is given.
pub fn defaults() -> Limits {
    Limits::default()
}

/// A server with those limits.
pub fn server(limits: Limits) -> Server<Paths> {
    Server::start(Paths, Load::new(limits))
}

/// One side of a connection.
pub struct Client(DuplexStream);

impl Client {
    pub fn connect(server: &Server<Paths>) -> Self {
        Self::from(server, None)
    }

    /// From an address.
    pub fn from(server: &Server<Paths>, address: Option<&str>) -> Self {
        let (client, stream) = tokio::io::duplex(BUFFER);
        server.connect(stream, address.map(|address| address.parse().unwrap()));
        Self(client)
    }

    /// Ask for a path; the connection stays.
    pub async fn ask(&mut self, path: &str) {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: here\r\n\r\n")).await;
    }

    pub async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Send what may come too late.
    pub async fn try_send(&mut self, text: &str) -> bool {
        self.0.write_all(text.as_bytes()).await.is_ok()
    }

    /// Ask with a header and read a short answer.
    pub async fn with(&mut self, path: &str, header: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: here\r\n{header}\r\n\r\n")).await;
        self.answer().await
    }

    /// Ask and read a short answer.
    pub async fn get(&mut self, path: &str) -> String {
        self.ask(path).await;
        self.answer().await
    }

    /// The next answer, whose length its head says.
    pub async fn answer(&mut self) -> String {
        let mut text = Vec::new();
        loop {
            let byte = timeout(EVER, self.0.read_u8()).await.expect("an answer in time").expect("an answer");
            text.push(byte);
            if text.ends_with(b"\r\n\r\n") {
                break;
            }
        }
        let head = String::from_utf8(text.clone()).unwrap();
        let length =
            head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.unwrap();
        head + std::str::from_utf8(&body).unwrap()
    }

    /// Up to so many bytes, as they are; none at the end.
    pub async fn read(&mut self, most: usize) -> usize {
        let mut bytes = vec![0; most];
        timeout(EVER, self.0.read(&mut bytes)).await.expect("bytes or an end in time").unwrap_or(0)
    }

    /// Seconds until the server ends the connection, which it must.
    pub async fn seconds_to_end(&mut self) -> u64 {
        let begun = Instant::now();
        while self.read(BUFFER).await > 0 {}
        begun.elapsed().as_secs()
    }

    /// Everything until the end.
    pub async fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        _ = timeout(EVER, self.0.read_to_end(&mut bytes)).await.expect("an end in time");
        bytes
    }
}
