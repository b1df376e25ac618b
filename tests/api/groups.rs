//! Groups have an address of their own, and the address that they had before leads there.

use axum::http::StatusCode;

use crate::helpers::{TestApp, text};

#[tokio::test]
async fn a_list_asked_for_groups_as_before_redirects_to_them_with_everything_else_it_was_asked() {
    let app = TestApp::new().await;
    for (old, new) in [
        ("/trade?group_by=flow,measure&year=2018", "/trade/groups?by=flow,measure&year=2018"),
        ("/trade.csv?year=2018&group_by=flow%2Cmeasure", "/trade/groups.csv?year=2018&by=flow,measure"),
        ("/facts.ndjson?q=free+trade&group_by=kind", "/facts/groups.ndjson?q=free+trade&by=kind"),
    ] {
        let moved = app.get(old).await;
        assert_eq!((moved.status, moved.header("location")), (StatusCode::PERMANENT_REDIRECT, new), "{old}");
        assert_eq!(app.get(new).await.status, StatusCode::OK, "{new}");
    }
    let refused = app.get("/trade.parquet?group_by=flow").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(text(&refused.json()["detail"]).contains("/trade/groups"), "{}", refused.body);
}

#[tokio::test]
async fn groups_come_in_three_formats_by_their_path_or_by_accept_and_name_themselves() {
    let app = TestApp::new().await;
    let page = app.get("/trade/groups?measure=value&by=flow&limit=2").await;
    let links = &page.json()["links"];
    assert_eq!(links["self"], "/trade/groups?by=flow&measure=value&limit=2");
    assert!(text(&links["next"]).starts_with("/trade/groups?by=flow&measure=value&limit=2&cursor="), "{links}");
    let csv = app.get("/trade/groups.csv?by=flow").await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"sinolac-trade-groups.csv\"");
    let accepted = app.with("/trade/groups?by=flow", &[("accept", "text/csv")]).await;
    assert_eq!((&accepted.body, accepted.header("content-location")), (&csv.body, "/trade/groups.csv?by=flow"));
    assert_eq!(app.get("/trade/groups.ndjson?by=flow").await.body.lines().count(), csv.body.lines().count() - 1);
    let parquet = app.with("/trade/groups?by=flow", &[("accept", "application/vnd.apache.parquet")]).await;
    assert_eq!(parquet.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(app.get("/trade/groups.parquet").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn parameters_about_single_rows_are_unknown_to_groups() {
    let app = TestApp::new().await;
    for query in ["fields=id", "facets=flow", "sort=id", "lang=es", "group_by=flow"] {
        let answer = app.get(&format!("/trade/groups?by=flow&{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
    let csv = app.get("/trade/groups.csv?by=flow&cursor=x").await;
    assert_eq!(csv.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn groups_are_cited_at_their_address_and_at_the_one_before() {
    let app = TestApp::new().await;
    let cited = app.get("/cite?url=/trade/groups?by=flow%26year=2018").await.json();
    assert!(text(&cited["data"]["text"]).contains("/trade/groups?by=flow&version=2026.11.2&year=2018"), "{cited}");
    assert_eq!(app.get("/cite?url=/trade?year=2018%26group_by=flow").await.json()["data"], cited["data"]);
}

#[tokio::test]
async fn a_page_of_some_columns_has_a_media_type_of_its_own_and_a_page_of_whole_rows_never() {
    let app = TestApp::new().await;
    let columns = "application/vnd.sinolac.columns+json";
    for accept in ["*/*", "application/json", columns] {
        let whole = app.with("/trade?limit=1", &[("accept", accept)]).await;
        assert_eq!(whole.header("content-type"), "application/json", "{accept}");
        let some = app.with("/trade?limit=1&fields=id,value", &[("accept", accept)]).await;
        assert_eq!(some.header("content-type"), columns, "{accept}");
    }
    assert_eq!(app.get("/trade.csv?fields=id").await.header("content-type"), "text/csv; charset=utf-8; header=present");
}
