//! Spreadsheet and GeoJSON, opened as their readers do.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, text};

/// A part of a spreadsheet as text.
fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).unwrap();
    text
}

/// The sheet of rows, with its texts in its cells instead of their numbers in the table of texts.
fn rows(book: &[u8]) -> String {
    let table = part(book, "xl/sharedStrings.xml");
    let texts: Vec<&str> = table.split("<si>").skip(1).map(|text| text.split("</si>").next().unwrap()).collect();
    let sheet = part(book, "xl/worksheets/sheet1.xml");
    let mut cells = sheet.split("t=\"s\"><v>");
    let first = cells.next().unwrap().to_owned();
    cells.fold(first, |sheet, rest| {
        let (number, rest) = rest.split_once("</v>").unwrap();
        sheet + texts[number.parse::<usize>().unwrap()] + rest
    })
}

#[tokio::test]
async fn a_spreadsheet_has_a_sheet_of_rows_one_of_columns_and_one_with_the_citation() {
    let app = TestApp::new().await;
    let answer = app.get("/trade.xlsx?year=2018").await;
    assert!(answer.header("content-type").contains("spreadsheetml.sheet"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"sinolac-trade.xlsx\"");
    let book = part(&answer.bytes, "xl/workbook.xml");
    let names: Vec<&str> = book.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(names, ["trade", "columns", "citation"]);
    let sheet = rows(&answer.bytes);
    let rows: Vec<&str> = sheet.split("<row r=\"").skip(1).filter(|row| row.contains("<t>")).collect();
    assert_eq!(rows.len(), 10, "a header and nine rows");
    let numbers: Vec<&str> = sheet.split("<row r=\"").skip(1).map(|row| row.split('"').next().unwrap()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], "no row twice");
    assert!(sheet.contains("<v>148790000000</v>"), "numbers are numbers");
    assert!(sheet.contains("trade-2018-exports"), "texts stand in the sheet or in the table of texts");
    for (found, why) in [
        ("<pane xSplit=\"1\" ySplit=\"1\"", "header and title stay in sight"),
        ("customHeight=\"1\"", "a row with two lines has room for them"),
        ("<autoFilter ref=\"A1:", "columns can be filtered"),
        ("<col min=\"1\" max=\"1\" width=\"64.", "titles have room"),
        ("cedpr-2020, paragraph 8: \u{201c}exports to the Latin", "evidence is for people"),
    ] {
        assert!(sheet.contains(found), "{why}: {}", &sheet[..3000]);
    }
    assert!(
        rows[0].split("<t>").nth(1).unwrap().starts_with("title<"),
        "what people look for comes first: {}",
        rows[0]
    );
    let styles = part(&answer.bytes, "xl/styles.xml");
    for format in ["#,##0.0_)", "yyyy-mm-dd"] {
        assert!(styles.contains(format), "{format}: {styles}");
    }
    let links = part(&answer.bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("cedpr.org") && !links.contains("/trade/"), "no host, no links to facts: {links}");
    let hosted = app.with("/trade.xlsx?year=2018", &[("host", "facts.example.org")]).await;
    let links = part(&hosted.bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("Target=\"http://facts.example.org/trade/trade-2018-exports\""), "{links}");
    assert_ne!(hosted.header("etag"), answer.header("etag"));
    let texts = part(&answer.bytes, "xl/sharedStrings.xml");
    assert!(texts.contains("1 is the largest partner"), "the columns are explained");
    assert!(texts.contains("9 rows of /trade.xlsx?version=2026.11.2&amp;year=2018"), "{texts}");
    assert!(texts.contains("CEDPR"), "the sources are cited");
}

#[tokio::test]
async fn a_spreadsheet_keeps_accents_and_leaves_nothing_in_cells_of_nothing() {
    let app = TestApp::new().await;
    let answer = app.get("/countries.xlsx?fields=id,name_pt,name_zh,celac_member&country=BRA").await;
    assert_eq!(answer.status, 400, "countries go by id: {}", answer.body);
    let answer = app.get("/countries.xlsx?fields=id,name_pt,name_zh,celac_member&id=BRA,CHN").await;
    let sheet = rows(&answer.bytes);
    assert!(sheet.contains("巴西") && sheet.contains("t=\"b\""), "{sheet}");
    let empty = app.get("/trade.xlsx?fields=id,product&id=trade-2018-total").await;
    let sheet = part(&empty.bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("r=\"B2\""), "{sheet}");
}

#[tokio::test]
async fn geojson_is_a_collection_of_features_with_the_rows_as_properties() {
    let app = TestApp::new().await;
    for list in app.lists().await {
        let answer = app.get(&format!("{list}.geojson")).await;
        assert_eq!(answer.header("content-type"), "application/geo+json", "{list}");
        let collection = answer.json();
        assert_eq!(collection["type"], "FeatureCollection", "{list}");
        let rows = app.all(&format!("{list}?limit=1000")).await;
        let features = collection["features"].as_array().unwrap();
        assert_eq!(features.len(), rows.len(), "{list}");
        for (feature, row) in features.iter().zip(&rows) {
            assert_eq!(
                (&feature["type"], &feature["id"], &feature["properties"]),
                (&json!("Feature"), &row["id"], row)
            );
            let points: Vec<&Json> = match feature["geometry"]["type"].as_str() {
                None => vec![],
                Some("Point") => vec![&feature["geometry"]["coordinates"]],
                Some("MultiPoint") => feature["geometry"]["coordinates"].as_array().unwrap().iter().collect(),
                Some(other) => panic!("{other}"),
            };
            for point in points {
                let (longitude, latitude) = (point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
                assert!(longitude.abs() <= 180.0 && latitude.abs() <= 90.0, "{list} {point}");
            }
        }
    }
}

#[tokio::test]
async fn projects_stand_at_their_point_other_facts_at_their_countries_the_rest_nowhere() {
    let app = TestApp::new().await;
    let feature = async |path: &str| app.get(path).await.json()["features"][0].clone();
    let countries: BTreeMap<String, Json> = app
        .all("/countries?limit=1000")
        .await
        .iter()
        .map(|row| (text(&row["id"]), json!([row["longitude"].as_f64(), row["latitude"].as_f64()])))
        .collect();
    let port = feature("/projects.geojson?id=project-chancay-port").await;
    assert_eq!(
        port["geometry"],
        json!({ "type": "Point", "coordinates": [port["properties"]["longitude"], port["properties"]["latitude"]] })
    );
    assert_ne!(port["geometry"]["coordinates"], countries["PER"], "not at the middle of Peru");
    for fact in app.get("/facts.geojson").await.json()["features"].as_array().unwrap() {
        let codes: Vec<String> = fact["properties"]["countries"].as_array().unwrap().iter().map(text).collect();
        let points: Vec<&Json> = codes.iter().map(|code| &countries[code]).collect();
        let expected = match points[..] {
            [] => Json::Null,
            [point] => json!({ "type": "Point", "coordinates": point }),
            _ => json!({ "type": "MultiPoint", "coordinates": points }),
        };
        if fact["properties"]["kind"] != "project" {
            assert_eq!(fact["geometry"], expected, "{}", fact["id"]);
        }
    }
    let brazil = feature("/countries.geojson?id=BRA").await["geometry"].clone();
    assert_eq!(brazil, json!({ "type": "Point", "coordinates": countries["BRA"] }));
}

#[tokio::test]
async fn chosen_fields_do_not_move_a_feature() {
    let app = TestApp::new().await;
    let whole = app.get("/projects.geojson").await.json();
    let some = app.get("/projects.geojson?fields=title").await.json();
    for (whole, some) in whole["features"].as_array().unwrap().iter().zip(some["features"].as_array().unwrap()) {
        assert_eq!((&whole["geometry"], &whole["id"]), (&some["geometry"], &some["id"]));
        assert_eq!(some["properties"], json!({ "title": whole["properties"]["title"] }));
    }
}
