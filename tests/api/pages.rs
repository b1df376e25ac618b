//! Pages for people: every answer has one, in every language, sound and small, and programs never get one unasked.

use axum::http::StatusCode;

use crate::helpers::{Answer, TestApp, text};

/// What browsers send.
pub const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
const HTML: &str = "text/html; charset=utf-8";
/// Elements without an end.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "img", "source"];

/// A page, which is sound.
pub async fn page(app: &TestApp, path: &str) -> Answer {
    let answer = app.with(path, &[BROWSER]).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, HTML), "{path}: {}", answer.body);
    assert_sound(path, &answer.body);
    answer
}

/// Every tag is closed in its order, every attribute is quoted, no id is there twice, nothing is styled or run in place.
fn assert_sound(path: &str, html: &str) {
    let (mut open, mut ids) = (Vec::new(), std::collections::BTreeSet::new());
    assert!(html.starts_with("<!doctype html>"), "{path}");
    let mut rest = &html["<!doctype html>".len()..];
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>'), "{path}: a bare > in {}", &rest[..start]);
        let end = start + rest[start..].find('>').unwrap_or_else(|| panic!("{path}: a tag without an end"));
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{path}: </{name}> before {}", &rest[..rest.len().min(80)]);
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "{path}: <{tag}>");
        for banned in [" style=", " onclick=", " onload=", "javascript:"] {
            assert!(!tag.contains(banned), "{path}: <{tag}>");
        }
        if let Some((_, id)) = tag.split_once(" id=\"") {
            let id = id.split('"').next().unwrap();
            assert!(ids.insert(id.to_owned()), "{path}: {id} is there twice");
        }
        if name == "p" {
            let inside = rest.split("</p>").next().unwrap();
            for block in ["<div", "<ul", "<p", "<details", "<table", "<section"] {
                assert!(!inside.contains(block), "{path}: {block} in a paragraph: {inside}");
            }
        }
        if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{path}: not closed: {open:?}");
}

#[tokio::test]
async fn every_list_and_the_first_of_its_rows_have_a_page_in_every_language() {
    let app = TestApp::new().await;
    for list in app.lists().await {
        let first = text(&app.get(&format!("{list}?limit=1")).await.json()["data"][0]["id"]);
        for language in ["en", "es", "pt", "zh"] {
            for path in [format!("{list}?lang={language}"), format!("{list}/{first}?lang={language}")] {
                let page = page(&app, &path).await;
                let tongue = if language == "zh" { "zh-Hans" } else { language };
                assert!(page.body.contains(&format!("<html lang=\"{tongue}\">")), "{path}");
            }
        }
    }
    for language in ["en", "es", "pt", "zh"] {
        page(&app, &format!("/?lang={language}")).await;
    }
}

#[tokio::test]
async fn every_row_has_a_page_that_names_it() {
    let app = TestApp::new().await;
    for fact in app.all("/facts?limit=1000&basis=stated,inferred,derived&fields=id,title").await {
        let page = page(&app, &format!("/facts/{}", text(&fact["id"]))).await;
        let title = text(&fact["title"]).replace('&', "&#38;").replace('\'', "&#39;").replace('"', "&#34;");
        assert!(page.body.contains(&format!("<h1>{title}</h1>")), "{fact}: {}", page.body);
    }
}

#[tokio::test]
async fn programs_get_no_page_unless_they_ask_for_one() {
    let app = TestApp::new().await;
    for path in ["/", "/trade", "/trade/trade-2018-total", "/trade?yaer=1", "/nothing"] {
        for accept in ["*/*", "application/json", "application/json, text/html;q=0.5", "application/*, */*;q=0.1"] {
            let answer = app.with(path, &[("accept", accept)]).await;
            assert!(answer.header("content-type").contains("json"), "{path} {accept}");
        }
        assert!(app.get(path).await.header("content-type").contains("json"), "{path}");
        let page = app.with(path, &[BROWSER]).await;
        assert_eq!(page.header("content-type"), HTML, "{path}");
        for answer in [app.get(path).await, page] {
            assert!(answer.header("vary").starts_with("Accept"), "{path}: {}", answer.header("vary"));
        }
    }
    for path in ["/index.html", "/trade.html?year=2018", "/trade/trade-2018-total.html"] {
        assert_eq!(app.get(path).await.header("content-type"), HTML, "{path}");
    }
    for path in ["/trade.json?year=2018", "/trade/trade-2018-total.json"] {
        let json = app.with(path, &[BROWSER]).await;
        assert_eq!(json.header("content-type"), "application/json", "a page leads to {path}");
    }
}

#[tokio::test]
async fn a_page_shows_the_rows_of_its_own_address_in_their_order() {
    let app = TestApp::new().await;
    for query in
        ["year=2018", "sort=-value&limit=5", "q=mexico", "country=BRA&sort=title", "flow=exports&measure=value,growth"]
    {
        let path = format!("/trade?{query}");
        let rows = app.get(&path).await;
        let page = page(&app, &path).await;
        let table = page.body.split("<table class=\"rows\">").nth(1).unwrap_or_default();
        let places: Vec<_> = rows.ids().iter().map(|id| table.find(&format!("href=\"/trade/{id}\""))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{path}: {places:?}");
        let next = rows.json()["links"]["next"].as_str().map(|next| next.replace('&', "&#38;"));
        assert_eq!(next.is_some(), page.body.contains("rel=\"next\""), "{path}");
        assert!(next.is_none_or(|next| page.body.contains(&next)), "{path}");
    }
}

#[tokio::test]
async fn a_form_without_a_script_leads_to_the_address_it_means() {
    let app = TestApp::new().await;
    for (asked, meant) in [
        ("/trade?flow=exports&flow=imports&q=&from=", "/trade?flow=exports,imports"),
        ("/trade?q=", "/trade"),
        ("/trade?from=2015&to=&year=2018", "/trade?from=2015&year=2018"),
    ] {
        let answer = app.with(asked, &[BROWSER]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, meant), "{asked}");
        assert_eq!(app.get(asked).await.status, StatusCode::BAD_REQUEST, "programs are told: {asked}");
    }
}

#[tokio::test]
async fn what_was_asked_is_shown_as_text_whatever_it_is() {
    let app = TestApp::new().await;
    let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src=x%20onerror=alert(1)%3E'";
    for path in [
        format!("/trade?q={hostile}"),
        format!("/trade?product={hostile}"),
        format!("/trade?{hostile}=1"),
        format!("/trade/{hostile}"),
        format!("/{hostile}"),
        format!("/facts?q={hostile}&fields=title,snippet"),
        format!("/?{hostile}={hostile}"),
    ] {
        let answer = app.with(&path, &[BROWSER]).await;
        assert_eq!(answer.header("content-type"), HTML, "{path}");
        assert!(!answer.body.contains("<script>") && !answer.body.contains("<img"), "{path}: {}", answer.body);
        assert_sound(&path, &answer.body);
    }
}

#[tokio::test]
async fn pages_run_and_load_only_what_is_their_own() {
    let app = TestApp::new().await;
    for path in ["/", "/trade", "/trade/trade-2018-total", "/trade?yaer=1"] {
        let answer = app.with(path, &[BROWSER]).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"),
            "{policy}"
        );
        for attribute in ["src=\"", "rel=\"stylesheet\" href=\""] {
            for found in answer.body.split(attribute).skip(1) {
                let file = found.split('"').next().unwrap();
                assert!(file.starts_with('/'), "{path}: {file}");
                let asset = app.get(file).await;
                assert_eq!(asset.status, StatusCode::OK, "{file}");
                assert!(file.contains(".svg") || asset.header("cache-control").contains("immutable"), "{file}");
            }
        }
    }
}

#[tokio::test]
async fn pages_are_small_with_all_that_they_load() {
    let app = TestApp::new().await;
    let zipped = [BROWSER, ("accept-encoding", "br")];
    for (path, most) in [
        ("/", 100_000),
        ("/facts", 60_000),
        ("/trade", 60_000),
        ("/trade/trade-2018-total", 40_000),
        ("/countries/BRA", 60_000),
    ] {
        let plain = app.with(path, &[BROWSER]).await.body;
        let mut bytes = app.with(path, &zipped).await.bytes.len();
        for attribute in ["src=\"", "rel=\"stylesheet\" href=\""] {
            for found in plain.split(attribute).skip(1) {
                bytes += app.with(found.split('"').next().unwrap(), &zipped).await.bytes.len();
            }
        }
        assert!(bytes < most, "{path}: {bytes}");
    }
}

#[tokio::test]
async fn a_page_is_told_from_its_other_languages_and_from_its_json_by_its_tag() {
    let app = TestApp::new().await;
    let tag = |answer: Answer| answer.header("etag").to_owned();
    for path in ["/", "/trade", "/trade/trade-2018-total"] {
        let english = tag(app.with(path, &[BROWSER]).await);
        let spanish = tag(app.with(path, &[BROWSER, ("accept-language", "es-MX,es;q=0.9")]).await);
        let asked = tag(app.with(&format!("{path}?lang=es"), &[BROWSER]).await);
        let json = tag(app.get(path).await);
        let all = std::collections::BTreeSet::from([&english, &spanish, &asked, &json]);
        assert_eq!(all.len(), 4, "{path}: {all:?}");
        let again = app.with(path, &[BROWSER, ("if-none-match", &english)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.header("vary").contains("Accept-Language"), "{path}");
    }
}

#[tokio::test]
async fn a_problem_is_a_page_with_an_address_that_works() {
    let app = TestApp::new().await;
    for (path, status, works) in [
        ("/trade?yaer=2018", StatusCode::BAD_REQUEST, "/trade?year=2018"),
        ("/trades", StatusCode::PERMANENT_REDIRECT, ""),
        ("/tarde", StatusCode::NOT_FOUND, "/trade"),
        ("/trade/nothing-here", StatusCode::NOT_FOUND, "/trade"),
    ] {
        let answer = app.with(path, &[BROWSER]).await;
        assert_eq!(answer.status, status, "{path}");
        if status != StatusCode::PERMANENT_REDIRECT {
            assert_eq!(answer.header("content-type"), HTML, "{path}");
            assert!(answer.body.contains(&format!("href=\"{works}\"")), "{path}: {}", answer.body);
            assert_sound(path, &answer.body);
        }
    }
    assert!(app.with("/trade.csv?yaer=1", &[BROWSER]).await.header("content-type").contains("problem+json"));
}

#[tokio::test]
async fn an_empty_list_says_what_finds_some() {
    let app = TestApp::new().await;
    let answer = page(&app, "/trade?year=2018&flow=exports&measure=rank").await;
    let hint = app.get("/trade?year=2018&flow=exports&measure=rank").await.json()["meta"]["hints"][0]["try"].clone();
    let address = text(&hint).replace('&', "&#38;");
    assert!(answer.body.contains(&format!("href=\"{address}\"")), "{address}: {}", answer.body);
}
