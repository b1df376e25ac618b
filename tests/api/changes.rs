//! What versions of the dataset changed, and what is left of a fact that was withdrawn.

use std::fs;

use axum::http::StatusCode;
use serde_json::json;
use sinolac::data::{Folder, versions};

use crate::helpers::{TestApp, text};

/// A dataset in its second version: a fund was withdrawn, an export figure changed, the rest is new.
const HISTORY: &str = r#"
[[versions]]
version = "2026.10.1"
released = "2026-10-30"
changes = [
  { fact = "fund-by-mistake", kind = "fund", change = "added", hash = "0123456789abcdef" },
  { fact = "statement-2020-barcena", kind = "agreement", change = "added", hash = "0123456789abcdef" },
  { fact = "trade-2018-exports", kind = "trade", change = "added", hash = "0123456789abcdef" },
]

[[versions]]
version = "2026.11.1"
released = "2026-11-22"
changes = [
  { fact = "fund-by-mistake", kind = "fund", change = "withdrawn", reason = "It was read twice; fund-without-a-size stays." },
  { fact = "fund-without-a-size", kind = "fund", change = "added", hash = "0123456789abcdef" },
  { fact = "statement-2020-barcena", kind = "statement", change = "moved", from = "agreement", columns = ["topic"], hash = "0123456789abcdef" },
  { fact = "trade-2018-exports", kind = "trade", change = "changed", hash = "fedcba9876543210" },
]
"#;

async fn app() -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    fs::write(folder.path().join("history.toml"), HISTORY).unwrap();
    TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await
}

#[tokio::test]
async fn every_change_is_listed_with_version_day_fact_and_reason() {
    let app = app().await;
    let changes = app.all("/changes?limit=2").await;
    assert_eq!(changes.len(), 7);
    let withdrawn = app.get("/changes?change=withdrawn").await.json()["data"].clone();
    assert_eq!(
        withdrawn,
        json!([{
            "id": "2026.11.1-fund-by-mistake",
            "version": "2026.11.1",
            "released": "2026-11-22",
            "fact": "fund-by-mistake",
            "kind": "fund",
            "change": "withdrawn",
            "reason": "It was read twice; fund-without-a-size stays.",
            "moved_from": null,
            "columns": [],
        }])
    );
    assert_eq!(app.get("/changes/2026.11.1-fund-by-mistake").await.json()["data"], withdrawn[0]);
}

#[tokio::test]
async fn changes_take_filters_and_formats_like_every_list() {
    let app = app().await;
    for (query, facts) in [
        ("version=2026.10.1", vec!["fund-by-mistake", "statement-2020-barcena", "trade-2018-exports"]),
        ("released_min=2026-11-01&kind=fund", vec!["fund-by-mistake", "fund-without-a-size"]),
        ("fact=trade-2018-exports&change=changed", vec!["trade-2018-exports"]),
        ("change_not=added,changed", vec!["fund-by-mistake", "statement-2020-barcena"]),
        ("kind=visit", vec![]),
    ] {
        let rows = app.all(&format!("/changes?{query}")).await;
        let found: Vec<String> = rows.iter().map(|row| text(&row["fact"])).collect();
        assert_eq!(found, facts, "{query}");
        assert_eq!(app.get(&format!("/changes.csv?{query}")).await.body.lines().count(), facts.len() + 1, "{query}");
    }
    let groups = app.get("/changes/groups?by=version,change").await.json();
    assert_eq!(groups["meta"]["total"], 5);
    assert_eq!(app.get("/changes?chnage=added").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_facts_of_the_first_version_are_kept_as_they_answered_and_told_as_added() {
    let app = TestApp::new().await;
    let added = app.all("/changes?change=added&version=2026.11.1&limit=1000").await;
    let mut told: Vec<String> = added.iter().map(|row| text(&row["fact"])).collect();
    let kept = versions::read(&Folder::Embedded, &["2026.11.1"]).unwrap().unwrap();
    let facts = kept.into_iter().filter(|(_, row)| row.get("basis").is_some_and(|basis| basis != "derived"));
    let mut facts: Vec<String> = facts.map(|((_, id), _)| id).collect();
    told.sort();
    facts.sort();
    assert_eq!(told, facts);
    assert_eq!(told.len(), 314);
}

#[tokio::test]
async fn the_address_of_a_withdrawn_fact_is_gone_with_the_reason_and_never_not_found() {
    let app = app().await;
    for path in ["/funds/fund-by-mistake", "/facts/fund-by-mistake"] {
        for condition in [("accept", "*/*"), ("if-none-match", "*")] {
            let answer = app.with(path, &[condition]).await;
            assert_eq!(answer.status, StatusCode::GONE, "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
            assert_eq!(
                answer.json()["detail"],
                "`fund-by-mistake` was withdrawn in version 2026.11.1: It was read twice; fund-without-a-size stays.",
                "{path}"
            );
        }
    }
    assert_eq!(app.get("/trade/fund-by-mistake").await.status, StatusCode::NOT_FOUND, "it never was trade");
    assert_eq!(app.get("/funds/fund-that-never-was").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/trade/trade-2018-exports").await.status, StatusCode::OK, "changed, not withdrawn");
    let cited = app.get("/cite?url=/funds/fund-by-mistake").await;
    assert_eq!(cited.status, StatusCode::BAD_REQUEST);
    assert!(cited.body.contains("was withdrawn in version 2026.11.1"), "{}", cited.body);
}

#[tokio::test]
async fn the_old_address_of_a_fact_that_moved_redirects_to_its_kind_and_its_id_stays() {
    let app = app().await;
    let moved = app.get("/agreements/statement-2020-barcena").await;
    assert_eq!(
        (moved.status, moved.header("location")),
        (StatusCode::PERMANENT_REDIRECT, "/statements/statement-2020-barcena")
    );
    assert_eq!(app.get("/facts/statement-2020-barcena").await.status, StatusCode::OK);
    assert_eq!(app.get("/visits/statement-2020-barcena").await.status, StatusCode::NOT_FOUND, "it never was a visit");
    let told = app.get("/changes?moved_from=agreement&columns=topic").await.json()["data"][0].clone();
    assert_eq!(json!([told["change"], told["kind"], told["columns"]]), json!(["moved", "statement", ["topic"]]));
}

#[tokio::test]
async fn the_feed_has_every_change_the_newest_first_under_ids_that_stay() {
    let app = app().await;
    let feed = app.with("/changes.atom", &[("host", "facts.example.org")]).await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.body.matches("<entry>").count(), 7, "{}", feed.body);
    let updated: Vec<&str> = feed.body.split("<updated>").skip(2).map(|rest| &rest[..10]).collect();
    assert!(updated.is_sorted_by(|a, b| a >= b), "{updated:?}");
    for part in [
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"http://facts.example.org/changes.atom\"/>",
        "<link rel=\"alternate\" href=\"http://facts.example.org/facts/fund-by-mistake\"/>",
        "fund withdrawn in version 2026.11.1: It was read twice; fund-without-a-size stays.",
        "statement moved in version 2026.11.1: topic; before: agreement",
    ] {
        assert!(feed.body.contains(part), "{part}: {}", feed.body);
    }
    let ids = |body: &str| body.split("<id>").skip(1).map(|rest| rest[..45].to_owned()).collect::<Vec<_>>();
    let elsewhere = app.with("/changes.atom", &[("host", "other.example")]).await;
    assert_eq!(ids(&elsewhere.body), ids(&feed.body));
    assert_ne!(elsewhere.header("etag"), feed.header("etag"));
    let found = app.get("/changes").await;
    assert!(found.header("link").contains("</changes.atom>; rel=\"alternate\""), "{}", found.header("link"));
}
