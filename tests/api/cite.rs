//! How answers are cited.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use sinolac::data::Folder;

use crate::helpers::{TestApp, link, text};

const QUESTION: &str = "url=/trade%3Fyear=2018%26flow=exports";

#[tokio::test]
async fn a_citation_names_dataset_version_date_question_rows_and_licence_in_every_form() {
    let app = TestApp::new().await;
    let manifest = &app.dataset.manifest;
    let cited = app.get(&format!("/cite?{QUESTION}")).await.json();
    assert_eq!(cited["meta"]["dataset_version"], manifest.version.as_str());
    let rows = app.get("/trade?year=2018&flow=exports").await.json()["meta"]["total"].clone();
    let (rows, question) = (format!("{rows} rows"), "/trade?flow=exports&version=2026.11.2&year=2018");
    for form in ["text", "bibtex", "ris"] {
        let citation = text(&cited["data"][form]);
        for part in [&manifest.title, &manifest.version, &manifest.license, &manifest.maintainers[0].name, &rows] {
            assert!(citation.contains(part.as_str()), "{form} has no {part}: {citation}");
        }
        let released = if form == "ris" { manifest.released.replace('-', "/") } else { manifest.released.clone() };
        // An ampersand means something to TeX.
        let question = if form == "bibtex" { question.replace('&', "\\&") } else { question.to_owned() };
        assert!(citation.contains(&released) && citation.contains(&question), "{form}: {citation}");
    }
    let csl = &cited["data"]["csl"][0];
    let expected = json!({
        "type": "dataset", "version": manifest.version, "URL": question, "issued": { "date-parts": [[2026, 11, 25]] },
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(csl[key], *value, "{key}");
    }
    assert!(text(&csl["note"]).contains(&rows), "{csl}");
}

#[tokio::test]
async fn the_sources_behind_the_rows_are_cited_and_no_others() {
    let app = TestApp::new().await;
    for path in ["/trade?year=2018", "/facts", "/visits.csv?country=BR", "/sources", "/facts?year=1800"] {
        let mark = if path.contains('?') { '&' } else { '?' };
        let rows = app.all(&format!("{}{mark}limit=1000", path.replace(".csv", ""))).await;
        let mut expected = BTreeSet::new();
        for row in rows {
            let evidence = row["evidence"].as_array().cloned().unwrap_or_default();
            expected.extend(evidence.iter().map(|entry| text(&entry["source"])));
            if path == "/sources" {
                expected.insert(text(&row["id"]));
            }
        }
        let url: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        let csl = app.get(&format!("/cite.csl.json?url={url}")).await.json();
        let cited: BTreeSet<String> = csl.as_array().unwrap()[1..].iter().map(|entry| text(&entry["id"])).collect();
        assert_eq!(cited, expected, "{path}");
    }
}

#[tokio::test]
async fn each_form_has_a_path_and_a_media_type_of_its_own() {
    let app = TestApp::new().await;
    let all = app.get(&format!("/cite?{QUESTION}")).await.json();
    for (path, media, form) in [
        ("/cite.txt", "text/plain; charset=utf-8", "text"),
        ("/cite.bib", "application/x-bibtex; charset=utf-8", "bibtex"),
        ("/cite.ris", "application/x-research-info-systems; charset=utf-8", "ris"),
        ("/cite.csl.json", "application/vnd.citationstyles.csl+json", "csl"),
    ] {
        let answer = app.get(&format!("{path}?{QUESTION}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media), "{path}");
        let expected = &all["data"][form];
        match expected {
            Json::String(citation) => assert_eq!(answer.body, *citation, "{path}"),
            csl => assert_eq!(answer.json(), *csl, "{path}"),
        }
    }
}

#[tokio::test]
async fn bibtex_braces_balance_and_ris_records_begin_and_end() {
    let app = TestApp::new().await;
    let bibtex = app.get("/cite.bib?url=/facts").await.body;
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count(), "{bibtex}");
    assert_eq!(bibtex.matches("@misc{").count(), 6, "{bibtex}");
    let ris = app.get("/cite.ris?url=/facts").await.body;
    assert_eq!((ris.matches("TY  - ").count(), ris.matches("ER  - \r\n").count()), (6, 6), "{ris}");
    assert!(ris.lines().all(|line| line.get(2..6) == Some("  - ")), "{ris}");
}

#[tokio::test]
async fn every_answer_with_facts_links_its_own_citation_and_the_link_works() {
    let app = TestApp::new().await;
    let mut paths = vec!["/trade?year=2018&fields=id".to_owned(), "/trade?q=soy%20beans&sort=-value".to_owned()];
    for list in app.lists().await {
        let id = text(&app.get(&format!("{list}?limit=1")).await.json()["data"][0]["id"]);
        paths.extend([format!("{list}/{id}"), format!("{list}.csv"), format!("{list}.geojson"), list]);
    }
    assert!(paths.len() > 70, "{paths:?}");
    for path in paths {
        let answer = app.get(&path).await;
        let target = link(answer.header("link"), "cite-as").unwrap_or_else(|| panic!("{path}"));
        let citation = app.get(&target).await;
        assert_eq!(citation.status, StatusCode::OK, "{path}: {}", citation.body);
        let bare = path.split('?').next().unwrap();
        assert!(text(&citation.json()["data"]["text"]).contains(bare), "{path}: {}", citation.body);
    }
}

#[tokio::test]
async fn an_item_is_one_row_a_derived_one_too() {
    let app = TestApp::new().await;
    for path in ["/trade/trade-2018-exports-balance", "/facts/trade-2018-total", "/countries/BRA"] {
        let citation = app.get(&format!("/cite.txt?url={path}")).await.body;
        assert!(citation.contains(&format!(" 1 row of {path}@2026.11.2. ")), "{citation}");
    }
    assert!(app.get("/cite.txt?url=/countries/br").await.body.contains("/countries/BRA"));
}

#[tokio::test]
async fn what_is_no_answer_is_not_cited_and_the_error_says_what_would_be() {
    let app = TestApp::new().await;
    for (question, detail) in [
        ("", "missing; the path of an answer would be right, such as /trade?year=2018"),
        ("?url=/kinds", "`/kinds` is no list and no item of this service; /trade?year=2018 would be"),
        ("?url=/trade.doc", "is no list and no item"),
        ("?url=/trade.csv/trade-2018-total", "is no list and no item"),
        ("?url=/trade%3Fyaer=2018", "yaer: there is no such parameter here; did you mean `year`?"),
        ("?url=/trade%3Fflow=export", "did you mean `exports`?"),
        ("?url=/trade/trade-2018-total%3Fyear=2018", "year: there is no such parameter here"),
        ("?url=/trade/no-such-fact", "there is no trade `no-such-fact`"),
        ("?url=/trade&url=/visits", "given more than once"),
        ("?url=/trade?year=2018&flow=exports", "where it belongs to the address, write its `&` as %26"),
    ] {
        for suffix in ["", ".txt", ".bib", ".ris", ".csl.json"] {
            let answer = app.get(&format!("/cite{suffix}{question}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{question}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            let told = text(&answer.json()["errors"][0]["detail"]);
            assert!(told.contains(detail), "{question}: {told}");
        }
    }
    let condition = app.with("/cite?url=/trade/no-such-fact", &[("if-none-match", "*")]).await;
    assert_eq!(condition.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_service_that_knows_its_address_cites_by_it_and_takes_no_other() {
    let app = TestApp::on(&Folder::Embedded, "https://facts.example.org").await;
    for url in ["/trade", "https://facts.example.org/trade"] {
        let citation = app.get(&format!("/cite.txt?url={url}")).await.body;
        assert!(citation.contains(" of https://facts.example.org/trade?version=2026.11.2. "), "{citation}");
    }
    assert_eq!(app.get("/cite.txt?url=https://elsewhere.example/trade").await.status, StatusCode::BAD_REQUEST);
    let nameless = TestApp::new().await;
    assert!(
        nameless.get("/cite.txt?url=http://127.0.0.1:8080/trade").await.body.contains(" of /trade?version=2026.11.2. ")
    );
}

#[tokio::test]
async fn a_citation_has_the_host_that_the_request_was_sent_to_and_its_tag_tells_hosts_apart() {
    let app = TestApp::new().await;
    let path = "/cite.txt?url=/trade/trade-2018-total";
    let mut tags = BTreeSet::new();
    for host in ["facts.example.org", "127.0.0.1:8201", "[::1]:8080"] {
        // Twice: the second answer is the one that was kept.
        for _ in 0..2 {
            let answer = app.with(path, &[("host", host)]).await;
            let address = format!(" of http://{host}/trade/trade-2018-total@2026.11.2. ");
            assert!(answer.body.contains(&address), "{}", answer.body);
            tags.insert(answer.header("etag").to_owned());
        }
    }
    assert_eq!(tags.len(), 3);
    let hostile = app.with(path, &[("host", "\"><script>")]).await;
    assert!(hostile.body.contains(" of /trade/trade-2018-total@2026.11.2. "), "{}", hostile.body);
    let named = TestApp::on(&Folder::Embedded, "https://facts.example.org").await;
    assert!(named.with(path, &[("host", "other.example")]).await.body.contains(" of https://facts.example.org/trade/"));
}
