//! Errors: what they say, and what they keep to themselves.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::helpers::TestApp;

#[tokio::test]
async fn all_mistakes_of_a_query_are_told_at_once_with_what_would_be_right() {
    let app = TestApp::new().await;
    let answer = app.get("/trade?yaer=2018&flow=export&country=Brazl&limit=0&sort=valeu&from=soon").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], "/problems/bad-query");
    assert_eq!(problem["status"], 400);
    let told: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| json!([error["parameter"], error["suggestion"]]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["country", "BRA"],
            ["flow", "exports"],
            ["from", null],
            ["limit", null],
            ["sort", "value"],
            ["yaer", "year"]
        ])
    );
    assert_eq!(problem["errors"][1]["allowed"], json!(["total", "exports", "imports"]));
}

#[tokio::test]
async fn every_kind_of_mistake_is_refused() {
    let app = TestApp::new().await;
    for (path, detail) in [
        ("/trade?year=", "empty"),
        ("/trade?year=2018,", "empty word"),
        ("/trade?product=,%20", "empty word"),
        ("/trade?value_min=1e16", "no number"),
        ("/trade?year_min=-9000000000000001", "no whole number"),
        ("/trade?value_min=lots", "no number"),
        ("/trade?limit=1001", "1 to 1000"),
        ("/trade?limit=5&limit=6", "more than once"),
        ("/trade?fields=id,vlaue", "did you mean `value`?"),
        ("/trade/groups?by=flow,measure,unit,topic", "4 words; at most 3"),
        ("/trade/groups?by=title", "cannot be counted by"),
        ("/trade/groups", "missing; up to 3 columns to group by"),
        ("/trade?facets=id", "cannot be counted by"),
        ("/trade?sort=countries", "cannot be sorted by"),
        ("/trade?cursor=abc", "not a cursor"),
        ("/trade?from=2018/2019", "no date"),
        ("/trade?start=2018", "no date"),
        ("/trade?start_min=2018-02-30", "no date"),
        ("/countries?celac_member=maybe", "neither true nor false"),
        ("/countries?year=2018", "no such parameter"),
        ("/trade?year_min=2019&year_max=2018", "less than `year_min`"),
        ("/trade?from=2019&to=2018", "less than `from`"),
        ("/trade?value_max=1&value_min=1.5", "less than `value_min`"),
        ("/facts?kind=trades", "did you mean `trade`?"),
        ("/facts?q=%20", "blank"),
        ("/trade/trade-2018-total?year=2018", "no such parameter"),
        ("/trade?Year=2018", "did you mean `year`?"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.json()["errors"][0]["detail"].as_str().unwrap().contains(detail), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_parameter_takes_a_hundred_words_and_a_word_256_characters_and_not_one_more() {
    let app = TestApp::new().await;
    for (parameter, word) in [("flow", "total"), ("fields", "id"), ("sort", "id"), ("facets", "flow")] {
        let words = |count: usize| format!("/trade?{parameter}={}", vec![word; count].join(","));
        assert_eq!(app.get(&words(100)).await.status, StatusCode::OK, "{parameter}");
        let answer = app.get(&words(101)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{parameter}");
        assert!(answer.body.contains("101 words; at most 100 would be right"), "{}", answer.body);
    }
    let product = |length: usize| format!("/trade?product={}", "x".repeat(length));
    assert_eq!(app.get(&product(256)).await.status, StatusCode::OK);
    assert_eq!(app.get(&product(257)).await.status, StatusCode::BAD_REQUEST);
    let search = |length: usize| format!("/trade?q={}", "x".repeat(length));
    assert_eq!(app.get(&search(1000)).await.status, StatusCode::OK);
    assert_eq!(app.get(&search(1001)).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_error_repeats_no_control_characters_and_is_of_bounded_length_whatever_the_request() {
    let app = TestApp::new().await;
    let long = "x".repeat(4000);
    let many = "a,".repeat(3000);
    for path in [
        "/trade?a%00b=1&year=%1b%5b31m".to_owned(),
        format!("/trade?{long}=1&year={long}"),
        format!("/trade?year={many}z"),
    ] {
        let answer = app.get(&path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let problem = answer.json();
        let told = format!("{}{}", problem["detail"], problem["errors"]);
        assert!(!told.contains("\\u00") && answer.body.len() < 200_000, "{}", answer.body);
        assert!(problem["detail"].as_str().unwrap().chars().count() <= 1001, "{}", answer.body);
    }
    let answer = app.get(&format!("/trade?q={}", "y".repeat(8200))).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::URI_TOO_LONG, "application/problem+json"));
}

#[tokio::test]
async fn an_id_with_a_nul_in_it_is_one_that_nothing_has() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/trade/a%00b").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/trade?id=a%00b,trade-2018-total").await.ids(), ["trade-2018-total"]);
    assert_eq!(app.get("/trade?id=a%00b").await.json()["meta"]["total"], 0);
    assert_eq!(app.get("/trade?q=a%00b").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_type_of_a_problem_is_an_address_that_explains_it() {
    let app = TestApp::new().await;
    let kind = app.get("/trade?yaer=2018").await.json()["type"].as_str().unwrap().to_owned();
    assert_eq!(app.get(&kind).await.json()["type"], kind.as_str());
}

#[tokio::test]
async fn what_is_not_there_is_not_found_with_the_nearest_that_is() {
    let app = TestApp::new().await;
    for (path, detail) in [
        ("/trade/no-such-fact", "there is no trade `no-such-fact`"),
        ("/visits/trade-2018-total", "there is no visit `trade-2018-total`"),
        ("/visist", "did you mean `visits`?"),
        ("/trade/a/b", "there is nothing at /trade/a/b"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(detail), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_method_that_writes_is_not_allowed_and_the_allowed_are_named() {
    let app = TestApp::new().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = app.send(method, "/trade").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET,HEAD,OPTIONS");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn a_failure_tells_the_client_nothing_of_its_cause() {
    let app = TestApp::alone().await;
    app.break_database().await;
    let answer = app.get("/statements?sort=-start&limit=1000").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    for secret in ["sql", "disk", "malformed", "facts.db", "select", "column", "sinolac_"] {
        assert!(!answer.body.to_lowercase().contains(secret), "{}", answer.body);
    }
}
