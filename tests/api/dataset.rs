//! The dataset described: for people, search engines, Frictionless and Croissant, and as the database itself.

use serde_json::{Value as Json, json};
use sinolac::data::Folder;
use sinolac::hash::sha256;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::helpers::{TestApp, text};

#[tokio::test]
async fn the_dataset_tells_title_version_licence_coverage_and_a_count_for_every_list() {
    let app = TestApp::new().await;
    let data = app.get("/dataset").await.json()["data"].clone();
    let manifest = &app.dataset.manifest;
    assert_eq!(
        json!([data["title"], data["version"], data["released"], data["license"]]),
        json!([manifest.title, manifest.version, manifest.released, manifest.license])
    );
    let total = async |path: &str| app.get(path).await.json()["meta"]["total"].clone();
    let rows = data["rows"].as_object().unwrap();
    let lists: Vec<String> = app.lists().await.iter().map(|path| path[1..].to_owned()).collect();
    assert!(lists.iter().filter(|list| *list != "facts").all(|list| rows.contains_key(list)), "{lists:?}");
    for (list, count) in rows {
        assert_eq!(total(&format!("/{list}?limit=1")).await, *count, "{list}");
    }
    assert_eq!(data["facts"], total("/facts?limit=1").await);
    assert_eq!(data["derived_facts"], total("/facts?basis=derived&limit=1").await);
    let facts = app.all("/facts?basis=stated,inferred,derived&limit=1000").await;
    let days =
        |column: &str| facts.iter().filter_map(|fact| fact[column].as_str().map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(
        data["temporal_coverage"],
        json!({ "start": days("start").iter().min(), "end": days("end").iter().max() })
    );
    let mut countries: Vec<&Json> = facts.iter().flat_map(|fact| fact["countries"].as_array().unwrap()).collect();
    countries.sort_by_key(ToString::to_string);
    countries.dedup();
    assert_eq!(data["spatial_coverage"], json!(countries));
}

#[tokio::test]
async fn what_the_dataset_offers_for_download_is_there() {
    let app = TestApp::new().await;
    for (name, path) in app.get("/dataset").await.json()["data"]["downloads"].as_object().unwrap() {
        assert_eq!(app.get(&text(path)).await.status, 200, "{name}");
    }
}

#[tokio::test]
async fn the_data_package_has_a_resource_for_each_list_with_its_columns_bytes_and_hash() {
    let app = TestApp::new().await;
    let package = app.get("/datapackage.json").await.json();
    assert_eq!(package["version"], app.dataset.manifest.version.as_str());
    assert_eq!(package["licenses"][0]["name"], app.dataset.manifest.license.as_str());
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), app.lists().await.len() - 1, "all but `facts`, whose rows are the others'");
    for resource in resources {
        let path = text(&resource["path"]);
        let file = app.get(&format!("/{path}")).await;
        assert_eq!(resource["bytes"], file.bytes.len(), "{path}");
        assert_eq!(resource["hash"], format!("sha256:{}", sha256(&file.bytes)), "{path}");
        let fields: Vec<String> =
            resource["schema"]["fields"].as_array().unwrap().iter().map(|field| text(&field["name"])).collect();
        assert_eq!(file.body.lines().next().unwrap(), fields.join(","), "{path}");
    }
    let trade = resources.iter().find(|resource| resource["name"] == "trade").unwrap();
    let types = trade["schema"]["fields"].as_array().unwrap().iter();
    let types: Vec<(String, String)> = types.map(|field| (text(&field["name"]), text(&field["type"]))).collect();
    for (column, ty) in [("id", "string"), ("start", "date"), ("value", "number"), ("evidence", "array")] {
        assert!(types.contains(&(column.to_owned(), ty.to_owned())), "{column}: {types:?}");
    }
}

#[tokio::test]
async fn croissant_has_a_file_and_a_record_set_for_each_list_with_bytes_and_hash() {
    let app = TestApp::on(&Folder::Embedded, "https://facts.example.org").await;
    let answer = app.get("/croissant.json").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let croissant = answer.json();
    let files = croissant["distribution"].as_array().unwrap();
    assert_eq!(files.len(), app.lists().await.len() - 1);
    for file in files {
        let url = text(&file["contentUrl"]);
        let served = app.get(url.strip_prefix("https://facts.example.org").expect("an address of this service")).await;
        assert_eq!(file["contentSize"], format!("{} B", served.bytes.len()), "{url}");
        assert_eq!(file["sha256"], sha256(&served.bytes), "{url}");
        let name = text(&file["name"]).replace(".csv", "");
        let records = croissant["recordSet"].as_array().unwrap().iter().find(|set| set["name"] == name.as_str());
        let fields = records.unwrap_or_else(|| panic!("{name}"))["field"].as_array().unwrap();
        assert_eq!(fields.len(), served.body.lines().next().unwrap().split(',').count(), "{name}");
    }
}

#[tokio::test]
async fn search_engines_read_schema_org_with_addresses_that_answer() {
    let app = TestApp::on(&Folder::Embedded, "https://facts.example.org").await;
    let answer = app.get("/dataset.jsonld").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let dataset = answer.json();
    assert_eq!(json!([dataset["@context"], dataset["@type"]]), json!(["https://schema.org/", "Dataset"]));
    assert_eq!(dataset["version"], app.dataset.manifest.version.as_str());
    assert_eq!(dataset["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(dataset["temporalCoverage"], "1990-01-01/2025-12-31");
    for download in dataset["distribution"].as_array().unwrap() {
        let url = text(&download["contentUrl"]);
        let served = app.get(url.strip_prefix("https://facts.example.org").expect("an address of this service")).await;
        assert_eq!(served.status, 200, "{url}");
        assert!(served.header("content-type").starts_with(download["encodingFormat"].as_str().unwrap()), "{url}");
    }
}

#[tokio::test]
async fn the_database_opens_anywhere_and_has_a_tidy_table_for_each_kind() {
    let app = TestApp::new().await;
    let answer = app.get("/dataset.db").await;
    assert_eq!(answer.header("content-type"), "application/vnd.sqlite3");
    let name = format!("attachment; filename=\"sinolac-{}.db\"", app.dataset.manifest.version);
    assert_eq!(answer.header("content-disposition"), name);
    let file = app.folder.path().join("download.db");
    std::fs::write(&file, &answer.bytes).unwrap();
    let mut database = SqliteConnection::connect(file.to_str().unwrap()).await.unwrap();
    let health: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut database).await.unwrap();
    assert_eq!(health, "ok");
    let names = async |database: &mut SqliteConnection, of: &str| -> Vec<String> {
        let names = AssertSqlSafe(format!("select name from sqlite_master where {of} order by name"));
        sqlx::query_scalar(names).fetch_all(database).await.unwrap()
    };
    let tables = names(&mut database, "type = 'table'").await;
    assert!(tables.len() <= 30, "a person who opens the file would drown in {} tables", tables.len());
    let read = names(&mut database, "type in ('table', 'view') and name not like 'internal%'").await;
    let mut expected: Vec<String> = app.lists().await.iter().map(|list| list[1..].to_owned()).collect();
    expected.extend(["trade", "investments", "funds", "indicators", "facts"].map(|kind| format!("{kind}_all")));
    expected.sort();
    assert_eq!(read, expected, "the rest is the service's and says so");
    let mut count = async |from: &str| -> i64 {
        sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {from}")))
            .fetch_one(&mut database)
            .await
            .unwrap()
    };
    let total = async |path: &str| app.get(path).await.json()["meta"]["total"].as_i64().unwrap();
    for list in app.lists().await {
        assert_eq!(total(&format!("{list}?limit=1")).await, count(&list[1..]).await, "{list}");
    }
    for question in ["measure='balance'", "flow='exports' and year=2018", "partner='LAC'"] {
        let asked = question.replace('\'', "").replace(" and ", "&");
        assert_eq!(
            total(&format!("/trade?{asked}")).await,
            count(&format!("trade where {question}")).await,
            "{question}"
        );
    }
    for all in ["trade", "facts"] {
        let derived = total(&format!("/{all}?basis=derived")).await;
        assert!(derived > 0 && derived == count(&format!("{all}_all where basis = 'derived'")).await, "{all}");
    }
    let exports = "select value from trade where id = 'trade-2018-exports'";
    let exports: f64 = sqlx::query_scalar(exports).fetch_one(&mut database).await.unwrap();
    assert!((exports - 148_790_000_000.0).abs() < 0.5, "{exports}");
}

#[tokio::test]
async fn the_database_can_be_read_piece_by_piece() {
    let app = TestApp::new().await;
    let whole = app.get("/dataset.db").await;
    let tag = whole.header("etag").to_owned();
    let mut pieces = Vec::new();
    while pieces.len() < whole.bytes.len() {
        let range = format!("bytes={}-{}", pieces.len(), pieces.len() + 999_999);
        let piece = app.with("/dataset.db", &[("range", &range), ("if-range", &tag)]).await;
        assert_eq!((piece.status.as_u16(), piece.header("etag")), (206, tag.as_str()), "{range}");
        pieces.extend_from_slice(&piece.bytes);
    }
    assert!(pieces == whole.bytes, "the pieces make the whole");
}
