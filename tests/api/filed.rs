//! How the five documents' facts are filed: what the second edition's columns tell apart.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, text};

/// Some columns of a fact.
async fn columns(app: &TestApp, id: &str, names: &[&str]) -> Vec<Json> {
    let fact = app.get(&format!("/facts/{id}")).await.json()["data"].clone();
    let kind = text(&fact["kind"]);
    let list = app.kinds().await.into_iter().find(|each| each["singular"] == kind.as_str()).unwrap();
    let fact = app.get(&format!("{}/{id}", text(&list["url"]))).await.json()["data"].clone();
    names.iter().map(|name| fact[name].clone()).collect()
}

#[tokio::test]
async fn trade_agreements_are_told_apart_by_party_scope_and_who_proposed() {
    let app = TestApp::new().await;
    let of_china = app.all("/agreements?type=free_trade_agreement&parties=CHN").await;
    assert_eq!(of_china.len(), 5);
    let others = app.all("/agreements?type=free_trade_agreement&scope=region").await;
    assert_eq!(others.iter().map(|row| &row["parties"]).collect::<Vec<_>>(), [&json!(["european-union", "mercosur"])]);
    let proposed = app.all("/initiatives?proposed_by=cedpr-2020&q=%22free%20trade%22").await;
    assert_eq!(proposed.len(), 3);
    assert_eq!(app.get("/initiatives?type=proposal&proposed_by=null").await.json()["meta"]["total"], 0);
}

#[tokio::test]
async fn what_is_no_stock_is_not_among_the_stocks() {
    let app = TestApp::new().await;
    let stocks = app.get("/investments?measure=stock&direction=to_lac&sort=start").await.ids();
    assert_eq!(stocks, ["investment-2014-stock", "investment-2017-stock", "investment-2019-11-stock"]);
    let first = columns(&app, "investment-2008-06-non-financial", &["measure", "coverage"]).await;
    assert_eq!(first, [json!("not_stated"), json!("non_financial")]);
}

#[tokio::test]
async fn figures_in_words_are_bounded_and_never_exact() {
    let app = TestApp::new().await;
    for (id, value, qualifier, low, high) in [
        ("trade-2014-2024-ratio", 2, "about", json!(1.5), json!(2.5)),
        ("trade-2008-rank", 3, "up_to", json!(2), json!(3)),
        ("trade-1990s-2008-growth", 10, "at_least", json!(10), json!(100)),
    ] {
        let found = columns(&app, id, &["value", "qualifier", "value_low", "value_high"]).await;
        assert_eq!(found, [json!(value), json!(qualifier), low, high], "{id}");
    }
}

#[tokio::test]
async fn a_rank_tells_whose_it_is_and_among_what() {
    let app = TestApp::new().await;
    let ranks = app.all("/indicators?indicator=rank-among-trading-partners").await;
    let subjects: BTreeSet<String> = ranks.iter().map(|rank| text(&rank["subject"])).collect();
    assert_eq!(subjects, ["USA", "european-union"].map(str::to_owned).into());
    assert_eq!(app.all("/trade?measure=rank&subject=CHN").await.len(), 3);
    assert_eq!(app.get("/trade?country=USA").await.json()["meta"]["total"], 0);
    let china = columns(&app, "investment-2019-rank", &["subject", "among"]).await;
    assert_eq!(china[0], "LAC");
}

#[tokio::test]
async fn every_statement_has_one_speaker_and_speaks_of_something_else() {
    let app = TestApp::new().await;
    for row in app.all("/statements?limit=1000").await {
        let speakers = ["speaker", "speaker_organization", "speaker_country"];
        assert_eq!(speakers.iter().filter(|column| !row[**column].is_null()).count(), 1, "{}", row["id"]);
    }
    let debt = columns(&app, "statement-cedpr-argentina-debt", &["speaker_organization", "organizations"]).await;
    assert_eq!(debt, [json!("cedpr"), json!(["imf"])]);
}

#[tokio::test]
async fn what_is_so_as_reported_has_the_date_of_its_source_and_nothing_else_lasts_for_ever() {
    let app = TestApp::new().await;
    let mut published = std::collections::BTreeMap::new();
    for source in app.all("/sources").await {
        published.insert(text(&source["id"]), source["published"].clone());
    }
    for row in app.all("/facts?date_basis=as_reported&limit=1000").await {
        let sources = row["sources"].as_array().unwrap();
        assert!(sources.iter().any(|source| published[&text(source)] == row["date"]), "{}", row["id"]);
    }
    for row in app.all("/facts?limit=1000").await {
        assert_eq!(row["date"].is_null(), row["date_basis"].is_null(), "{}", row["id"]);
        assert_eq!(row["date"].is_null(), row["period"].is_null(), "{}", row["id"]);
        assert!(row["date"].is_null() || !text(&row["date"]).contains(".."), "{}", row["id"]);
    }
    assert_eq!(columns(&app, "trade-2019-jan-nov-total", &["year", "period"]).await, [json!(2019), json!("months")]);
    assert_eq!(
        columns(&app, "agreement-2025-visa-free-peru", &["period", "type"]).await,
        ["open", "unilateral_measure"]
    );
}

#[tokio::test]
async fn facts_that_moved_are_found_at_their_old_address() {
    let app = TestApp::new().await;
    let moved = app.all("/changes?change=moved&version=2026.11.2&limit=1000").await;
    assert!(moved.len() > 30);
    for row in moved {
        let old = app.kinds().await.into_iter().find(|kind| kind["singular"] == row["moved_from"]).unwrap();
        let answer = app.get(&format!("{}/{}", text(&old["url"]), text(&row["fact"]))).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{row}");
        let there = app.get(answer.header("location")).await;
        assert_eq!(there.json()["data"]["kind"], row["kind"], "{row}");
    }
    let aid = app.get("/initiatives/initiative-humanitarian-aid-usa").await;
    assert_eq!(aid.status, StatusCode::GONE);
    let extended = app.get("/changes?change=extended&fact=trade-2018-exports").await.json()["data"][0].clone();
    assert_eq!(extended["columns"], json!(["date_basis", "scope"]));
}
