//! The contract says what the service does, and the other way round.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, text};

/// The names of the parameters of an operation, references followed.
fn parameters(document: &Json, path: &str) -> BTreeSet<String> {
    let parameters =
        document["paths"][path]["get"]["parameters"].as_array().unwrap_or_else(|| panic!("{path}")).clone();
    let followed = parameters.iter().map(|parameter| {
        let name = text(&parameter["$ref"]).replace("#/components/parameters/", "");
        text(&document["components"]["parameters"][&name]["name"])
    });
    followed.collect()
}

/// The schema that a reference names.
fn followed<'a>(document: &'a Json, schema: &'a Json) -> &'a Json {
    let target = schema["$ref"].as_str().unwrap_or_else(|| panic!("{schema}"));
    document.pointer(target.trim_start_matches('#')).unwrap_or_else(|| panic!("{target}"))
}

/// The properties of a schema and of those that it is put together from.
fn properties(document: &Json, schema: &Json) -> BTreeSet<String> {
    let own = schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys().cloned());
    let parts = schema["allOf"].as_array().into_iter().flatten();
    own.chain(parts.flat_map(|part| properties(document, followed(document, part)))).collect()
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[tokio::test]
async fn every_kind_has_its_paths_parameters_and_columns_in_the_contract() {
    let app = TestApp::new().await;
    let document = app.get("/openapi.json").await.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    for kind in app.kinds().await {
        let url = text(&kind["url"]);
        let mut declared: BTreeSet<String> =
            kind["parameters"].as_array().unwrap().iter().map(|param| text(&param["name"])).collect();
        assert!(declared.remove("bom"), "{url}");
        assert_eq!(parameters(&document, &url), declared, "{url}");
        let of_files = &(&declared - &names(["cursor", "facets"])) | &names(["bom", "format"]);
        assert_eq!(parameters(&document, &format!("{url}.{{format}}")), of_files, "{url}");
        let of_groups = &(&declared - &names(["facets", "fields", "lang", "sort"])) | &names(["by"]);
        assert_eq!(parameters(&document, &format!("{url}/groups")), of_groups, "{url}");
        assert_eq!(parameters(&document, &format!("{url}/{{id}}")), names(["id", "lang"]), "{url}");
        if let Some(series) = kind["series_url"].as_str() {
            let is_first = |name: &&String| !["_not", "_min", "_max"].iter().any(|end| name.ends_with(end));
            let of_rows = names(["facets", "fields", "sort", "limit", "cursor"]);
            let of_series: BTreeSet<String> = (&declared - &of_rows).iter().filter(is_first).cloned().collect();
            assert_eq!(parameters(&document, series), of_series, "{series}");
            let of_total = &of_series - &names(["lang"]);
            assert_eq!(parameters(&document, kind["total_url"].as_str().unwrap()), of_total, "{url}");
        }

        let page = &document["paths"][&url]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let row = followed(&document, &followed(&document, page)["properties"]["data"]["items"]);
        let columns = kind["columns"].as_array().unwrap().iter().map(|column| text(&column["name"]));
        assert_eq!(properties(&document, row), columns.collect(), "{url}");
    }
}

#[tokio::test]
async fn every_format_is_named_in_the_contract_with_its_media_type_and_every_language() {
    let app = TestApp::new().await;
    let document = app.get("/openapi.json").await.json();
    let formats = document["components"]["schemas"]["Format"]["enum"].as_array().unwrap().clone();
    let listed = app.kinds().await[0]["formats"].as_array().unwrap().clone();
    assert_eq!(formats, listed[1..], "all but JSON have an ending");
    let content = document["components"]["responses"]["File"]["content"].as_object().unwrap();
    assert_eq!(content.len(), formats.len());
    assert_eq!(document["components"]["schemas"]["Language"]["enum"], json!(sinolac::data::LANGUAGES));
    for format in formats {
        let answer = app.get(&format!("/trade.{}?limit=1", text(&format))).await;
        let media = answer.header("content-type").split(';').next().unwrap().to_owned();
        assert!(content.contains_key(&media), "{media}");
    }
}

#[tokio::test]
async fn nothing_that_may_be_left_out_has_a_value_that_a_page_to_try_it_in_would_send() {
    let app = TestApp::new().await;
    let document = app.get("/openapi.json").await.json();
    for (name, parameter) in document["components"]["parameters"].as_object().unwrap() {
        let filled = !parameter["example"].is_null() || !parameter["schema"]["default"].is_null();
        assert_eq!(filled, parameter["required"] == true, "{name}");
    }
}

#[tokio::test]
async fn the_first_request_that_a_page_to_try_it_in_sends_is_answered_a_list_with_rows() {
    let app = TestApp::new().await;
    let document = app.get("/openapi.json").await.json();
    for (path, item) in document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object()) {
        let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
        let (mut filled, mut query) = (path.clone(), String::new());
        for parameter in parameters.map(|parameter| followed(&document, parameter)) {
            let name = text(&parameter["name"]);
            let example = parameter["example"].as_str().or(parameter["example"][0].as_str());
            let Some(example) = example else { continue };
            if parameter["in"] == "path" {
                filled = filled.replace(&format!("{{{name}}}"), example);
            } else {
                let example: String = form_urlencoded::byte_serialize(example.as_bytes()).collect();
                query = format!("?{name}={example}");
            }
        }
        let mut answer = app.get(&format!("{filled}{query}")).await;
        if path.ends_with("/total") && answer.status == 422 {
            answer = app.get(&text(&answer.json()["try"])).await;
        }
        assert_eq!(answer.status, 200, "{filled}{query}: {}", answer.body);
        if document["paths"]
            .get(format!("{}/{{id}}", path.trim_end_matches("/groups").trim_end_matches("/series")))
            .is_some()
        {
            assert!(!answer.json()["data"].as_array().unwrap().is_empty(), "{filled}{query}");
        }
    }
}

#[tokio::test]
async fn the_contract_has_at_most_500_000_bytes() {
    let app = TestApp::new().await;
    let length = app.get("/openapi.yaml").await.body.len();
    assert!(length <= 500_000, "{length}");
}

#[tokio::test]
async fn every_reference_in_the_contract_leads_somewhere() {
    let app = TestApp::new().await;
    let document = app.get("/openapi.json").await.json();
    let mut open = vec![&document];
    while let Some(json) = open.pop() {
        match json {
            Json::Object(object) => {
                if let Some(target) = object.get("$ref").and_then(Json::as_str) {
                    assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
                }
                open.extend(object.values());
            }
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

#[tokio::test]
async fn operation_ids_are_unique_and_every_operation_tells_its_errors() {
    let app = TestApp::new().await;
    let document = app.get("/openapi.json").await.json();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = item.get("get").unwrap_or(&item["post"]);
        assert!(ids.insert(text(&operation["operationId"])), "{path}");
        assert!(operation["responses"]["500"].is_object(), "{path}");
        assert!(operation["summary"].is_string(), "{path}");
    }
}

#[tokio::test]
async fn the_contract_is_served_in_both_forms() {
    let app = TestApp::new().await;
    let yaml = app.get("/openapi.yaml").await;
    assert_eq!(yaml.header("content-type"), "application/yaml");
    assert!(yaml.body == sinolac::openapi::yaml(&app.dataset.vocabulary()));
}
