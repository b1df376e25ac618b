//! A good citizen of the web: validators, caches, encodings, ranges, negotiation, other sites' scripts.

use axum::http::{Method, StatusCode};

use crate::helpers::TestApp;

#[tokio::test]
async fn equal_requests_share_one_strong_tag_and_one_body() {
    let app = TestApp::new().await;
    let first = app.get("/visits?country=BRA,CHL&year=2015&limit=5").await;
    assert!(first.header("etag").starts_with('"'), "{}", first.header("etag"));
    for path in [
        "/visits?limit=5&year=2015&country=chl,bra",
        "/visits?country=CL&country=BR&country=BRA&year=2015&limit=5",
        "/visits?year=2015,2015&country=BRA%2CCHL&limit=5",
    ] {
        let answer = app.get(path).await;
        assert_eq!((answer.header("etag"), &answer.body), (first.header("etag"), &first.body), "{path}");
    }
    for path in [
        "/visits?country=BRA&year=2015&limit=5",
        "/visits?country=BRA,CHL&year=2015&limit=6",
        "/visits.csv?country=BRA,CHL&year=2015&limit=5",
    ] {
        assert_ne!(app.get(path).await.header("etag"), first.header("etag"), "{path}");
    }
}

#[tokio::test]
async fn a_client_that_has_the_answer_gets_304_and_the_validators() {
    let app = TestApp::new().await;
    for path in [
        "/trade?year=2018",
        "/trade/trade-2018-total",
        "/trade.csv",
        "/kinds",
        "/dataset.db",
        "/cite?url=/trade",
        "/openapi.json",
    ] {
        let answer = app.get(path).await;
        let tag = answer.header("etag").to_owned();
        for condition in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = app.with(path, &[("if-none-match", &condition)]).await;
            assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path} {condition}");
            for header in ["etag", "cache-control", "last-modified", "vary", "access-control-allow-origin"] {
                assert_eq!(again.header(header), answer.header(header), "{path} {header}");
            }
            for header in ["content-type", "content-length", "link", "content-security-policy", "referrer-policy"] {
                assert_eq!(again.header(header), "", "{path} repeats {header}");
            }
        }
        assert_eq!(app.with(path, &[("if-none-match", "\"other\"")]).await.status, StatusCode::OK, "{path}");
        let modified = answer.header("last-modified").to_owned();
        assert_eq!(app.with(path, &[("if-modified-since", &modified)]).await.status, StatusCode::NOT_MODIFIED);
        let earlier = [("if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT")];
        assert_eq!(app.with(path, &earlier).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_condition_on_what_is_not_there_is_still_not_found() {
    let app = TestApp::new().await;
    for condition in [("if-none-match", "*"), ("if-modified-since", "Sun, 06 Nov 2033 08:49:37 GMT")] {
        assert_eq!(app.with("/trade/no-such-fact", &[condition]).await.status, StatusCode::NOT_FOUND, "{condition:?}");
    }
}

#[tokio::test]
async fn a_conditional_request_needs_no_database() {
    let app = TestApp::alone().await;
    let paths = ["/trade?year=2018&q=china", "/trade/trade-2018-total", "/facts.csv?q=china"];
    let mut tags = Vec::new();
    for path in paths {
        tags.push(app.get(path).await.header("etag").to_owned());
    }
    app.break_database().await;
    for (path, tag) in paths.iter().zip(&tags) {
        assert_eq!(app.with(path, &[("if-none-match", tag)]).await.status, StatusCode::NOT_MODIFIED, "{path}");
    }
}

#[tokio::test]
async fn bodies_come_compressed_as_the_client_likes_and_each_form_has_its_own_tag() {
    let app = TestApp::new().await;
    let plain = app.get("/facts?limit=1000").await;
    let mut tags = vec![plain.header("etag").to_owned()];
    for encoding in ["gzip", "br", "zstd"] {
        let answer = app.with("/facts?limit=1000", &[("accept-encoding", encoding)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.bytes.len() < plain.bytes.len() / 4, "{encoding}: {}", answer.bytes.len());
        let body = match encoding {
            "gzip" => read(flate2::read::GzDecoder::new(&answer.bytes[..])),
            "br" => read(brotli::Decompressor::new(&answer.bytes[..], 4096)),
            _ => read(zstd::stream::read::Decoder::new(&answer.bytes[..]).unwrap()),
        };
        assert_eq!(body, plain.body, "{encoding}");
        tags.push(answer.header("etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 4);
    let streamed = app.with("/facts.csv", &[("accept-encoding", "gzip")]).await;
    assert_eq!(read(flate2::read::GzDecoder::new(&streamed.bytes[..])), app.get("/facts.csv").await.body);
}

fn read(mut reader: impl std::io::Read) -> String {
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn vary_names_what_the_answer_depends_on_and_nothing_else() {
    let app = TestApp::new().await;
    for (path, vary) in [
        ("/trade", "Accept, Accept-Encoding"),
        ("/trade/trade-2018-total", "Accept, Accept-Encoding"),
        ("/trade.csv", "Accept-Encoding"),
        ("/kinds", "Accept, Accept-Encoding"),
        ("/openapi.yaml", "Accept-Encoding"),
        ("/trade.parquet", ""),
        ("/dataset.db", ""),
    ] {
        assert_eq!(app.get(path).await.header("vary"), vary, "{path}");
    }
}

#[tokio::test]
async fn bytes_can_be_asked_for_where_the_length_is_known() {
    let app = TestApp::new().await;
    for path in ["/trade.csv", "/facts.parquet", "/trade.xlsx", "/dataset.db", "/trade"] {
        let whole = app.get(path).await;
        assert_eq!(whole.header("accept-ranges"), "bytes", "{path}");
        let length = whole.bytes.len();
        let part = app.with(path, &[("range", "bytes=10-19")]).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT, "{path}");
        assert_eq!(part.bytes, whole.bytes[10..20], "{path}");
        assert_eq!(part.header("content-range"), format!("bytes 10-19/{length}"), "{path}");
        assert_eq!(app.with(path, &[("range", "bytes=-7")]).await.bytes, whole.bytes[length - 7..], "{path}");
        let beyond = app.with(path, &[("range", &format!("bytes={length}-"))]).await;
        assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE, "{path}");
        assert_eq!(beyond.header("content-range"), format!("bytes */{length}"), "{path}");
        assert_eq!(beyond.header("content-type"), "application/problem+json", "{path}");
        let tag = whole.header("etag").to_owned();
        let same = app.with(path, &[("range", "bytes=0-3"), ("if-range", &tag)]).await;
        assert_eq!(same.status, StatusCode::PARTIAL_CONTENT, "{path}");
        for other in ["\"other\"", "Sun, 06 Nov 1994 08:49:37 GMT"] {
            let other = app.with(path, &[("range", "bytes=0-3"), ("if-range", other)]).await;
            assert_eq!((other.status, other.bytes.len()), (StatusCode::OK, length), "{path}");
        }
        for ignored in ["bytes=0-1,3-4", "lines=0-3", "bytes=x"] {
            assert_eq!(app.with(path, &[("range", ignored)]).await.status, StatusCode::OK, "{path} {ignored}");
        }
    }
}

#[tokio::test]
async fn accept_on_the_bare_path_gives_the_format_and_names_its_own_address() {
    let app = TestApp::new().await;
    for (accept, media, location) in [
        ("*/*", "application/json", ""),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8", "/trade.html?lang=en&year=2018"),
        ("text/csv", "text/csv; charset=utf-8; header=present", "/trade.csv?year=2018"),
        ("application/x-ndjson", "application/x-ndjson", "/trade.ndjson?year=2018"),
        ("application/geo+json", "application/geo+json", "/trade.geojson?year=2018"),
        ("application/json;q=0.2, text/*;q=0.7", "text/csv; charset=utf-8; header=present", "/trade.csv?year=2018"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet", "/trade.parquet?year=2018"),
    ] {
        let answer = app.with("/trade?year=2018", &[("accept", accept)]).await;
        assert_eq!((answer.header("content-type"), answer.header("content-location")), (media, location), "{accept}");
    }
    let none = app.with("/trade", &[("accept", "image/png")]).await;
    assert_eq!(none.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(none.header("content-type"), "application/problem+json");
    assert!(none.json()["detail"].as_str().unwrap().contains("text/csv"), "{}", none.body);
    assert_eq!(app.with("/trade/trade-2018-total", &[("accept", "text/csv")]).await.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn scripts_of_any_site_may_read_and_are_told_so() {
    let app = TestApp::new().await;
    for path in ["/trade", "/trade.csv", "/nothing", "/trade?yaer=1", "/docs/"] {
        let answer = app.with(path, &[("origin", "https://example.org")]).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        for exposed in ["ETag", "Link", "Content-Disposition", "Content-Range"] {
            assert!(answer.header("access-control-expose-headers").contains(exposed), "{path} {exposed}");
        }
        assert!(!answer.header("vary").contains("Origin"), "{path}");
    }
    let preflight = app.send(Method::OPTIONS, "/trade").await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert_eq!(preflight.header("allow"), "GET, HEAD, OPTIONS");
    assert_eq!(preflight.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
    assert_eq!(preflight.header("access-control-allow-headers"), "*");
}

#[tokio::test]
async fn every_response_is_data_to_a_browser_and_nothing_it_would_run() {
    let app = TestApp::new().await;
    for path in ["/trade", "/trade.csv", "/nothing", "/dataset.db", "/trade?yaer=1"] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
    }
}

#[tokio::test]
async fn the_reference_runs_its_own_scripts_alone_and_loads_nothing_from_elsewhere() {
    let app = TestApp::new().await;
    let page = app.get("/docs/").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self';") && !policy.contains("http"), "{policy}");
    assert!(!page.body.contains("https://"), "{}", page.body);
    for file in ["swagger-ui-bundle.js", "swagger-ui.css", "docs.js", "docs.css"] {
        let answer = app.get(&format!("/docs/{file}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        let tag = answer.header("etag").to_owned();
        let again = app.with(&format!("/docs/{file}"), &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
    assert!(app.get("/docs/docs.js").await.body.contains("/openapi.json"));
    assert_eq!(app.get("/docs/swagger-initializer.js").await.status, StatusCode::NOT_FOUND, "it asks elsewhere");
    assert_eq!(app.get("/docs").await.header("location"), "/docs/");
    assert_eq!(app.get("/docs/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn answers_may_be_kept_and_failures_may_not() {
    let app = TestApp::alone().await;
    assert!(app.get("/trade").await.header("cache-control").starts_with("public, max-age=300, s-maxage=3600"));
    assert_eq!(app.get("/trade?yaer=1").await.header("cache-control"), "public, max-age=60");
    app.break_database().await;
    let failed = app.get("/statements?sort=-start&limit=1000").await;
    assert_eq!((failed.status, failed.header("cache-control")), (StatusCode::INTERNAL_SERVER_ERROR, "no-store"));
}

#[tokio::test]
async fn descriptions_name_files_by_whole_addresses_under_the_host_that_was_asked() {
    let app = TestApp::new().await;
    for path in ["/croissant.json", "/dataset.jsonld"] {
        let here = app.with(path, &[("host", "127.0.0.1:8080")]).await;
        assert!(here.body.contains("\"contentUrl\": \"http://127.0.0.1:8080/trade.csv\""), "{}", here.body);
        let there = app.with(path, &[("host", "facts.example.org")]).await;
        assert!(there.body.contains("http://facts.example.org/trade.csv"), "{}", there.body);
        assert_ne!(here.header("etag"), there.header("etag"), "{path}");
        let forged = app.with(path, &[("host", "example.org/\"?")]).await;
        assert!(forged.body.contains("\"contentUrl\": \"/trade.csv\""), "{}", forged.body);
    }
}
