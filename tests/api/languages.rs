//! Titles and labels in the four languages.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value as Json;
use sinolac::data::{LANGUAGES, labels};
use sinolac::kinds::served;
use sinolac::model::{Kind, Type};

use crate::helpers::{TestApp, text};

#[tokio::test]
async fn a_title_comes_in_the_language_asked_for_and_everything_else_stays() {
    let app = TestApp::new().await;
    let title = |row: &Json| text(&row["title"]);
    for (language, expected) in [
        ("en", "Trade between China and Latin America in 2018"),
        ("es", "Comercio entre China y América Latina en 2018"),
        ("pt", "Comércio entre a China e a América Latina em 2018"),
        ("ZH", "2018年中国与拉美贸易额"),
    ] {
        let item = app.get(&format!("/trade/trade-2018-total?lang={language}")).await.json()["data"].clone();
        assert_eq!(title(&item), expected, "{language}");
        let mut row = app.get(&format!("/facts?id=trade-2018-total&lang={language}")).await.json()["data"][0].clone();
        assert_eq!(title(&row), expected, "{language}");
        let mut english = app.get("/facts?id=trade-2018-total").await.json()["data"][0].clone();
        row["title"] = Json::Null;
        english["title"] = Json::Null;
        assert_eq!(row, english, "{language}");
        let csv = app.get(&format!("/trade.csv?id=trade-2018-total&fields=title&lang={language}")).await.body;
        assert_eq!(csv, format!("title\r\n{expected}\r\n"));
    }
}

#[tokio::test]
async fn english_is_the_normal_form_without_a_language_and_another_language_another_answer() {
    let app = TestApp::new().await;
    let this = |answer: Json| text(&answer["links"]["self"]);
    assert_eq!(this(app.get("/trade?lang=en&limit=1").await.json()), "/trade?limit=1");
    assert_eq!(this(app.get("/trade?lang=es&limit=1").await.json()), "/trade?lang=es&limit=1");
    assert_eq!(this(app.get("/trade/trade-2018-total?lang=pt").await.json()), "/trade/trade-2018-total?lang=pt");
    let tag = |answer: crate::helpers::Answer| answer.header("etag").to_owned();
    assert_ne!(tag(app.get("/trade?lang=es").await), tag(app.get("/trade?lang=pt").await));
    for path in
        ["/trade?lang=fr", "/trade/trade-2018-total?lang=fr", "/kinds?lang=fr", "/trade/trade-2018-total?year=2018"]
    {
        assert_eq!(app.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let said = app.get("/trade?lang=fr").await.json()["errors"][0].clone();
    assert_eq!(said["allowed"], serde_json::json!(LANGUAGES));
}

#[tokio::test]
async fn every_fact_is_found_by_words_of_its_title_in_each_language() {
    let app = TestApp::new().await;
    for (words, id) in [
        ("\"libre comercio\" Nicaragua", "agreement-nicaragua-free-trade"),
        ("\"livre comércio\" Nicarágua", "agreement-nicaragua-free-trade"),
        ("自由贸易协定 尼加拉瓜", "agreement-nicaragua-free-trade"),
        ("习近平 访问 巴西", "visit-2014-xi-jinping-brazil"),
        ("ferrocarril Belgrano", "project-belgrano-cargas"),
    ] {
        let words: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        let found = app.get(&format!("/facts?q={words}&limit=5")).await.ids();
        assert!(found.contains(&id.to_owned()), "{words}: {found:?}");
    }
}

#[test]
fn labels_are_complete_in_every_language_and_name_nothing_that_is_not_there() {
    let kinds: BTreeSet<&str> = served().map(|kind| kind.name).collect();
    let columns: BTreeSet<&str> = served().flat_map(Kind::shown).map(|column| column.name).collect();
    let words = served().flat_map(Kind::columns).filter_map(|column| match column.ty {
        Type::Choice(choices) => Some(choices.iter().map(move |choice| (column.name, *choice))),
        _ => None,
    });
    let words: BTreeSet<(&str, &str)> = words.flatten().collect();
    for language in LANGUAGES {
        let labels = labels(language);
        assert_eq!(labels.kinds.keys().map(String::as_str).collect::<BTreeSet<_>>(), kinds, "{language}");
        assert_eq!(labels.columns.keys().map(String::as_str).collect::<BTreeSet<_>>(), columns, "{language}");
        let told = labels
            .choices
            .iter()
            .flat_map(|(column, words)| words.keys().map(move |word| (column.as_str(), word.as_str())));
        assert_eq!(told.collect::<BTreeSet<_>>(), words, "{language}");
    }
}

#[tokio::test]
async fn kinds_tell_what_things_are_called() {
    let app = TestApp::new().await;
    let kinds = app.get("/kinds?lang=zh").await.json()["data"].clone();
    let trade = kinds.as_array().unwrap().iter().find(|kind| kind["name"] == "trade").unwrap().clone();
    assert_eq!(trade["label"], "贸易");
    let flow = trade["columns"].as_array().unwrap().iter().find(|column| column["name"] == "flow").unwrap().clone();
    assert_eq!(flow["choice_labels"].as_array().unwrap().len(), flow["choices"].as_array().unwrap().len());
    assert!(app.get("/kinds").await.json()["data"][0]["label"].is_string());
}
