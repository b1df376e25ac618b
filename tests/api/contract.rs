//! The contract says what the service does, and the other way round.

use std::collections::BTreeSet;

use serde_json::Value as Json;

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
        declared.remove("cursor");
        declared.remove("facets");
        assert_eq!(parameters(&document, &format!("{url}.ndjson")), declared, "{url}.ndjson");
        declared.insert("bom".to_owned());
        assert_eq!(parameters(&document, &format!("{url}.csv")), declared, "{url}.csv");
        assert_eq!(
            parameters(&document, &format!("{url}/{{id}}")),
            BTreeSet::from(["id", "lang"].map(str::to_owned)),
            "{url}"
        );

        let list = text(
            &document["paths"][&url]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["anyOf"][0]["$ref"],
        );
        let schema = list.replace("#/components/schemas/", "").replace("List", "");
        let properties: BTreeSet<&String> =
            document["components"]["schemas"][&schema]["properties"].as_object().unwrap().keys().collect();
        let columns: Vec<String> =
            kind["columns"].as_array().unwrap().iter().map(|column| text(&column["name"])).collect();
        assert_eq!(properties, columns.iter().collect(), "{schema}");
    }
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
        let operation = &item["get"];
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
