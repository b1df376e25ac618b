//! Lists as files: the same rows and columns as the JSON, and good enough to be loaded again.

use serde_json::Value as Json;
use sinolac::check::{self, Checked};
use sinolac::data::Folder;
use sinolac::kinds::filed;
use sinolac::render;

use crate::helpers::{TestApp, text};

/// A value as a CSV cell shows it.
fn cell(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) if items.iter().all(Json::is_string) => items.iter().map(text).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn csv_has_the_rows_columns_and_values_of_the_json() {
    let app = TestApp::new().await;
    for kind in app.kinds().await.iter().map(|kind| text(&kind["name"])).chain(["facts".to_owned()]) {
        let rows = app.all(&format!("/{kind}?limit=1000")).await;
        let answer = app.get(&format!("/{kind}.csv")).await;
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"sinolac-{kind}.csv\""));
        let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let records: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(records.len(), rows.len(), "{kind}");
        for (record, row) in records.iter().zip(&rows) {
            let expected: Vec<String> = header.iter().map(|name| cell(&row[name])).collect();
            assert_eq!(*record, expected, "{kind}");
        }
    }
}

#[tokio::test]
async fn csv_begins_with_a_byte_order_mark_when_asked_and_nothing_else_takes_one() {
    let app = TestApp::new().await;
    for path in ["/trade.csv?year=2018", "/trade.csv?fields=id&q=soy", "/trade/groups.csv?by=flow"] {
        let (plain, marked) = (app.get(path).await, app.get(&format!("{path}&bom=true")).await);
        assert_eq!(marked.body.strip_prefix('\u{feff}'), Some(plain.body.as_str()), "{path}");
        assert_eq!(app.get(&format!("{path}&bom=false")).await.header("etag"), plain.header("etag"), "{path}");
    }
    for (path, works) in [
        ("/trade?bom=true", "/trade.csv?bom=true"),
        ("/trade.ndjson?year=2018&bom=true", "/trade.csv?year=2018&bom=true"),
        ("/trade?yaer=2018&bom=true", "/trade?year=2018"),
        ("/trade.csv?yaer=2018&bom=true", "/trade.csv?year=2018&bom=true"),
        ("/trade/groups?by=flow&bom=true", "/trade/groups.csv?by=flow&bom=true"),
        ("/trade/groups?by=flwo&bom=true", "/trade/groups?by=kind"),
    ] {
        assert_eq!(app.get(path).await.json()["errors"][0]["try"], works, "{path}");
    }
    for path in ["/trade?bom=true", "/trade.ndjson?bom=true", "/trade.csv?bom=yes"] {
        let answer = app.get(path).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["parameter"]), (400, &"bom".into()), "{path}");
    }
    let negotiated = app.with("/trade?bom=true", &[("accept", "text/csv")]).await;
    assert!(negotiated.body.starts_with('\u{feff}'), "{}", negotiated.body);
}

#[tokio::test]
async fn ndjson_has_the_rows_of_the_json_one_a_line() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        let url = text(&kind["url"]);
        let answer = app.get(&format!("{url}.ndjson")).await;
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let lines: Vec<Json> = answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, app.all(&format!("{url}?limit=1000")).await, "{url}");
    }
}

#[tokio::test]
async fn files_take_the_filters_and_a_limit_only_when_given() {
    let app = TestApp::new().await;
    let lines = |answer: crate::helpers::Answer| answer.body.lines().count();
    assert_eq!(lines(app.get("/facts.ndjson").await), app.stated());
    assert_eq!(lines(app.get("/facts.ndjson?limit=3").await), 3);
    assert_eq!(lines(app.get("/trade.csv?year=2018&measure=growth&partner=LAC").await), 4);
    let sorted = app.get("/trade.ndjson?sort=-value&limit=1").await;
    assert!(sorted.body.contains("trade-2018-world-total"), "{}", sorted.body);
}

#[tokio::test]
async fn what_csv_exports_can_be_loaded_again_and_is_the_same_data() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().unwrap();
    for kind in filed() {
        let csv = app.get(&format!("/{}.csv", kind.name)).await.body;
        std::fs::write(folder.path().join(format!("{}.csv", kind.name)), csv).unwrap();
    }
    std::fs::copy("data/dataset.toml", folder.path().join("dataset.toml")).unwrap();
    let again = check::load(&Folder::Directory(folder.path().to_owned())).expect("an export has no findings");
    for kind in filed() {
        let lines = |dataset: &Checked| {
            let mut lines: Vec<String> = dataset.of(kind).iter().map(render::json::line).collect();
            lines.sort();
            lines
        };
        let (again, before) = (lines(&again), lines(app.dataset));
        assert_eq!(again.len(), before.len(), "{}", kind.name);
        for (again, before) in again.iter().zip(&before) {
            assert_eq!(again, before, "{}", kind.name);
        }
    }
}
