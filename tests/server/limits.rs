//! How long a connection may take, and how many there may be.

use std::time::Duration;

use sinolac::load::Limits;
use tokio::time::sleep;

use crate::client::{Client, defaults, server};

/// That an answer is a 503 that says when to come back, as a problem.
fn assert_refused(answer: &str, words: &str) {
    assert!(answer.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{answer}");
    for part in ["content-type: application/problem+json", "retry-after: ", "access-control-allow-origin: *", words] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_ends_the_connection_however_it_dribbles() {
    let server = server(defaults());
    let mut silent = Client::connect(&server);
    assert_eq!(silent.seconds_to_end().await, 10);
    let mut second = Client::connect(&server);
    second.get("/now").await;
    for byte in "GET /now HTTP/1.1\r\nhost: dribbles".chars() {
        if !second.try_send(&byte.to_string()).await {
            return;
        }
        sleep(Duration::from_secs(1)).await;
    }
    panic!("it took the whole head");
}

#[tokio::test(start_paused = true)]
async fn a_head_takes_no_more_memory_than_sixteen_kilobytes() {
    let server = server(defaults());
    let head = |bytes: usize| format!("GET /now HTTP/1.1\r\nhost: here\r\ncookie: {}\r\n\r\n", "x".repeat(bytes));
    let mut client = Client::connect(&server);
    client.send(&head(15_000)).await;
    assert!(client.answer().await.ends_with("now"));
    client.try_send(&head(40_000)).await;
    let answer = client.answer().await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_a_request_is_closed_after_the_idle_time_and_not_before() {
    let server = server(defaults());
    let mut client = Client::connect(&server);
    for _ in 0..3 {
        client.get("/now").await;
        sleep(Duration::from_mins(1)).await;
    }
    client.get("/now").await;
    assert_eq!(client.seconds_to_end().await, 75);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_begin_in_time_is_refused() {
    let server = server(defaults());
    let mut client = Client::connect(&server);
    assert!(client.get("/later/29000").await.ends_with("/later/29000"));
    assert_refused(&client.get("/never").await, "took too long");
    assert!(client.get("/now").await.ends_with("now"), "the connection is still of use");
}

#[tokio::test(start_paused = true)]
async fn who_takes_less_than_the_floor_is_cut_off_and_who_takes_more_is_not() {
    let server = server(defaults());
    let mut client = Client::connect(&server);
    client.ask("/endless").await;
    // Twice the floor.
    for _ in 0..600 {
        assert!(client.read(1024).await > 0);
        sleep(Duration::from_millis(500)).await;
    }
    // A tenth of it.
    for second in 0..1000 {
        if client.read(100).await == 0 {
            assert!((30..200).contains(&second), "cut off after {second} s");
            return;
        }
        sleep(Duration::from_secs(1)).await;
    }
    panic!("never cut off");
}

#[tokio::test(start_paused = true)]
async fn one_connection_too_many_is_told_so_and_has_its_place_when_another_ends() {
    let server = server(Limits { max_connections: 2, ..defaults() });
    let (mut one, mut two) = (Client::connect(&server), Client::connect(&server));
    one.get("/now").await;
    two.get("/now").await;
    let mut three = Client::connect(&server);
    let refused = three.get("/now").await;
    assert_refused(&refused, "as many connections");
    assert!(refused.contains("connection: close"), "{refused}");
    drop(two);
    sleep(Duration::from_millis(1)).await;
    assert!(Client::connect(&server).get("/now").await.ends_with("now"));
}

#[tokio::test(start_paused = true)]
async fn far_too_many_connections_are_closed_without_a_word() {
    let server = server(Limits { max_connections: 1, ..defaults() });
    let clients: Vec<Client> = (0..200).map(|_| Client::connect(&server)).collect();
    let mut closed = 0;
    for mut client in clients {
        // Those that have a place are cut off after the time for a head.
        closed += usize::from(client.seconds_to_end().await == 0);
    }
    // The first to have a place and 64 to be refused take the whole time, all at once.
    assert!(closed >= 200 - 65, "{closed}");
}

#[tokio::test(start_paused = true)]
async fn one_request_too_many_is_refused_until_another_is_answered() {
    let server = server(Limits { max_requests: 2, ..defaults() });
    let (mut one, mut two, mut three) = (Client::connect(&server), Client::connect(&server), Client::connect(&server));
    one.ask("/later/1000").await;
    two.ask("/later/5000").await;
    sleep(Duration::from_millis(1)).await;
    assert_refused(&three.get("/now").await, "as many requests");
    one.answer().await;
    assert!(three.get("/now").await.ends_with("now"));
}

#[tokio::test(start_paused = true)]
async fn a_long_answer_holds_its_place_until_its_last_byte_is_gone() {
    let server = server(Limits { max_downloads: 1, ..defaults() });
    let (mut one, mut two) = (Client::connect(&server), Client::connect(&server));
    one.ask("/long").await;
    assert!(one.read(100).await > 0);
    assert_refused(&two.get("/long").await, "as many long answers");
    assert!(two.get("/later/1").await.ends_with("/later/1"), "short ones have their place");
    while one.read(1 << 16).await == 1 << 16 {}
    let mut taken = 0;
    while taken < 900_000 {
        taken += one.read(4096).await;
    }
    assert_refused(&two.get("/long").await, "as many long answers");
    while two.get("/long").await.contains(" 503 ") {
        assert!(one.read(4096).await > 0, "the place is free only after the end");
    }
}

#[tokio::test(start_paused = true)]
async fn the_place_of_a_client_that_leaves_is_free() {
    let server = server(Limits { max_downloads: 1, max_requests: 2, ..defaults() });
    for path in ["/endless", "/never"] {
        let mut leaves = Client::connect(&server);
        leaves.ask(path).await;
        sleep(Duration::from_millis(1)).await;
        drop(leaves);
        sleep(Duration::from_millis(1)).await;
    }
    let mut client = Client::connect(&server);
    client.ask("/endless").await;
    assert!(client.read(15).await == 15);
}
