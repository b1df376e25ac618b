//! Series: observations of one quantity over time.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, text};

/// The series of an answer.
async fn series(app: &TestApp, path: &str) -> Vec<Json> {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()["data"].as_array().unwrap().clone()
}

/// Period and value of each point.
fn points(series: &Json) -> Vec<(String, f64)> {
    let points = series["points"].as_array().unwrap().iter();
    points.map(|point| (text(&point["date"]), point["value"].as_f64().unwrap())).collect()
}

#[tokio::test]
async fn nine_months_eleven_months_and_years_of_trade_are_three_series() {
    let app = TestApp::new().await;
    let found = series(&app, "/trade/series?flow=total&measure=value&partner=LAC").await;
    let lengths: Vec<&Json> = found.iter().map(|one| &one["quantity"]["duration"]).collect();
    assert_eq!(lengths, [&json!("P9M"), &json!("P11M"), &Json::Null]);
    assert_eq!(points(&found[2]), [("2018".to_owned(), 307.4e9), ("2024".to_owned(), 518.4e9)]);
    let quantity = json!({ "flow": "total", "measure": "value", "partner": "LAC", "unit": "USD", "period": "year" });
    assert_eq!(found[2]["quantity"], quantity);
}

#[tokio::test]
async fn every_point_has_its_period_value_bounds_qualifier_basis_fact_and_sources() {
    let app = TestApp::new().await;
    let found = series(&app, "/investments/series?measure=stock&direction=to_lac").await;
    assert_eq!(points(&found[0]), [("2014-12-31".to_owned(), 98.9e9), ("2017-12-31".to_owned(), 386.89e9)]);
    let expected = json!({
        "date": "2019-11",
        "period": "month",
        "start": "2019-11-01",
        "end": "2019-11-30",
        "value": 410_000_000_000_i64,
        "value_low": 410_000_000_000_i64,
        "value_high": null,
        "qualifier": "more_than",
        "basis": "stated",
        "fact": "investment-2019-11-stock",
        "title": found[1]["points"][0]["title"],
        "sources": ["cedpr-2020"],
        "known_since": "2020-12-31",
        "shown_because": null,
        "others": [],
    });
    assert_eq!(found[1]["points"], json!([expected]));
}

#[tokio::test]
async fn every_figure_of_a_list_is_in_one_series_of_it_or_left_out_with_a_reason() {
    let app = TestApp::new().await;
    for kind in app.kinds().await.iter().filter(|kind| !kind["series_url"].is_null()) {
        for filter in ["", "?basis=derived", "?as_of=2019-12-31", "?country=CRI,USA", "?q=trade&lang=es"] {
            let list = app.all(&format!("{}{filter}", text(&kind["url"]))).await;
            let mut listed: Vec<String> = list.iter().map(|row| text(&row["id"])).collect();
            let answer = app.get(&format!("{}{filter}", text(&kind["series_url"]))).await.json();
            let points = answer["data"].as_array().unwrap().iter().flat_map(|one| one["points"].as_array().unwrap());
            let others = |point: &Json| point["others"].as_array().unwrap().clone();
            let told = points.flat_map(|point| others(point).into_iter().chain([point.clone()]));
            let told = told.chain(answer["left_out"].as_array().unwrap().iter().cloned());
            let mut told: Vec<String> = told.map(|row| text(&row["fact"])).collect();
            listed.sort();
            told.sort();
            assert_eq!(told, listed, "{kind}{filter}");
        }
    }
}

#[tokio::test]
async fn derived_points_are_marked_and_come_when_they_are_asked_for_which_a_hint_says() {
    let app = TestApp::new().await;
    let stated = app.get("/trade/series?flow=total&measure=value&partner=LAC&period=year").await.json();
    let again = text(&stated["meta"]["hints"][0]["try"]);
    assert!(again.starts_with("/trade/series?basis=derived,inferred,stated&"), "{again}");
    let all = series(&app, &again).await;
    let basis: Vec<(&Json, &Json)> =
        all[0]["points"].as_array().unwrap().iter().map(|point| (&point["date"], &point["basis"])).collect();
    let (derived, stated) = (json!("derived"), json!("stated"));
    assert_eq!(basis, [(&json!("2017"), &derived), (&json!("2018"), &stated), (&json!("2024"), &stated)]);
}

#[tokio::test]
async fn a_series_goes_by_what_was_known_and_by_the_language_asked_for() {
    let app = TestApp::new().await;
    let before = app.get("/investments/series?measure=stock&as_of=2019-12-31").await.json();
    assert_eq!(before["data"].as_array().unwrap().len(), 1, "{before}");
    let spanish = series(&app, "/trade/series?flow=exports&measure=value&lang=es").await;
    let title = text(&spanish[0]["points"][0]["title"]);
    assert!(title.starts_with("Exportaciones"), "{title}");
}

#[tokio::test]
async fn the_table_has_a_row_for_each_observation_and_every_column_of_the_quantity() {
    let app = TestApp::new().await;
    let csv = app.get("/trade/series.csv?measure=value&basis=stated,inferred,derived").await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"sinolac-trade-series.csv\"");
    let mut table = csv::Reader::from_reader(csv.body.as_bytes());
    let columns: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        columns[..9],
        ["flow", "measure", "product", "partner", "subject", "among", "share_of", "countries", "unit"]
    );
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), app.all("/trade?measure=value&basis=stated,inferred,derived").await.len());
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap();
    assert!(rows.iter().all(|row| &row[at("shown")] == "true" && row[at("shown_because")].is_empty()));
    let eleven = rows.iter().find(|row| &row[at("fact")] == "trade-2019-jan-nov-total").unwrap();
    assert_eq!((&eleven[at("period")], &eleven[at("duration")], &eleven[at("end")]), ("months", "P11M", "2019-11-30"));
    let marked = app.get("/trade/series.csv?bom=true").await.body;
    assert!(marked.starts_with('\u{feff}'));
}

#[tokio::test]
async fn series_are_negotiated_tagged_linked_and_cited_like_lists() {
    let app = TestApp::new().await;
    let json = app.get("/trade/series?year=2018").await;
    let links = json.header("link");
    for link in ["</trade/series.csv?year=2018>; rel=\"item\"", "rel=\"cite-as\"", "rel=\"license\""] {
        assert!(links.contains(link), "{link}: {links}");
    }
    let same = app.with("/trade/series?year=2018", &[("if-none-match", json.header("etag"))]).await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    let csv = app.with("/trade/series?year=2018", &[("accept", "text/csv")]).await;
    assert_eq!(csv.header("content-location"), "/trade/series.csv?year=2018");
    assert_eq!(csv.body, app.get("/trade/series.csv?year=2018").await.body);
    let parquet = app.with("/trade/series", &[("accept", "application/vnd.apache.parquet")]).await;
    assert_eq!(parquet.status, StatusCode::NOT_ACCEPTABLE);
    let cited = app.get("/cite?url=/trade/series.csv?year=2018").await.json();
    assert!(text(&cited["data"]["text"]).contains("/trade/series.csv?version=2026.11.2&year=2018"), "{cited}");
    assert_eq!(app.get("/linkset?url=/trade/series?year=2018").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_series_do_not_take_is_refused_with_an_address_that_works() {
    let app = TestApp::new().await;
    for (wrong, right) in [
        ("/trade/series?yaer=2018", "/trade/series?year=2018"),
        ("/trade/series?sort=-value&year=2018", "/trade/series?year=2018"),
        ("/trade/series?limit=5", "/trade/series"),
        ("/trade/series?bom=true&year=2018", "/trade/series.csv?year=2018&bom=true"),
        ("/trade/series.csv?format=csv", "/trade/series.csv"),
        ("/trade/series?format=csv", "/trade/series.csv"),
        ("/trade/series?format=xlsx", "/trade/series"),
    ] {
        let refused = app.get(wrong).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert_eq!(refused.json()["errors"][0]["try"], right, "{wrong}");
        assert_eq!(app.get(right).await.status, StatusCode::OK, "{right}");
    }
}

#[tokio::test]
async fn an_empty_answer_says_what_finds_points() {
    let app = TestApp::new().await;
    let nothing = app.get("/trade/series?measure=balance").await.json();
    assert_eq!(nothing["data"], json!([]));
    let hint = &nothing["meta"]["hints"][0];
    assert_eq!(
        (&hint["reason"], &hint["try"]),
        (&json!("derived_left_out"), &json!("/trade/series?basis=derived&measure=balance"))
    );
    assert_eq!(series(&app, &text(&hint["try"])).await.len(), 2);
}
