//! Pages of groups, series, totals, of what can be asked and of the dataset; maps, points on charts, reports of errors.

use std::fs;

use axum::http::StatusCode;
use sinolac::data::Folder;

use crate::helpers::{TestApp, text};
use crate::pages::{BROWSER, page};

#[tokio::test]
async fn groups_have_a_page_on_which_each_number_leads_to_its_rows() {
    let app = TestApp::new().await;
    for query in ["by=flow", "by=country,topic&scope=bilateral", "by=year&limit=5"] {
        let answer = app.get(&format!("/trade/groups?{query}")).await.json();
        let page = page(&app, &format!("/trade/groups?{query}")).await;
        for group in answer["data"].as_array().unwrap() {
            let count = group["count"].to_string();
            assert!(page.body.contains(&format!(">{count}</")), "{query}: {group}");
        }
        let list = page.body.split("<td class=\"number\"><a href=\"").nth(1).unwrap_or_else(|| panic!("{query}"));
        let (href, rest) = list.split_once("\">").unwrap();
        let total = app.get(&href.replace("&#38;", "&")).await.json()["meta"]["total"].to_string();
        assert_eq!(rest.split('<').next().unwrap(), total, "{query}: {href}");
    }
}

#[tokio::test]
async fn series_and_totals_have_pages_with_every_figure() {
    let app = TestApp::new().await;
    let series = page(&app, "/trade/series?basis=stated,inferred,derived").await;
    for one in app.get("/trade/series?basis=stated,inferred,derived").await.json()["data"].as_array().unwrap() {
        for point in one["points"].as_array().unwrap() {
            assert!(series.body.contains(&format!("href=\"/trade/{}\"", text(&point["fact"]))), "{point}");
        }
    }
    let total = page(&app, "/trade/total?year=2018&flow=exports,imports").await;
    let answer = app.get("/trade/total?year=2018&flow=exports,imports").await.json();
    assert!(total.body.contains("<b>US$307.4 billion</b>"), "{answer}");
    for fact in answer["data"]["facts"].as_array().unwrap() {
        assert!(total.body.contains(&format!("href=\"/trade/{}\"", text(fact))), "{fact}");
    }
    for left_out in answer["data"]["left_out"].as_array().unwrap() {
        assert!(total.body.contains(&format!("href=\"/trade/{}\"", text(&left_out["fact"]))), "{left_out}");
    }
}

#[tokio::test]
async fn a_total_that_there_is_not_has_a_page_with_those_that_there_are() {
    let app = TestApp::new().await;
    let problem = app.get("/investments/total").await;
    let page = app.with("/investments/total", &[BROWSER]).await;
    assert_eq!((problem.status, page.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    for hint in problem.json()["hints"].as_array().unwrap() {
        let address = text(&hint["try"]).replace('&', "&#38;");
        assert!(page.body.contains(&format!("href=\"{address}\"")), "{address}");
    }
}

#[tokio::test]
async fn what_can_be_asked_and_the_dataset_have_pages_in_every_language() {
    let app = TestApp::new().await;
    for language in ["en", "es", "pt", "zh"] {
        let kinds = page(&app, &format!("/kinds?lang={language}")).await;
        let list = app.get(&format!("/kinds?lang={language}")).await.json();
        for kind in list["data"].as_array().unwrap() {
            assert!(kinds.body.contains(&format!(">{}</a>", text(&kind["label"]))), "{language}: {}", kind["name"]);
        }
        let dataset = page(&app, &format!("/dataset?lang={language}")).await;
        let about = app.get("/dataset").await.json();
        for version in about["data"]["versions"].as_array().unwrap() {
            assert!(dataset.body.contains(&text(&version["version"])), "{version}");
        }
        let own = about["data"]["versions"].as_array().unwrap().last().unwrap();
        assert!(dataset.body.contains(&text(&own["content_hash"])), "{own}");
    }
}

#[tokio::test]
async fn these_pages_have_paths_of_their_own_and_lead_browsers_to_json() {
    let app = TestApp::new().await;
    for (path, query) in [
        ("/trade/groups", "?by=flow"),
        ("/trade/series", "?measure=value"),
        ("/trade/total", "?year=2018&flow=exports,imports"),
        ("/kinds", ""),
        ("/dataset", ""),
    ] {
        let bare = format!("{path}{query}");
        let json = app.get(&bare).await;
        assert_eq!(json.header("content-type"), "application/json", "{bare}");
        assert!(json.header("vary").starts_with("Accept"), "{bare}: {}", json.header("vary"));
        let own = app.get(&format!("{path}.html{query}")).await;
        assert_eq!(own.header("content-type"), "text/html; charset=utf-8", "{bare}");
        let led = app.with(&format!("{path}.json{query}"), &[BROWSER]).await;
        assert_eq!((led.header("content-type"), &led.body), ("application/json", &json.body), "{bare}");
        let program = app.get(&format!("{path}.json{query}")).await;
        assert_eq!(program.status, StatusCode::PERMANENT_REDIRECT, "{bare}");
    }
}

#[tokio::test]
async fn a_list_about_several_countries_has_a_map_that_leads_to_the_rows_of_each() {
    let app = TestApp::new().await;
    for path in ["/agreements?status=signed", "/projects", "/facts"] {
        let page = page(&app, path).await;
        let map = page.body.split("<svg class=\"map\"").nth(1).unwrap_or_else(|| panic!("{path}"));
        let map = map.split("</svg>").next().unwrap();
        let (href, rest) = map.split_once("<a href=\"").unwrap().1.split_once('"').unwrap();
        let told = rest.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        let total = app.get(&href.replace("&#38;", "&")).await.json()["meta"]["total"].to_string();
        assert!(told.ends_with(&format!(": {total}")), "{path}: {href} {told}");
    }
    let spots = page(&app, "/projects").await.body.matches("class=\"spot\"").count();
    let places = app.all("/projects").await.iter().filter(|project| !project["latitude"].is_null()).count();
    assert_eq!(spots, places);
    assert!(!page(&app, "/agreements?country=BRA&parties=BRA").await.body.contains("class=\"map\""));
    assert!(!page(&app, "/sources").await.body.contains("class=\"map\""));
}

#[tokio::test]
async fn every_figure_of_a_chart_can_be_pointed_at_and_leads_to_its_fact() {
    let app = TestApp::new().await;
    let query = "measure=value&flow=total&partner=LAC&period=year&basis=stated,inferred,derived";
    let page = page(&app, &format!("/trade?{query}")).await;
    let series = app.get(&format!("/trade/series?{query}")).await.json();
    for over in ["over wide", "over narrow"] {
        let over = page.body.split(&format!("class=\"{over}\"")).nth(1).unwrap().split("</svg>").next().unwrap();
        for point in series["data"][0]["points"].as_array().unwrap() {
            let spot = over.split(&format!("href=\"/trade/{}\"", text(&point["fact"]))).nth(1);
            let told = spot.and_then(|spot| spot.split("<title>").nth(1)).unwrap_or_else(|| panic!("{point}"));
            assert!(told.starts_with(&format!("{}: ", text(&point["date"]))), "{told}");
        }
        assert!(over.contains("class=\"span\"") && over.contains("data-from=\""), "{over}");
    }
    assert!(page.body.contains("data-list=\"/trade?basis="), "choosing years keeps the other conditions");
}

/// The small dataset with something changed in one of its files.
async fn small(file: &str, change: impl Fn(&str) -> String) -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let path = folder.path().join(file);
    fs::write(&path, change(&fs::read_to_string(&path).unwrap())).unwrap();
    TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await
}

#[tokio::test]
async fn a_country_of_which_there_are_figures_over_time_has_their_chart() {
    let later = |text: &str| {
        let start = text.find("[[trade]]\nid = \"trade-2018-peru-growth\"").unwrap();
        let end = start + text[start..].find("]\n\n").unwrap() + 2;
        format!("{text}\n{}", text[start..end].replace("2018-peru", "2019-peru").replace("2018-0", "2019-0"))
    };
    let app = small("trade.toml", later).await;
    let peru = page(&app, "/countries/PER").await;
    let chart = peru.body.split("<details class=\"chart\"").nth(1).expect("a chart");
    for fact in ["trade-2018-peru-growth", "trade-2019-peru-growth"] {
        assert!(chart.split("</details>").next().unwrap().contains(&format!("href=\"/trade/{fact}\"")), "{fact}");
    }
    assert!(!page(&app, "/countries/BRA").await.body.contains("class=\"chart\""));
}

#[tokio::test]
async fn a_report_is_sent_to_where_the_dataset_wants_it() {
    let told = "https://example.org/issues";
    let app = small("dataset.toml", |text| format!("report_url = \"{told}\"\n{text}")).await;
    let page = page(&app, "/trade/trade-2018-exports").await;
    let report = page.body.split("id=\"report\"").nth(1).unwrap();
    assert!(report.contains(&format!("<a href=\"{told}\"")) && !report.contains("no address"), "{report}");
}

#[tokio::test]
async fn every_page_of_a_row_has_a_report_to_fill_in() {
    let app = TestApp::new().await;
    for (path, id) in [("/trade/trade-2018-total", "trade-2018-total"), ("/countries/BRA?lang=es", "BRA")] {
        let page = page(&app, path).await;
        let report = page.body.split("id=\"report\"").nth(1).unwrap_or_else(|| panic!("{path}"));
        let version = text(&app.get("/version").await.json()["dataset_version"]);
        for part in [id, &version, "The sinolac maintainers"] {
            assert!(report.contains(part), "{path}: {part}");
        }
    }
}

#[tokio::test]
async fn a_claim_is_checked_on_a_page_and_words_with_a_figure_that_are_nowhere_lead_there() {
    let app = TestApp::new().await;
    assert!(page(&app, "/check").await.body.contains("<form class=\"claim\""));
    for (claim, verdict) in [
        ("Trade between China and Latin America hit $315 billion in 2018", "contradicted"),
        ("Trade between China and Latin America reached $307.4 billion in 2018", "supported"),
    ] {
        let address = format!("/check?claim={}", claim.replace(' ', "%20").replace('$', "%24"));
        assert_eq!(app.get(&address).await.json()["data"][0]["verdict"], verdict);
        let page = page(&app, &format!("{address}&lang=pt")).await;
        assert!(page.body.contains(&format!("verdict-{verdict}\"")), "{claim}");
        assert!(page.body.contains("href=\"/trade/trade-2018-total?lang=pt\""), "{claim}");
    }
    let nothing = page(&app, "/facts?q=315.7%20billion").await;
    assert!(nothing.body.contains("href=\"/check?claim=315.7%20billion\""));
}
