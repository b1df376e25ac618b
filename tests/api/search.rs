//! Full text, groups and facets, some columns only.

use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, ids, text};

#[tokio::test]
async fn words_are_found_whatever_their_accents_and_case_and_the_last_may_be_a_beginning() {
    let app = TestApp::new().await;
    for q in ["barcena", "B%C3%A1rcena", "BARCENA", "barc", "alicia%20barc"] {
        let found = app.all(&format!("/people?q={q}")).await;
        assert_eq!(ids(&found), ["alicia-barcena"], "{q}");
    }
    assert_eq!(
        app.get("/people?q=barc%20alicia").await.json()["meta"]["total"],
        0,
        "only the last word may be a beginning"
    );
}

#[tokio::test]
async fn a_phrase_is_found_as_a_phrase() {
    let app = TestApp::new().await;
    let found = async |q: &str| app.get(&format!("/facts?q={q}")).await.json()["meta"]["total"].as_i64().unwrap();
    assert!(found("%22free%20trade%22").await > 0);
    assert_eq!(found("%22trade%20free%22").await, 0);
    assert!(found("trade%20free%20").await > 0, "words may stand in any order");
}

#[tokio::test]
async fn a_fact_is_found_by_the_names_of_what_it_refers_to_in_any_language() {
    let app = TestApp::new().await;
    let visit = "visit-2015-li-keqiang-brazil".to_owned();
    for q in ["Brasil", "%E5%B7%B4%E8%A5%BF", "Li%20Keqiang"] {
        assert!(app.get(&format!("/visits?q={q}")).await.ids().contains(&visit), "{q}");
    }
}

#[tokio::test]
async fn the_best_match_comes_first_unless_another_order_is_asked_for() {
    let app = TestApp::new().await;
    let found = app.all("/facts?q=chancay&limit=1").await;
    assert_eq!(found[0]["id"], "project-chancay-port");
    let sorted = app.all("/trade?q=trade&sort=-value&limit=7").await;
    let values: Vec<f64> = sorted.iter().map(|row| row["value"].as_f64().unwrap()).collect();
    assert!(values.is_sorted_by(|a, b| a >= b));
}

#[tokio::test]
async fn ranked_pages_give_every_match_once() {
    let app = TestApp::new().await;
    for q in ["china", "trade%20latin", "a"] {
        let mut whole = ids(&app.all(&format!("/facts?q={q}&limit=1000")).await);
        let mut paged = ids(&app.all(&format!("/facts?q={q}&limit=7")).await);
        assert_eq!(whole, paged, "{q}: the same order");
        whole.sort();
        paged.dedup();
        assert_eq!(whole.len(), paged.len(), "{q}");
    }
}

#[tokio::test]
async fn nothing_that_a_user_types_is_an_error_or_syntax() {
    let app = TestApp::new().await;
    for typed in [
        "\"",
        "a\"b",
        "NOT",
        "x OR",
        "(",
        "col:x",
        "-",
        "*",
        "^a",
        "NEAR(a b)",
        "'; --",
        "\u{0}",
        "%",
        "\\",
        "日本",
        "a+b",
        "{}",
    ] {
        let q: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let answer = app.get(&format!("/facts?q={q}")).await;
        assert_eq!(answer.status, 200, "{typed:?}: {}", answer.body);
    }
    let either = app.get("/facts?q=peru%20OR%20chile").await.json()["meta"]["total"].clone();
    assert_eq!(either, 0, "OR is a word like any other");
}

#[tokio::test]
async fn a_snippet_shows_the_words_that_were_found() {
    let app = TestApp::new().await;
    let rows = app.get("/projects?q=chancay&fields=id,snippet").await.json()["data"].clone();
    let marked = "Port of <mark>Chancay</mark> in Peru is inaugurated, a new link between Asia and Latin America by land and sea";
    assert_eq!(rows, json!([{ "id": "project-chancay-port", "snippet": marked }]));
    let without = app.get("/projects?fields=snippet&limit=1").await.json()["data"].clone();
    assert_eq!(without, json!([{ "snippet": null }]));
}

#[tokio::test]
async fn fields_are_shown_in_the_order_asked_for_in_every_format() {
    let app = TestApp::new().await;
    let query = "year=2018&measure=value&partner=LAC&fields=value,id";
    let rows = app.get(&format!("/trade?{query}")).await.json()["data"].clone();
    let keys: Vec<String> = rows[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["value", "id"]);
    let csv = app.get(&format!("/trade.csv?{query}")).await.body;
    assert!(csv.starts_with("value,id\r\n148790000000,trade-2018-exports\r\n"), "{csv}");
    let line = app.get(&format!("/trade.ndjson?{query}")).await.body;
    assert!(line.starts_with("{\"value\":148790000000,\"id\":\"trade-2018-exports\"}\n"), "{line}");
    let features: Json = app.get(&format!("/trade.geojson?{query}")).await.json();
    assert_eq!(
        features["features"][0]["properties"],
        json!({ "value": 148_790_000_000_i64, "id": "trade-2018-exports" })
    );
}

#[tokio::test]
async fn groups_count_every_row_those_without_a_value_too() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        let url = text(&kind["url"]);
        let rows = app.all(&format!("{url}?limit=1000")).await;
        let counted = kind["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|param| param["multiple"] == true && !param["column"].is_null());
        for param in counted.map(|param| text(&param["name"])).filter(|name| !name.ends_with("_not") && name != "id") {
            let column =
                kind["parameters"].as_array().unwrap().iter().find(|entry| entry["name"] == param.as_str()).unwrap();
            let column = text(&column["column"]);
            let groups = app.all(&format!("{url}/groups?by={param}&limit=5")).await;
            let total = app.get(&format!("{url}/groups?by={param}&limit=5")).await.json()["meta"]["total"].clone();
            assert_eq!(total, groups.len(), "{url} {param}: pages give every group");
            let counts: Vec<i64> = groups.iter().map(|group| group["count"].as_i64().unwrap()).collect();
            assert!(counts.is_sorted_by(|a, b| a >= b), "{url} {param}");
            let values = |row: &Json| row[&column].as_array().map_or(1, |items| items.len().max(1));
            let expected: usize = rows.iter().map(values).sum();
            assert_eq!(counts.iter().sum::<i64>(), i64::try_from(expected).unwrap(), "{url} {param}");
            let empty = rows
                .iter()
                .filter(|row| row[&column].is_null() || row[&column].as_array().is_some_and(Vec::is_empty))
                .count();
            let null =
                groups.iter().find(|group| group[&param].is_null()).map_or(0, |group| group["count"].as_u64().unwrap());
            assert_eq!(null, empty as u64, "{url} {param}");
        }
    }
}

#[tokio::test]
async fn several_columns_group_together_and_groups_come_as_csv_too() {
    let app = TestApp::new().await;
    let groups = app.get("/trade/groups?by=flow,measure&year=2018").await.json();
    assert_eq!(groups["data"][0], json!({ "flow": "total", "measure": "growth", "count": 2 }));
    assert_eq!(groups["meta"]["total"], groups["data"].as_array().unwrap().len());
    let csv = app.get("/trade/groups.csv?by=flow,measure&year=2018").await.body;
    assert!(csv.starts_with("flow,measure,count\r\ntotal,growth,2\r\n"), "{csv}");
    assert_eq!(app.get("/facts/groups?by=year,country,kind&q=visit").await.status, 200);
}

#[tokio::test]
async fn facets_count_all_matching_rows_beside_the_first_page() {
    let app = TestApp::new().await;
    let page = app.get("/facts?topic=trade&facets=kind,country&limit=2").await.json();
    let kinds = &page["facets"]["kind"];
    let sum: i64 = kinds["values"].as_array().unwrap().iter().map(|value| value["count"].as_i64().unwrap()).sum();
    assert_eq!(sum, page["meta"]["total"]);
    assert_eq!(kinds["total"], kinds["values"].as_array().unwrap().len());
    assert!(page["facets"]["country"]["values"].as_array().unwrap().iter().any(|value| value["value"].is_null()));
    let next = text(&page["links"]["next"]);
    assert!(app.get(&next).await.json().get("facets").is_none());
    assert_eq!(app.get("/facts.csv?facets=kind").await.status, 400);
}
