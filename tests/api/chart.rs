//! Charts: `/{kind}/series.svg`.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use roxmltree::Document;

use crate::helpers::{Answer, TestApp, text};

/// A chart, which is well-formed, small and runs nothing.
async fn chart(app: &TestApp, path: &str) -> Answer {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "image/svg+xml", "{path}");
    assert!(answer.bytes.len() <= 20_000, "{path}: {} bytes", answer.bytes.len());
    let document = Document::parse(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(document.descendants().all(|node| !node.has_tag_name("script")), "{path}");
    answer
}

fn description(answer: &Answer) -> String {
    let document = Document::parse(&answer.body).unwrap();
    let node = document.descendants().find(|node| node.attribute("id") == Some("desc")).unwrap();
    node.text().unwrap().to_owned()
}

#[tokio::test]
async fn every_kind_of_figures_has_charts_in_every_language_that_tell_every_point() {
    let app = TestApp::new().await;
    for kind in app.kinds().await.iter().filter(|kind| !kind["series_url"].is_null()) {
        let url = text(&kind["series_url"]);
        let found = app.get(&format!("{url}?basis=stated,inferred,derived")).await.json();
        let measures: BTreeSet<String> =
            found["data"].as_array().unwrap().iter().map(|one| text(&one["quantity"]["unit"])).collect();
        for language in ["en", "es", "pt", "zh"] {
            chart(&app, &format!("{url}.svg?basis=stated,inferred,derived&lang={language}")).await;
            for unit in &measures {
                for width in [320, 1600] {
                    chart(&app, &format!("{url}.svg?unit={unit}&lang={language}&width={width}")).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn each_figure_stands_in_the_description_and_the_picture_as_people_write_it() {
    let app = TestApp::new().await;
    for (language, written) in [
        ("en", ["2018: US$307.4 billion", "Jan\u{2013}Nov 2019: US$286.83 billion"]),
        ("es", ["2018: 307.400 millones de d\u{f3}lares", "ene\u{2013}nov 2019: 286.830 millones de d\u{f3}lares"]),
        ("pt", ["2018: US$\u{a0}307,4 bilh\u{f5}es", "jan\u{2013}nov 2019: US$\u{a0}286,83 bilh\u{f5}es"]),
        (
            "zh",
            [
                "2018\u{5e74}\u{ff1a}3074\u{4ebf}\u{7f8e}\u{5143}",
                "2019\u{5e74}1\u{2013}11\u{6708}\u{ff1a}2868.3\u{4ebf}\u{7f8e}\u{5143}",
            ],
        ),
    ] {
        let path = format!("/trade/series.svg?flow=total&measure=value&partner=LAC&lang={language}");
        let answer = chart(&app, &path).await;
        for figure in written {
            assert!(description(&answer).contains(figure), "{figure}: {}", description(&answer));
            let (period, amount) = figure.split_once([':', '\u{ff1a}']).unwrap();
            assert!(answer.body.contains(&format!(">{period}<")), "{period}");
            assert!(answer.body.contains(&format!(">{}<", amount.trim())), "{amount}");
        }
    }
}

#[tokio::test]
async fn a_chart_names_its_sources_version_licence_and_the_address_of_its_query() {
    let app = TestApp::new().await;
    let path = "/investments/series.svg?measure=stock&direction=to_lac";
    let answer = app.with(path, &[("host", "facts.example.org")]).await;
    let body = answer.body.replace("&amp;", "&");
    for part in [
        "http://facts.example.org/investments/series.svg?",
        "direction=to_lac&measure=stock",
        "China Daily, 26 May 2015",
        "2026.11.2",
        "CC-BY-4.0",
    ] {
        assert!(body.contains(part), "{part}: {body}");
    }
    let other = app.with(path, &[("host", "other.example.org")]).await;
    assert_ne!(answer.header("etag"), other.header("etag"), "the address is a part of the picture");
}

#[tokio::test]
async fn a_chart_is_negotiated_tagged_and_shown_where_it_is_asked_for() {
    let app = TestApp::new().await;
    let path = "/trade/series.svg?measure=growth";
    let answer = chart(&app, path).await;
    assert_eq!(answer.header("content-disposition"), "inline; filename=\"sinolac-trade-series.svg\"");
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'; style-src 'unsafe-inline'") && !policy.contains("frame-ancestors"));
    assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
    let known = app.with(path, &[("if-none-match", answer.header("etag"))]).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    let negotiated = app.with("/trade/series?measure=growth", &[("accept", "image/svg+xml")]).await;
    assert_eq!(negotiated.header("content-location"), path);
    assert_eq!(negotiated.body, answer.body);
}

#[tokio::test]
async fn a_chart_of_nothing_is_a_picture_that_says_why() {
    let app = TestApp::new().await;
    let answer = chart(&app, "/trade/series.svg?measure=balance").await;
    assert!(answer.body.contains("Nothing was found"), "{}", answer.body);
    assert!(description(&answer).contains("/trade/series?basis=derived"), "{}", description(&answer));
}

#[tokio::test]
async fn a_width_belongs_to_charts_and_lies_within_its_bounds() {
    let app = TestApp::new().await;
    for width in ["319", "1601", "wide", "-400"] {
        let answer = app.get(&format!("/trade/series.svg?width={width}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{width}");
        assert!(answer.body.contains("320 to 1600"), "{}", answer.body);
    }
    let answer = app.get("/trade/series.csv?width=400").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("/trade/series.svg would be right"), "{}", answer.body);
}

#[tokio::test]
async fn a_slip_in_the_address_of_a_chart_is_told_with_one_that_works_and_keeps_the_width() {
    let app = TestApp::new().await;
    let answer = app.get("/trade/series.svg?flow=totl&width=900").await;
    assert_eq!(answer.json()["errors"][0]["try"], "/trade/series.svg?flow=total&width=900", "{}", answer.body);
    let answer = app.get("/trade.svg?flow=total").await;
    assert_eq!(answer.json()["try"], "/trade/series.svg?flow=total", "{}", answer.body);
    assert_eq!(app.get("/trade/series.svg?flow=total").await.status, StatusCode::OK);
}
