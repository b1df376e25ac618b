//! Answers that are sent again from memory.

use axum::http::StatusCode;
use sinolac::files::FORMATS;
use sinolac::kinds::served;

use crate::helpers::TestApp;

/// Requests for one list whose answers differ.
const FORMS: [&[(&str, &str)]; 5] = [
    &[],
    &[("accept-encoding", "br")],
    &[("accept-encoding", "gzip")],
    &[("range", "bytes=2-9")],
    &[("accept", "text/csv, */*;q=0.1")],
];

#[tokio::test]
async fn an_answer_given_again_is_the_same_header_for_header_and_byte_for_byte() {
    // The other way round, each form is asked for before those that could be mistaken for it.
    let (app, reversed) = (TestApp::new().await, TestApp::new().await);
    for kind in served() {
        for format in FORMATS {
            let path = format!("/{}{}?limit=3", kind.name, format.suffix());
            let mut answers = Vec::new();
            for headers in FORMS {
                let (first, again) = (app.with(&path, headers).await, app.with(&path, headers).await);
                assert_eq!((first.status, &first.headers), (again.status, &again.headers), "{path} {headers:?}");
                assert_eq!(first.bytes, again.bytes, "{path} {headers:?}");
                answers.push(again);
            }
            for (headers, answer) in FORMS.iter().zip(&answers).rev() {
                let other = reversed.with(&path, headers).await;
                assert_eq!((other.status, &other.headers), (answer.status, &answer.headers), "{path} {headers:?}");
                assert_eq!(other.bytes, answer.bytes, "{path} {headers:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_remembered_is_cut_compared_and_refused_like_what_is_not() {
    let app = TestApp::new().await;
    let path = "/trade.csv?year=2018";
    let tag = app.get(path).await.header("etag").to_owned();
    for headers in [
        vec![("range", "bytes=0-9")],
        vec![("range", "bytes=-5"), ("if-range", tag.as_str())],
        vec![("range", "bytes=0-9"), ("if-range", "\"another\"")],
        vec![("range", "bytes=9999999-")],
        vec![("if-none-match", tag.as_str())],
        vec![("if-none-match", "*")],
        vec![("if-none-match", "\"another\"")],
        vec![("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")],
        vec![("if-modified-since", "Mon, 01 Jan 1990 00:00:00 GMT")],
    ] {
        let fresh = TestApp::new().await;
        let (kept, made) = (app.with(path, &headers).await, fresh.with(path, &headers).await);
        assert_eq!((kept.status, &kept.headers, &kept.bytes), (made.status, &made.headers, &made.bytes), "{headers:?}");
    }
}

#[tokio::test]
async fn a_mistake_is_not_remembered_in_place_of_an_answer() {
    let app = TestApp::new().await;
    for _ in 0..2 {
        assert_eq!(app.get("/trade?yaer=2018").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(app.get("/trade/nothing").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.with("/trade", &[("accept", "image/png")]).await.status, StatusCode::NOT_ACCEPTABLE);
        assert_eq!(app.get("/trade").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_304_that_is_remembered_answers_nobody_else() {
    let (app, other) = (TestApp::new().await, TestApp::new().await);
    let path = "/trade?year=2018";
    let whole = other.get(path).await;
    let tag = whole.header("etag").to_owned();
    for _ in 0..2 {
        let known = app.with(path, &[("if-none-match", &tag)]).await;
        assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    }
    let ranged = app.with(path, &[("range", "bytes=0-9")]).await;
    assert_eq!((ranged.status, ranged.bytes.as_ref()), (StatusCode::PARTIAL_CONTENT, &whole.bytes[..10]));
    assert_eq!(app.with(path, &[("if-none-match", &tag)]).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(app.with(path, &[("if-none-match", "\"other\"")]).await.bytes, whole.bytes);
    assert_eq!(app.get(path).await.headers, whole.headers);
}
