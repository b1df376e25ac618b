//! How a server ends.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::client::{Client, defaults, server};

#[tokio::test(start_paused = true)]
async fn what_was_asked_is_answered_and_the_client_told_to_close() {
    let server = server(defaults());
    let (mut busy, mut idle) = (Client::connect(&server), Client::connect(&server));
    idle.get("/now").await;
    busy.ask("/later/3000").await;
    sleep(Duration::from_millis(1)).await;
    let begun = Instant::now();
    let end = tokio::spawn(server.finish());
    sleep(Duration::from_millis(100)).await;
    // Was on its way when the end began.
    let late = idle.get("/now").await;
    assert!(late.contains("connection: close") && late.ends_with("now"), "{late}");
    assert_eq!(idle.seconds_to_end().await, 0);
    let answer = busy.answer().await;
    assert!(answer.contains("connection: close") && answer.ends_with("/later/3000"), "{answer}");
    assert_eq!(busy.seconds_to_end().await, 0);
    end.await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 3);
}

#[tokio::test(start_paused = true)]
async fn half_a_request_or_a_slow_reader_keeps_nothing_alive() {
    let server = server(defaults());
    let (mut half, mut slow) = (Client::connect(&server), Client::connect(&server));
    half.send("GET /now HTTP/1.1\r\n").await;
    slow.ask("/endless").await;
    sleep(Duration::from_millis(1)).await;
    let begun = Instant::now();
    server.finish().await;
    assert_eq!(begun.elapsed().as_secs(), 8, "the drain time");
    assert!(half.rest().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_server_without_connections_ends_at_once() {
    let begun = Instant::now();
    server(defaults()).finish().await;
    assert!(begun.elapsed() < Duration::from_millis(50));
}
