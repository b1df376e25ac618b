//! Requests: paths with query strings, cursors, words to find, `Accept`, `Range`.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, header};
use http_body_util::BodyExt;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sinolac::check;
use sinolac::data::Folder;
use sinolac::http::{Service, service};
use sinolac::store::{self, Store};
use tower::ServiceExt;

use crate::dice::Dice;
use crate::mutate::changed;
use crate::{corpus, seeds};

/// What cannot stand in an address at all; all else goes as it is.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'#')
    .add(b'\\')
    .add(b'^')
    .add(b'|');

async fn app() -> Service {
    let checked = check::load(&Folder::Directory("tests/fixtures/data".into())).unwrap();
    service(Store::in_memory(store::bytes(std::sync::Arc::new(checked)).await.unwrap()).await.unwrap())
}

/// Ask, read the answer to its end, and judge it.
async fn ask(app: &Service, path: &str, header: Option<(HeaderName, &str)>, seed: u64) -> u16 {
    let path: String = utf8_percent_encode(path, ESCAPED).collect();
    let mut request = Request::builder().uri(&path);
    if let Some((name, value)) = &header
        && let Ok(value) = HeaderValue::from_bytes(value.as_bytes())
    {
        request = request.header(name, value);
    }
    // What hyper takes for no address never comes to us.
    let Ok(request) = request.body(Body::empty()) else { return 400 };
    let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let told = || format!("seed {seed}: {path} {header:?}: {}", parts.status);
    assert!(parts.status.as_u16() < 500, "{}", told());
    let bytes = body.collect().await.unwrap_or_else(|error| panic!("{}: {error}", told())).to_bytes();
    let is_json = |media: &HeaderValue| media.to_str().unwrap().replace("x-ndjson", "").contains("json");
    let is_whole =
        [header::CONTENT_RANGE, header::CONTENT_ENCODING].iter().all(|name| !parts.headers.contains_key(name));
    if is_whole && !bytes.is_empty() && parts.headers.get(header::CONTENT_TYPE).is_some_and(is_json) {
        assert!(serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(), "{}", told());
    }
    parts.status.as_u16()
}

/// Ask for each line of a corpus as it is, then for those of all seeds.
async fn all(name: &str, paths: &[&str], header: Option<HeaderName>, least: &[u16]) {
    let (app, texts) = (app().await, corpus(name));
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let path = |path: &str, text: &str| if header.is_none() { format!("{path}{text}") } else { path.to_owned() };
    for text in &texts {
        for of in paths {
            *statuses
                .entry(ask(&app, &path(of, text), header.clone().map(|name| (name, text.as_str())), 0).await)
                .or_default() += 1;
        }
    }
    for seed in seeds(1500) {
        let mut dice = Dice(seed);
        let (text, of) = (changed(&mut dice, &texts), *dice.one(paths));
        let status = ask(&app, &path(of, &text), header.clone().map(|name| (name, text.as_str())), seed).await;
        *statuses.entry(status).or_default() += 1;
    }
    eprintln!("{name}: {statuses:?}");
    assert!(least.iter().all(|status| statuses.contains_key(status)), "{name}: too little happens: {statuses:?}");
}

#[tokio::test]
async fn addresses_drawn_by_chance_are_answered_or_refused() {
    all("address", &[""], None, &[200, 400, 404]).await;
}

#[tokio::test]
async fn query_strings_drawn_by_chance_are_answered_or_refused() {
    let paths = [
        "/trade?",
        "/facts?",
        "/countries?",
        "/trade.csv?",
        "/facts.geojson?",
        "/facts/groups?by=country&",
        "/trade/series?",
        "/trade/series.svg?",
        "/trade/total?",
        "/facts.html?",
        "/trade.md?",
        "/changes?",
        "/relations?",
        "/statements.ndjson?",
        "/trade.parquet?",
        "/trade.xlsx?",
        "/cite?url=/facts&",
    ];
    all("query", &paths, None, &[200, 400]).await;
}

#[tokio::test]
async fn cursors_drawn_by_chance_are_refused() {
    all("cursor", &["/facts?limit=1&cursor=", "/trade?cursor=", "/facts/groups?by=kind&cursor="], None, &[400]).await;
}

#[tokio::test]
async fn words_drawn_by_chance_are_found_or_not() {
    let paths = [
        "/facts?q=",
        "/facts.csv?fields=id,snippet&q=",
        "/countries?q=",
        "/check?claim=",
        "/facts/groups?by=kind&q=",
        "/reconcile/suggest/entity?prefix=",
    ];
    all("q", &paths, None, &[200, 400]).await;
}

/// The words of a language's lexicon, with what claims have beside them.
fn claim_words(language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(format!("src/claim/words/{language}.toml")).unwrap();
    let senses = text.split("[synonyms]").next().unwrap();
    let words = senses.split('"').skip(1).step_by(2).map(str::to_owned);
    let others =
        ["$307.4 billion", "18.9%", "44", "-3", "2018", "Brazil", "Xi Jinping", "ECLAC", ",", ".", "'s", "soybean"];
    words.chain(others.map(str::to_owned)).collect()
}

#[tokio::test]
async fn claims_of_words_drawn_by_chance_are_judged() {
    let app = app().await;
    for language in ["en", "es", "pt", "zh"] {
        let words = claim_words(language);
        let between = if language == "zh" { "" } else { " " };
        for seed in seeds(500) {
            let mut dice = Dice(seed);
            let drawn: Vec<&str> = (0..4 + dice.below(12)).map(|_| dice.one(&words).as_str()).collect();
            let claim = utf8_percent_encode(&drawn.join(between), percent_encoding::NON_ALPHANUMERIC).to_string();
            assert_eq!(ask(&app, &format!("/check?claim={claim}"), None, seed).await, 200, "seed {seed} in {language}");
        }
    }
}

#[tokio::test]
async fn what_clients_accept_drawn_by_chance_is_sent_or_not() {
    let paths = ["/trade", "/facts/groups?by=kind", "/facts", "/trade/series", "/countries"];
    all("accept", &paths, Some(header::ACCEPT), &[200, 406]).await;
    all("accept", &["/facts"], Some(header::ACCEPT_LANGUAGE), &[200]).await;
    all("accept", &["/facts"], Some(header::ACCEPT_ENCODING), &[200]).await;
}

#[tokio::test]
async fn parts_drawn_by_chance_are_cut_or_not() {
    let paths = ["/trade", "/facts.csv", "/facts.parquet", "/dataset.db", "/trade.xlsx"];
    all("range", &paths, Some(header::RANGE), &[200, 206, 416]).await;
    all("range", &["/trade"], Some(header::IF_NONE_MATCH), &[200]).await;
}
