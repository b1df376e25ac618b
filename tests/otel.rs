//! What an OpenTelemetry collector hears: `cargo test --features otel --test otel`.

#![cfg(all(unix, feature = "otel"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod process;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use process::{Server, command, get};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The next message to a collector, and what it is about.
fn heard(collector: &TcpListener) -> (String, Vec<u8>) {
    let mut stream = BufReader::new(collector.accept().unwrap().0);
    let (mut first, mut length) = (String::new(), 0);
    stream.read_line(&mut first).unwrap();
    for line in stream.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()) {
        if let Some(("content-length", value)) = line.to_lowercase().split_once(": ") {
            length = value.parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
    (first, body)
}

fn has(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_request_is_a_span_of_the_trace_that_its_client_names() {
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", collector.local_addr().unwrap());
    let mut command = command();
    command.env("OTEL_EXPORTER_OTLP_ENDPOINT", address).env("OTEL_BSP_SCHEDULE_DELAY", "50");
    let server = Server::of(&mut command);
    let parent = format!("traceparent: 00-{TRACE}-00f067aa0ba902b7-01\r\n");
    assert!(get(&server.address, "/trade?year=2018", &parent).starts_with("HTTP/1.1 200"));
    let (first, body) = heard(&collector);
    assert_eq!(first, "POST /v1/traces HTTP/1.1\r\n");
    let trace: Vec<u8> = (0..16).map(|byte| u8::from_str_radix(&TRACE[2 * byte..2 * byte + 2], 16).unwrap()).collect();
    for part in [&*trace, b"sinolac", b"GET /trade", b"url.query", b"year=2018", b"http.response.status_code"] {
        assert!(has(&body, part), "{}", String::from_utf8_lossy(part));
    }
}

#[test]
fn spans_that_wait_are_sent_before_the_end_and_without_a_collector_all_goes_on() {
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", collector.local_addr().unwrap());
    let mut server = Server::of(command().env("OTEL_EXPORTER_OTLP_ENDPOINT", address));
    server.get("/trade?year=2017");
    server.signal("TERM");
    assert!(has(&heard(&collector).1, b"year=2017"));
    assert!(server.child.wait().unwrap().success());

    let nobody = format!("http://{}", collector.local_addr().unwrap());
    drop(collector);
    let server = Server::of(command().env("OTEL_EXPORTER_OTLP_ENDPOINT", nobody).env("OTEL_BSP_SCHEDULE_DELAY", "10"));
    for year in 2000..2010 {
        assert!(server.get(&format!("/trade?year={year}")).starts_with("HTTP/1.1 200"));
    }
}

#[test]
fn a_collector_that_is_none_is_refused_by_its_name() {
    let asked = command().args(["check"]).env("OTEL_EXPORTER_OTLP_ENDPOINT", "no address at all").output().unwrap();
    let said = String::from_utf8_lossy(&asked.stderr).into_owned();
    assert!(!asked.status.success() && said.contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{said}");
}
