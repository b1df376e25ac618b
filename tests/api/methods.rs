//! What may be asked of every path, what is said to the rest, and which refusals may be kept.

use axum::http::{Method, StatusCode};
use serde_json::Value as Json;

use crate::helpers::{TestApp, text};

/// Every path of the contract, with an id where it wants one.
async fn paths(app: &TestApp) -> Vec<String> {
    let contract: Json = app.get("/openapi.json").await.json();
    let mut paths = Vec::new();
    let formats = contract["components"]["schemas"]["Format"]["enum"].as_array().unwrap();
    for (path, _) in contract["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object()) {
        if let Some(list) = path.strip_suffix(".{format}") {
            paths.extend(formats.iter().map(|format| format!("{list}.{}", text(format))));
            continue;
        }
        match path.strip_suffix("/{id}") {
            Some(list) => {
                let id = text(&app.get(&format!("{list}?limit=1")).await.json()["data"][0]["id"]);
                paths.push(format!("{list}/{id}"));
            }
            None if path == "/facts/{id}.jsonld" => paths.push("/facts/trade-2018-total.jsonld".to_owned()),
            None if path == "/check" => paths.push(format!("{path}?claim=nothing")),
            None if path.starts_with("/cite") || path == "/linkset" => paths.push(format!("{path}?url=/trade")),
            None if path.ends_with("/groups") => {
                let by = text(
                    &contract["components"]["parameters"][format!("{}_by", &path[1..path.len() - 7])]["example"][0],
                );
                paths.extend(["", ".csv", ".ndjson"].map(|ending| format!("{path}{ending}?by={by}")));
            }
            // Of all rows at once there may be no total; of what the problem tells there is one.
            None if path.ends_with("/total") => {
                let refused: Json = app.get(path).await.json();
                paths.push(refused["try"].as_str().unwrap_or(path).to_owned());
            }
            None => paths.push(path.replace("{what}", "entity")),
        }
    }
    assert!(paths.len() > 200, "{}", paths.len());
    paths
}

#[tokio::test]
async fn every_path_answers_get_head_and_options_and_names_them_to_other_methods() {
    let app = TestApp::new().await;
    for path in paths(&app).await {
        let head = app.send(Method::HEAD, &path).await;
        assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0), "HEAD {path}");
        let options = app.send(Method::OPTIONS, &path).await;
        // A batch of names may stand in a body.
        let posts = path == "/reconcile";
        let allowed = if posts { "GET, HEAD, POST, OPTIONS" } else { "GET, HEAD, OPTIONS" };
        assert_eq!((options.status, options.header("allow")), (StatusCode::NO_CONTENT, allowed), "{path}");
        let refused = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::TRACE];
        for method in refused.into_iter().filter(|method| !posts || *method != Method::POST) {
            let answer = app.send(method.clone(), &path).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
            for allowed in ["GET", "HEAD", "OPTIONS"] {
                assert!(answer.header("allow").contains(allowed), "{method} {path}: {}", answer.header("allow"));
            }
        }
    }
}

#[tokio::test]
async fn head_has_the_headers_of_get() {
    let app = TestApp::new().await;
    for path in paths(&app).await.into_iter().filter(|path| path.contains("trade") || path.contains("dataset")) {
        let (get, head) = (app.get(&path).await, app.send(Method::HEAD, &path).await);
        let length = get.bytes.len().to_string();
        assert_eq!(head.header("content-length"), length, "{path}");
        for (name, value) in &get.headers {
            assert_eq!(head.headers.get(name), Some(value), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn a_browser_may_ask_first_on_every_path_and_on_none_that_is_not_there() {
    let app = TestApp::new().await;
    let options = app.send(Method::OPTIONS, "/nothing").await;
    assert_eq!(options.status, StatusCode::NOT_FOUND);
    assert_eq!(options.header("access-control-allow-origin"), "*");
    let preflight = app.send(Method::OPTIONS, "/facts.parquet").await;
    assert_eq!(preflight.header("access-control-max-age"), "86400");
    assert!(!preflight.headers.contains_key("access-control-allow-credentials"));
}

#[tokio::test]
async fn a_script_of_another_site_may_read_every_header_it_is_sent_that_helps_it() {
    let app = TestApp::new().await;
    let always = ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified"];
    let ours = ["x-content-type-options", "referrer-policy", "content-security-policy", "cross-origin-resource-policy"];
    for path in ["/trade.csv", "/trade?limit=1", "/dataset.db"] {
        let answer = app.get(path).await;
        let exposed = answer.header("access-control-expose-headers").to_ascii_lowercase();
        for name in answer.headers.keys().map(axum::http::HeaderName::as_str) {
            let free = always.contains(&name) || ours.contains(&name) || name.starts_with("access-control");
            assert!(free || exposed.split(", ").any(|exposed| exposed == name), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn a_refusal_that_hangs_on_headers_is_kept_by_no_cache() {
    let app = TestApp::new().await;
    for (path, header, status, cache) in [
        ("/trade", ("accept", "image/png"), StatusCode::NOT_ACCEPTABLE, "no-store"),
        ("/trade/trade-2018-total", ("accept", "text/csv"), StatusCode::NOT_ACCEPTABLE, "no-store"),
        ("/trade.csv", ("range", "bytes=99999999-"), StatusCode::RANGE_NOT_SATISFIABLE, "no-store"),
        ("/trade?yaer=1", ("accept", "*/*"), StatusCode::BAD_REQUEST, "public, max-age=60"),
        ("/nothing", ("accept", "*/*"), StatusCode::NOT_FOUND, "public, max-age=60"),
    ] {
        let answer = app.with(path, &[header]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (status, cache), "{path} {header:?}");
    }
    assert_eq!(app.send(Method::POST, "/trade").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn errors_are_problems_whatever_the_client_accepts_and_however_it_is_asked() {
    let app = TestApp::new().await;
    for path in [
        "/trade.csv?yaer=1",
        "/trade.parquet?yaer=1",
        "/trade.xlsx?limit=0",
        "/nothing.csv",
        "/cite.bib",
        "/dataset?x=1",
    ] {
        for accept in ["text/csv", "application/json", "*/*"] {
            let answer = app.with(path, &[("accept", accept), ("accept-encoding", "gzip")]).await;
            assert!(answer.status.is_client_error(), "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path} {accept}");
            assert_eq!(answer.json()["status"], answer.status.as_u16(), "{path} {accept}");
        }
    }
}

#[tokio::test]
async fn the_weights_of_accept_decide_and_a_refused_format_is_not_sent() {
    let app = TestApp::new().await;
    for (accept, media) in [
        ("application/json;q=0.1, application/geo+json;q=0.2", "application/geo+json"),
        ("*/*;q=0.1, application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("application/*, application/json;q=0", "application/x-ndjson"),
        ("application/json;Q=0.1, text/csv;q=0.3", "text/csv; charset=utf-8; header=present"),
        ("text/csv;q=0, */*", "application/json"),
    ] {
        assert_eq!(app.with("/trade", &[("accept", accept)]).await.header("content-type"), media, "{accept}");
    }
    for accept in ["*/*;q=0", "text/csv;q=0", "application/xhtml+xml, image/*"] {
        let answer = app.with("/trade", &[("accept", accept)]).await;
        assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE, "{accept}");
        for offered in ["application/json", "text/csv", "application/x-ndjson", "geo+json", "parquet", "spreadsheetml"]
        {
            assert!(text(&answer.json()["detail"]).contains(offered), "{offered}: {}", answer.body);
        }
    }
}
