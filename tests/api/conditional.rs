//! Conditions and ranges: which header wins, and what is no reason to send a part.

use axum::http::{Method, Request, StatusCode};

use crate::helpers::TestApp;

const RELEASED: &str = "Wed, 25 Nov 2026 00:00:00 GMT";
const LATER: &str = "Tue, 01 Jan 2030 00:00:00 GMT";

#[tokio::test]
async fn a_tag_decides_and_the_date_beside_it_does_not() {
    let app = TestApp::new().await;
    let tag = app.get("/trade").await.header("etag").to_owned();
    for (tag, date, status) in [
        ("\"other\"", LATER, StatusCode::OK),
        ("\"a\", \"b\"", RELEASED, StatusCode::OK),
        (tag.as_str(), "Sun, 06 Nov 1994 08:49:37 GMT", StatusCode::NOT_MODIFIED),
        ("*", "Sun, 06 Nov 1994 08:49:37 GMT", StatusCode::NOT_MODIFIED),
    ] {
        let answer = app.with("/trade", &[("if-none-match", tag), ("if-modified-since", date)]).await;
        assert_eq!(answer.status, status, "{tag} {date}");
    }
}

#[tokio::test]
async fn a_date_that_is_none_is_no_condition() {
    let app = TestApp::new().await;
    for (date, status) in [
        (RELEASED, StatusCode::NOT_MODIFIED),
        (LATER, StatusCode::NOT_MODIFIED),
        ("yesterday", StatusCode::OK),
        ("2030-01-01", StatusCode::OK),
    ] {
        assert_eq!(app.with("/trade.csv", &[("if-modified-since", date)]).await.status, status, "{date}");
    }
}

#[tokio::test]
async fn several_headers_of_tags_are_one_list() {
    let app = TestApp::new().await;
    let tag = app.get("/trade").await.header("etag").to_owned();
    let several = [("if-none-match", "\"other\""), ("if-none-match", tag.as_str())];
    assert_eq!(app.with("/trade", &several).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_compressed_answer_is_known_by_its_own_tag_and_by_that_of_any_other_encoding() {
    let app = TestApp::new().await;
    let plain = app.get("/trade").await.header("etag").to_owned();
    let zipped = app.with("/trade", &[("accept-encoding", "gzip")]).await.header("etag").to_owned();
    for tag in [&plain, &zipped] {
        let answer = app.with("/trade", &[("accept-encoding", "gzip"), ("if-none-match", tag)]).await;
        assert_eq!((answer.status, answer.header("etag")), (StatusCode::NOT_MODIFIED, zipped.as_str()), "{tag}");
    }
}

#[tokio::test]
async fn if_range_wants_the_very_version() {
    let app = TestApp::new().await;
    let tag = app.get("/trade.csv").await.header("etag").to_owned();
    let zipped = app.with("/trade.csv", &[("accept-encoding", "gzip")]).await.header("etag").to_owned();
    let weak = format!("W/{tag}");
    for (condition, status) in [
        (tag.as_str(), StatusCode::PARTIAL_CONTENT),
        (RELEASED, StatusCode::PARTIAL_CONTENT),
        (weak.as_str(), StatusCode::OK),
        (zipped.as_str(), StatusCode::OK),
        (LATER, StatusCode::OK),
        ("nonsense", StatusCode::OK),
    ] {
        let answer = app.with("/trade.csv", &[("range", "bytes=0-3"), ("if-range", condition)]).await;
        assert_eq!(answer.status, status, "{condition}");
    }
    let known = app.with("/trade.csv", &[("range", "bytes=0-3"), ("if-none-match", &tag)]).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED, "a condition goes before a range");
}

#[tokio::test]
async fn ranges_without_measure_are_no_failure() {
    let app = TestApp::new().await;
    let length = app.get("/trade.csv").await.bytes.len();
    let most = u64::MAX;
    for (range, status, bytes) in [
        (format!("bytes=0-{most}"), StatusCode::PARTIAL_CONTENT, length),
        (format!("bytes=-{most}"), StatusCode::PARTIAL_CONTENT, length),
        (format!("bytes={most}-"), StatusCode::RANGE_NOT_SATISFIABLE, 0),
        (format!("bytes=0-{most}0"), StatusCode::OK, length),
        ("Bytes=0-9".to_owned(), StatusCode::PARTIAL_CONTENT, 10),
        ("bytes=9-0".to_owned(), StatusCode::OK, length),
        ("bytes=".to_owned(), StatusCode::OK, length),
        ("bytes=-".to_owned(), StatusCode::OK, length),
    ] {
        let answer = app.with("/trade.csv", &[("range", &range)]).await;
        assert_eq!(answer.status, status, "{range}");
        assert!(status == StatusCode::RANGE_NOT_SATISFIABLE || answer.bytes.len() == bytes, "{range}");
    }
}

#[tokio::test]
async fn a_range_means_nothing_to_head() {
    let app = TestApp::new().await;
    for path in ["/trade.csv", "/dataset.db"] {
        let request = Request::builder().method(Method::HEAD).uri(path).header("range", "bytes=0-3");
        let answer = app.ask(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let length = app.get(path).await.bytes.len().to_string();
        assert_eq!(answer.header("content-length"), length, "{path}");
    }
}

#[tokio::test]
async fn the_same_file_has_the_same_bytes_whenever_it_is_made() {
    let app = TestApp::new().await;
    let paths = ["/trade.xlsx", "/trade.parquet", "/trade.geojson"];
    let mut first = Vec::new();
    for path in paths {
        first.push(app.get(path).await);
    }
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    for (path, first) in paths.iter().zip(first) {
        let second = app.get(path).await;
        assert_eq!(first.header("etag"), second.header("etag"), "{path}");
        assert!(first.bytes == second.bytes, "{path}: a strong tag promises the same bytes");
    }
}

#[tokio::test]
async fn the_reference_is_known_by_its_tag_in_a_list_weakened_or_at_all() {
    let app = TestApp::new().await;
    for path in ["/docs/", "/docs/swagger-ui.css"] {
        let tag = app.get(path).await.header("etag").to_owned();
        for condition in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let answer = app.with(path, &[("if-none-match", &condition)]).await;
            assert_eq!((answer.status, answer.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{path} {condition}");
        }
        assert_eq!(app.with(path, &[("if-none-match", "\"other\"")]).await.status, StatusCode::OK, "{path}");
    }
}
