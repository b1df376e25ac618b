//! What lists and single items look like.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::helpers::TestApp;

#[tokio::test]
async fn trade_of_2018_has_three_values_and_three_growth_rates_for_the_region() {
    let app = TestApp::new().await;
    let answer = app.get("/trade?year=2018&partner=LAC&measure=value,growth").await.json();
    let mut figures: Vec<_> =
        answer["data"].as_array().unwrap().iter().map(|row| (row["id"].clone(), row["value"].clone())).collect();
    figures.sort_by_key(|(id, _)| id.to_string());
    assert_eq!(
        json!(figures),
        json!([
            ["trade-2018-exports", 148_790_000_000_i64],
            ["trade-2018-exports-growth", 13.7],
            ["trade-2018-imports", 158_610_000_000_i64],
            ["trade-2018-imports-growth", 24.1],
            ["trade-2018-total", 307_400_000_000_i64],
            ["trade-2018-total-growth", 18.9],
        ])
    );
}

#[tokio::test]
async fn a_list_has_data_meta_and_links() {
    let app = TestApp::new().await;
    let answer = app.get("/trade?year=2018&limit=2").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let json = answer.json();
    assert_eq!(json["data"].as_array().unwrap().len(), 2);
    assert_eq!(
        json["meta"],
        json!({ "total": 9, "limit": 2, "dataset_version": app.dataset.manifest.version, "license": "CC-BY-4.0" })
    );
    assert_eq!(json["links"]["self"], "/trade?year=2018&limit=2");
    let next = json["links"]["next"].as_str().unwrap();
    assert!(answer.header("link").starts_with(&format!("<{next}>; rel=\"next\", ")), "{}", answer.header("link"));
}

#[tokio::test]
async fn the_last_page_has_no_next() {
    let app = TestApp::new().await;
    let answer = app.get("/sources").await;
    assert!(answer.json()["links"]["next"].is_null());
    assert!(
        answer.header("link").starts_with("</cite?url=%2Fsources>; rel=\"cite-as\", "),
        "{}",
        answer.header("link")
    );
    assert!(!answer.header("link").contains("next"), "{}", answer.header("link"));
}

#[tokio::test]
async fn a_fact_shows_every_column_and_its_evidence() {
    let app = TestApp::new().await;
    let answer = app.get("/trade/trade-2019-jan-nov-imports").await.json();
    assert_eq!(
        answer["data"],
        json!({
            "id": "trade-2019-jan-nov-imports",
            "kind": "trade",
            "title": "China's imports from Latin America from January to November 2019",
            "start": "2019-01-01",
            "end": "2019-11-30",
            "date": "2019-01/2019-11",
            "countries": [],
            "organizations": [],
            "people": [],
            "topic": "trade",
            "basis": "inferred",
            "note": "Scanning error repaired: the text prints '$15O.35 billion' with a letter O for the zero; the check \
                     `parts_make_total` proves it, 136.48 + 150.35 = 286.83.",
            "evidence": [
                {
                    "source": "cedpr-2020",
                    "paragraph": 8,
                    "quote": "imports rose by 3.4 percent to $15O.35 billion",
                    "occurrence": 1,
                    "start": 4707,
                    "end": 4753,
                    "url": "https://www.cedpr.org/research/globalization/02312002-2#:~:text=\
                            imports%20rose%20by%203.4%20percent%20to%20%2415O.35%20billion",
                },
                {
                    "source": "cedpr-2020",
                    "paragraph": 8,
                    "quote": "In the first eleven months of 2019",
                    "occurrence": 1,
                    "start": 4501,
                    "end": 4535,
                    "url": "https://www.cedpr.org/research/globalization/02312002-2#:~:text=\
                            In%20the%20first%20eleven%20months%20of%202019",
                },
            ],
            "derived_from": [],
            "rule": null,
            "related": [{
                "relation": "part_of",
                "fact": "trade-2019-jan-nov-total",
                "note": "Exports and imports make up the total of January to November 2019.",
                "known_since": "2020-12-31",
            }],
            "known_since": "2020-12-31",
            "value": 150_350_000_000_i64,
            "value_low": 150_345_000_000_i64,
            "value_high": 150_355_000_000_i64,
            "unit": "USD",
            "qualifier": "exact",
            "attributed_to": null,
            "printed_as": "$15O.35 billion",
            "proven_by": "parts_make_total",
            "flow": "imports",
            "measure": "value",
            "product": null,
            "partner": "LAC",
            "subject": null,
            "among": null,
            "share_of": null,
            "year": 2019,
            "period": "months",
            "date_basis": "stated",
            "scope": "bilateral",
            "sources": ["cedpr-2020"],
        })
    );
    assert_eq!(answer["links"]["self"], "/trade/trade-2019-jan-nov-imports");
}

#[tokio::test]
async fn facts_are_those_of_all_kinds_latest_first_undated_last() {
    let app = TestApp::new().await;
    let rows = app.all("/facts?limit=1000").await;
    assert_eq!(rows.len(), app.stated());
    let starts: Vec<Option<&str>> = rows.iter().map(|row| row["start"].as_str()).collect();
    let dated = starts.iter().take_while(|start| start.is_some()).count();
    assert!(starts[..dated].is_sorted_by(|earlier, later| earlier >= later));
    assert!(starts[dated..].iter().all(Option::is_none));
}

#[tokio::test]
async fn a_country_goes_by_either_code_in_any_case() {
    let app = TestApp::new().await;
    for path in ["/countries/BRA", "/countries/bra", "/countries/br"] {
        assert_eq!(app.get(path).await.json()["data"]["name_pt"], "Brasil", "{path}");
    }
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    let app = TestApp::new().await;
    for path in ["/trade?year=2018", "/trade/trade-2018-total", "/trade.csv", "/kinds"] {
        let (get, head) = (app.get(path).await, app.send(Method::HEAD, path).await);
        assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}
