//! Totals: a sum of what may be added, or a refusal that teaches.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, text};

/// The data of a total.
async fn total(app: &TestApp, path: &str) -> Json {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()["data"].clone()
}

/// Why a row was left out.
fn reason(total: &Json, fact: &str) -> String {
    let left_out = total["left_out"].as_array().unwrap().iter();
    left_out.filter(|row| row["fact"] == fact).map(|row| text(&row["reason"])).next().unwrap_or_default()
}

#[tokio::test]
async fn exports_and_imports_add_up_when_both_are_asked_for() {
    let app = TestApp::new().await;
    let found = total(&app, "/trade/total?year=2018&measure=value&flow=exports,imports").await;
    let expected = json!({
        "value": 307_400_000_000_i64,
        "value_low": 307_390_000_000_i64,
        "value_high": 307_410_000_000_i64,
        "unit": "USD",
        "facts": ["trade-2018-exports", "trade-2018-imports"],
        "left_out": [],
    });
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_whole_is_not_added_to_its_parts_nor_context_to_relations_nor_rates_to_anything() {
    let app = TestApp::new().await;
    let found = total(&app, "/trade/total?year=2018").await;
    assert_eq!((&found["value"], &found["facts"]), (&json!(307_400_000_000_i64), &json!(["trade-2018-total"])));
    for (fact, why) in [
        ("trade-2018-exports", "it is part of trade-2018-total"),
        ("trade-2018-imports", "it is part of trade-2018-total"),
        ("trade-2018-world-total", "it is context (scope `china`) and no relation"),
        ("trade-2018-total-growth", "a figure in the unit `percent` is never added"),
    ] {
        assert_eq!(reason(&found, fact), why, "{fact}");
    }
}

#[tokio::test]
async fn flows_of_periods_that_do_not_overlap_are_added_whatever_their_length() {
    let app = TestApp::new().await;
    let found = total(&app, "/trade/total?measure=value&flow=total&partner=LAC&from=2018").await;
    assert_eq!(found["value"], json!(307_400_000_000_i64 + 286_830_000_000 + 518_400_000_000));
    assert_eq!(found["facts"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_bound_is_open_where_that_of_a_row_is() {
    let app = TestApp::new().await;
    let found = total(&app, "/investments/total?measure=pledge").await;
    let bounds = (&found["value"], &found["value_low"], &found["value_high"]);
    assert_eq!(bounds, (&json!(250_000_000_000_i64), &json!(250_000_000_000_i64), &Json::Null));
}

#[tokio::test]
async fn flows_stocks_and_pledges_are_refused_with_a_total_of_each() {
    let app = TestApp::new().await;
    let refused = app.get("/investments/total?direction=to_lac&unit=USD").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = refused.json();
    assert_eq!((&problem["type"], &problem["status"]), (&json!("/problems/no-total"), &json!(422)));
    assert!(text(&problem["detail"]).contains("`measure`"), "{problem}");
    let tries: Vec<String> = problem["hints"].as_array().unwrap().iter().map(|hint| text(&hint["try"])).collect();
    for measure in ["flow", "stock", "pledge", "not_stated"] {
        assert!(tries.iter().any(|url| url.contains(&format!("measure={measure}"))), "{measure}: {tries:?}");
    }
    assert_eq!(problem["try"], problem["hints"][0]["try"]);
}

#[tokio::test]
async fn every_address_that_a_refusal_names_has_an_answer() {
    let app = TestApp::new().await;
    let mut refused = 0;
    for kind in app.kinds().await.iter().filter(|kind| !kind["total_url"].is_null()) {
        let url = text(&kind["total_url"]);
        for query in [
            "",
            "basis=derived",
            "unit=percent",
            "year=1700",
            "unit=count",
            "scope=region",
            "measure=stock",
            "q=growth",
        ] {
            let answer = app.get(&format!("{url}?{query}")).await;
            if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
                continue;
            }
            refused += 1;
            let problem = answer.json();
            let hints = problem["hints"].as_array().unwrap_or_else(|| panic!("{url}?{query}: {problem}"));
            for again in hints.iter().map(|hint| text(&hint["try"])) {
                assert_eq!(app.get(&again).await.status, StatusCode::OK, "{url}?{query}: {again}");
            }
        }
    }
    assert!(refused > 8, "{refused}");
}

#[tokio::test]
async fn every_row_that_matches_is_in_the_total_or_left_out_with_a_reason() {
    let app = TestApp::new().await;
    for (list, query) in [
        ("/trade", "year=2018"),
        ("/trade", "measure=value"),
        (
            "/trade",
            "flow=total,exports&partner=LAC,WLD&scope=bilateral,china&basis=stated,inferred,derived&measure=value",
        ),
        ("/investments", "measure=flow,share"),
        ("/indicators", "indicator=confucius-institutes"),
        ("/funds", ""),
    ] {
        let listed: BTreeSet<String> =
            app.all(&format!("{list}?{query}")).await.iter().map(|row| text(&row["id"])).collect();
        let found = total(&app, &format!("{list}/total?{query}")).await;
        let left_out = found["left_out"].as_array().unwrap().iter().map(|row| text(&row["fact"]));
        let told: Vec<String> = found["facts"].as_array().unwrap().iter().map(text).chain(left_out).collect();
        assert_eq!(told.len(), listed.len(), "{list}?{query}: {found}");
        assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), listed, "{list}?{query}");
        assert!(found["left_out"].as_array().unwrap().iter().all(|row| !text(&row["reason"]).is_empty()));
    }
}

#[tokio::test]
async fn what_people_call_series_and_totals_leads_to_them() {
    let app = TestApp::new().await;
    for (wrong, right) in [
        ("/trade/sum?year=2018", "/trade/total?year=2018"),
        ("/trade/totals?yaer=2018&sort=-value", "/trade/total?year=2018"),
        ("/trade/total.csv", "/trade/total"),
        ("/trade/timeseries?flow=exports", "/trade/series?flow=exports"),
        ("/trade/series.parquet", "/trade/series"),
        ("/visits/series", "/visits/groups?by=year"),
        ("/facts/total", "/facts/groups?by=year"),
        ("/trade/stats", "/trade/groups?by=year"),
    ] {
        let answer = app.get(wrong).await;
        assert_eq!((answer.status, &answer.json()["try"]), (StatusCode::NOT_FOUND, &json!(right)), "{wrong}");
        assert_eq!(app.get(right).await.status, StatusCode::OK, "{right}");
    }
    // Of all investments there is no total, of some there is.
    let again = text(&app.get("/investments/sum").await.json()["try"]);
    assert!(again.starts_with("/investments/total?") && again.contains("measure="), "{again}");
    assert_eq!(app.get(&again).await.status, StatusCode::OK, "{again}");
}

#[tokio::test]
async fn totals_are_tagged_cited_and_strict_like_lists() {
    let app = TestApp::new().await;
    let url = "/trade/total?year=2018";
    let answer = app.get(url).await;
    assert_eq!(answer.json()["links"], json!({ "self": url }));
    let same = app.with(url, &[("if-none-match", answer.header("etag"))]).await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    assert_eq!(app.with(url, &[("accept", "text/csv")]).await.status, StatusCode::NOT_ACCEPTABLE);
    assert!(
        text(&app.get(&format!("/cite?url={url}")).await.json()["data"]["text"])
            .contains("/trade/total?version=2026.11.2&year=2018")
    );
    for (wrong, right) in [
        ("/trade/total?yaer=2018", "/trade/total?year=2018"),
        ("/trade/total?limit=5&year=2018", "/trade/total?year=2018"),
        ("/trade/total?lang=es", "/trade/total"),
    ] {
        let refused = app.get(wrong).await;
        assert_eq!(
            (refused.status, &refused.json()["errors"][0]["try"]),
            (StatusCode::BAD_REQUEST, &json!(right)),
            "{wrong}"
        );
        assert_eq!(app.get(right).await.status, StatusCode::OK, "{right}");
    }
}
