//! Filters with meanings of their own; that every declared filter works is among the laws.

use crate::helpers::{TestApp, ids, text};

#[tokio::test]
async fn year_keeps_periods_that_lie_inside_the_calendar_year() {
    let app = TestApp::new().await;
    let ids = app.get("/trade?year=2019&limit=1000").await.ids();
    assert!(ids.contains(&"trade-2019-jan-nov-total".to_owned()));
    assert!(!app.get("/facts?year=2015&limit=1000").await.ids().contains(&"investment-2015-pledge".to_owned()));
}

#[tokio::test]
async fn from_and_to_keep_periods_that_overlap_the_window() {
    let app = TestApp::new().await;
    let rows = app.all("/facts?from=2015-06-01&to=2016-12&limit=1000").await;
    assert!(ids(&rows).contains(&"investment-2015-pledge".to_owned()));
    for row in &rows {
        assert!(row["start"].as_str().is_none_or(|start| start <= "2016-12-31"), "{row}");
        assert!(row["end"].as_str().is_none_or(|end| end >= "2015-06-01"), "{row}");
        assert!(!row["date"].is_null(), "undated: {row}");
    }
}

#[tokio::test]
async fn an_open_interval_overlaps_every_later_window() {
    let app = TestApp::new().await;
    let visa_free = "agreement-2025-visa-free-brazil".to_owned();
    assert!(app.get("/initiatives?from=2040").await.ids().contains(&visa_free));
    assert!(!app.get("/initiatives?to=2025-05").await.ids().contains(&visa_free));
}

#[tokio::test]
async fn a_comma_means_any_of_and_so_does_a_repeated_parameter() {
    let app = TestApp::new().await;
    let comma = app.get("/visits?country=BRA,chl&limit=1000").await.ids();
    assert_eq!(comma, app.get("/visits?country=BRA&country=CL&limit=1000").await.ids());
    let each = [app.get("/visits?country=BRA").await.ids(), app.get("/visits?country=CHL").await.ids()].concat();
    assert_eq!(comma.len(), each.len());
}

#[tokio::test]
async fn excluding_a_value_keeps_rows_that_have_none() {
    let app = TestApp::new().await;
    let rows = app.all("/facts?attributed_to_not=eclac&limit=1000").await;
    assert!(rows.iter().any(|row| row["attributed_to"].is_null()));
    assert!(rows.iter().all(|row| row["attributed_to"] != "eclac"));
}

#[tokio::test]
async fn the_word_null_asks_for_rows_without_a_value() {
    let app = TestApp::new().await;
    let region = app.all("/agreements?country=null").await;
    assert!(!region.is_empty() && region.iter().all(|row| row["countries"].as_array().unwrap().is_empty()));
    let unattributed = app.all("/indicators?attributed_to=null&limit=1000").await;
    assert!(!unattributed.is_empty() && unattributed.iter().all(|row| row["attributed_to"].is_null()));
    let both = app.all("/indicators?attributed_to=null,idb&limit=1000").await;
    assert_eq!(both.len(), unattributed.len() + 1);
}

#[tokio::test]
async fn source_finds_facts_by_any_of_their_evidence() {
    let app = TestApp::new().await;
    let rows = app.all("/facts?source=xinhua-2008&limit=1000").await;
    assert!(!rows.is_empty());
    for row in rows {
        let sources: Vec<String> =
            row["evidence"].as_array().unwrap().iter().map(|entry| text(&entry["source"])).collect();
        assert!(sources.contains(&"xinhua-2008".to_owned()), "{row}");
    }
}

#[tokio::test]
async fn choices_go_in_any_case() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/trade?flow=EXPORTS").await.ids(), app.get("/trade?flow=exports").await.ids());
}
