//! How much each client may ask, where that is limited.

use std::time::Duration;

use clap::Parser;
use sinolac::load::{Limits, Load, Proxies, Refusal};
use sinolac::server::Server;
use tokio::time::sleep;

use crate::client::{Client, Paths, defaults, server};

/// The proxies of a command line.
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    proxies: Proxies,
}

fn proxies(trusted: &str) -> Proxies {
    Options::parse_from(["", "--trusted-proxies", trusted]).proxies
}

fn limited() -> Limits {
    Limits { client_rate: 1, client_burst: 3, ..defaults() }
}

/// The values of headers of an answer.
fn headers<const N: usize>(answer: &str, names: [&str; N]) -> [Option<String>; N] {
    let value = |name: &str| answer.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    names.map(|name| value(name).map(str::to_owned))
}

#[tokio::test(start_paused = true)]
async fn who_asks_too_much_is_told_so_with_when_to_go_on_and_others_are_answered() {
    let server = server(limited());
    let mut client = Client::from(&server, Some("192.0.2.1"));
    for left in ["2", "1", "0"] {
        let answer = client.get("/now").await;
        let [policy, limit] = headers(&answer, ["ratelimit-policy", "ratelimit"]);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert_eq!(policy.as_deref(), Some("\"client\";q=3;w=3"));
        assert!(limit.unwrap().starts_with(&format!("\"client\";r={left};t=")), "{answer}");
    }
    let refused = client.get("/now").await;
    assert!(refused.starts_with("HTTP/1.1 429 Too Many Requests\r\n"), "{refused}");
    for part in [
        "content-type: application/problem+json\r\n",
        "cache-control: no-store\r\n",
        "access-control-allow-origin: *\r\n",
        "RateLimit, RateLimit-Policy, Retry-After",
        "retry-after: 1\r\n",
        "ratelimit-policy: \"client\";q=3;w=3\r\n",
        "ratelimit: \"client\";r=0;t=3\r\n",
        "\"status\":429",
    ] {
        assert!(refused.contains(part), "{part} in {refused}");
    }
    assert!(Client::from(&server, Some("192.0.2.2")).get("/now").await.starts_with("HTTP/1.1 200 "));
    assert!(client.get("/livez").await.starts_with("HTTP/1.1 200 "), "who looks after the service may always ask");
    sleep(Duration::from_secs(1)).await;
    assert!(client.get("/now").await.starts_with("HTTP/1.1 200 "), "after the time that it was told");
}

#[tokio::test(start_paused = true)]
async fn by_default_nobody_is_counted_and_no_header_speaks_of_it() {
    let server = server(defaults());
    let mut client = Client::from(&server, Some("192.0.2.1"));
    for _ in 0..500 {
        let answer = client.get("/now").await;
        assert!(answer.starts_with("HTTP/1.1 200 ") && !answer.contains("\nratelimit"), "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_clients_of_a_named_proxy_are_told_apart_and_those_of_others_are_not() {
    for (peer, claimed, expected) in [
        // A proxy that is named: each of its clients has a share.
        ("10.0.0.1", ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"], [200, 200, 200, 200]),
        ("10.0.0.1", ["1.1.1.1", "1.1.1.1", "1.1.1.1", "1.1.1.1"], [200, 200, 200, 429]),
        // Anyone else may claim what he likes.
        ("192.0.2.1", ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"], [200, 200, 200, 429]),
    ] {
        for name in ["x-forwarded-for: ", "forwarded: for="] {
            let server = Server::start(Paths, Load::behind(limited(), proxies("10.0.0.0/8")));
            let mut client = Client::from(&server, Some(peer));
            for (claimed, expected) in claimed.into_iter().zip(expected) {
                let answer = client.with("/now", &format!("{name}{claimed}")).await;
                assert!(answer.starts_with(&format!("HTTP/1.1 {expected} ")), "{peer} {name}{claimed}: {answer}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_of_clients_are_counted() {
    let load = Load::new(limited());
    let server = Server::start(Paths, load.clone());
    let mut client = Client::from(&server, Some("192.0.2.1"));
    for _ in 0..10 {
        client.get("/now").await;
    }
    assert_eq!(load.counts.refused(Refusal::Client), 7);
    assert!(load.counts.text().contains("sinolac_refused_total{limit=\"client\"} 7\n"), "{}", load.counts.text());
}
