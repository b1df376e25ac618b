//! What holds for every kind, found through `/kinds` as a client would.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::helpers::{TestApp, ids, text};

/// Names of the columns of a kind.
fn columns(kind: &Json) -> Vec<String> {
    kind["columns"].as_array().unwrap().iter().map(|column| text(&column["name"])).collect()
}

/// The different values of a column, as a query string writes them; those that cannot stand in one are left out.
fn values(rows: &[Json], column: &str) -> BTreeSet<String> {
    let each = rows.iter().flat_map(|row| match &row[column] {
        Json::Array(items) => items.clone(),
        value => vec![value.clone()],
    });
    each.map(|value| match value {
        Json::String(text) => text,
        other => other.to_string(),
    })
    .filter(|value| !value.contains([',', '&', '+', '%', '#', ' ']))
    .collect()
}

/// Whether a row's column is, or holds, a value.
fn has(row: &Json, column: &str, value: &str) -> bool {
    match &row[column] {
        Json::Array(items) => items.iter().any(|item| item.as_str() == Some(value)),
        Json::String(text) => text == value,
        other => value.parse::<Json>().is_ok_and(|value| value == *other),
    }
}

#[tokio::test]
async fn every_kind_lists_its_rows_with_every_declared_column_in_order() {
    let app = TestApp::new().await;
    let kinds = app.kinds().await;
    assert_eq!(kinds.len(), sinolac::kinds::KINDS.len());
    for kind in kinds {
        let name = text(&kind["name"]);
        let rows = app.all(&format!("/{name}?limit=1000")).await;
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            let keys: Vec<String> = row.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys, columns(&kind), "{name}");
        }
    }
}

#[tokio::test]
async fn every_row_is_got_by_its_id_just_as_it_is_listed() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        let name = text(&kind["name"]);
        for row in app.all(&format!("/{name}?limit=1000")).await {
            let item = app.get(&format!("/{name}/{}", text(&row["id"]))).await.json();
            assert_eq!(item["data"], row, "{name}");
        }
    }
}

#[tokio::test]
async fn every_fact_is_among_the_facts_with_the_same_shared_columns() {
    let app = TestApp::new().await;
    for kind in app.kinds().await.iter().filter(|kind| kind["role"] != "reference") {
        for row in app.all(&format!("{}?limit=1000", text(&kind["url"]))).await {
            let fact = app.get(&format!("/facts/{}", text(&row["id"]))).await.json();
            for (column, value) in fact["data"].as_object().unwrap() {
                assert_eq!(value, row.get(column).unwrap_or(&Json::Null), "{} {column}", row["id"]);
            }
        }
    }
}

#[tokio::test]
async fn every_declared_filter_keeps_and_excludes_the_right_rows() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        let name = text(&kind["name"]);
        let rows = app.all(&format!("/{name}?limit=1000")).await;
        for param in kind["parameters"].as_array().unwrap() {
            let (Some(column), Some(param)) = (param["column"].as_str(), param["name"].as_str()) else { continue };
            let (excludes, bound) = (param.ends_with("_not"), param.ends_with("_min") || param.ends_with("_max"));
            if bound || ["from", "to", "as_of"].contains(&param) {
                continue;
            }
            for value in values(&rows, column) {
                let nothing = value == "null";
                let found = app.all(&format!("/{name}?{param}={value}&limit=1000")).await;
                let right = |row: &&Json| {
                    let empty = row[column].as_array().is_some_and(Vec::is_empty) || row[column].is_null();
                    (if nothing { empty } else { has(row, column, &value) }) != excludes
                };
                let expected: Vec<Json> = rows.iter().filter(right).cloned().collect();
                assert_eq!(ids(&found), ids(&expected), "/{name}?{param}={value}");
            }
        }
    }
}

#[tokio::test]
async fn every_range_filter_keeps_the_rows_within_its_bounds() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        let name = text(&kind["name"]);
        let rows = app.all(&format!("/{name}?limit=1000")).await;
        let params: Vec<_> =
            kind["parameters"].as_array().unwrap().iter().filter(|param| !param["column"].is_null()).collect();
        for param in params.iter().filter(|param| param["name"].as_str().unwrap().ends_with("_min")) {
            let column = text(&param["column"]);
            for value in values(&rows, &column).into_iter().filter(|value| value != "null") {
                let path = format!("/{name}?{column}_min={value}&{column}_max={value}&limit=1000");
                let expected: Vec<Json> = rows.iter().filter(|row| has(row, &column, &value)).cloned().collect();
                assert_eq!(ids(&app.all(&path).await), ids(&expected), "{path}");
                let least = app.all(&format!("/{name}?{column}_min={value}&limit=1000")).await;
                let most = app.all(&format!("/{name}?{column}_max={value}&limit=1000")).await;
                let known = rows.iter().filter(|row| !row[&column].is_null()).count();
                assert_eq!(least.len() + most.len(), known + expected.len(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn every_unknown_parameter_is_refused_by_every_kind() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        for suffix in ["", ".csv", ".ndjson"] {
            let answer = app.get(&format!("{}{suffix}?no_such=1", text(&kind["url"]))).await;
            assert_eq!(answer.status, 400, "{}{suffix}", kind["url"]);
        }
    }
}
