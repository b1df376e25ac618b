//! What belongs with an answer: FAIR Signposting in headers, the same as a link set.

use std::fs;

use serde_json::json;
use sinolac::data::Folder;
use sinolac::files::FORMATS;

use crate::helpers::{TestApp, text};

/// The targets of a relation in a `Link` header.
fn targets(header: &str, rel: &str) -> Vec<String> {
    let links = header.split(", <").filter(|link| link.contains(&format!("rel=\"{rel}\"")));
    links.filter_map(|link| Some(link.trim_start_matches('<').split('>').next()?.to_owned())).collect()
}

#[tokio::test]
async fn every_list_and_item_tells_its_licence_description_files_and_list_and_all_of_them_answer() {
    let app = TestApp::new().await;
    for list in app.lists().await {
        let page = app.get(&format!("{list}?limit=1&facets=kind")).await;
        let page = if page.status == 200 { page } else { app.get(&format!("{list}?limit=1")).await };
        let link = page.header("link");
        let files = targets(link, "item");
        assert_eq!(files.len(), FORMATS.len() - 1, "{list}: {link}");
        assert_eq!(targets(link, "license"), ["https://creativecommons.org/licenses/by/4.0/"], "{list}");
        for path in files.iter().chain(&targets(link, "describedby")).chain(&targets(link, "linkset")) {
            let answer = app.get(path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            let media = answer.header("content-type").split(';').next().unwrap();
            assert!(
                link.contains(&format!("<{path}>; rel=")) && link.contains(&format!("type=\"{media}\"")),
                "{path} {link}"
            );
            if files.contains(path) {
                assert_eq!(targets(answer.header("link"), "collection"), std::slice::from_ref(&list), "{path}");
            }
        }
        let id = text(&page.json()["data"][0]["id"]);
        let item = app.get(&format!("{list}/{id}")).await;
        assert_eq!(targets(item.header("link"), "collection"), std::slice::from_ref(&list));
        assert_eq!(targets(item.header("link"), "license").len(), 1, "{list}");
    }
}

#[tokio::test]
async fn a_link_set_says_the_same_as_the_headers_with_whole_addresses() {
    let app = TestApp::new().await;
    let host = [("host", "facts.example.org")];
    let answer = app.with("/linkset?url=/trade%3Fyear=2018", &host).await;
    assert_eq!(answer.header("content-type"), "application/linkset+json");
    let sets = answer.json()["linkset"].clone();
    let base = "http://facts.example.org";
    assert_eq!(sets[0]["anchor"], format!("{base}/trade?year=2018"));
    let file = json!({ "href": format!("{base}/trade.csv?year=2018"), "type": "text/csv" });
    assert!(sets[0]["item"].as_array().unwrap().contains(&file), "{sets:#}");
    assert_eq!(sets[1]["anchor"], file["href"]);
    assert_eq!(sets[1]["collection"][0]["href"], format!("{base}/trade?year=2018"));
    assert_eq!(sets[0]["license"], json!([{ "href": "https://creativecommons.org/licenses/by/4.0/" }]));
    let header = app.get("/trade?year=2018").await;
    for rel in ["cite-as", "license", "describedby", "item"] {
        let told: Vec<String> =
            sets[0][rel].as_array().unwrap().iter().map(|link| text(&link["href"]).replace(base, "")).collect();
        assert_eq!(told, targets(header.header("link"), rel), "{rel}");
    }
    let item = app.with("/linkset?url=/trade/trade-2018-total", &host).await.json();
    assert_eq!(item["linkset"][0]["collection"][0]["href"], format!("{base}/trade"));
    for (wrong, told) in [("/trade/no-such-fact", "there is no trade"), ("/kinds", "no list and no item")] {
        let answer = app.get(&format!("/linkset?url={wrong}")).await;
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.body.contains(told), "{}", answer.body);
    }
}

#[tokio::test]
async fn links_leave_room_in_the_headers_and_the_most_telling_come_first() {
    let app = TestApp::new().await;
    let words: Vec<String> = (0..90).map(|n| format!("word{n}")).collect();
    let answer = app.get(&format!("/trade?q={}", words.join("%20"))).await;
    let link = answer.header("link");
    assert!(
        link.len() < 4200 && link.contains("rel=\"cite-as\"") && link.contains("rel=\"license\""),
        "{}",
        link.len()
    );
}

#[tokio::test]
async fn where_errors_are_reported_is_told_by_items_and_the_dataset_when_it_is_known() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let told = "https://example.org/issues";
    let manifest = folder.path().join("dataset.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("report_url = \"{told}\"\n{text}")).unwrap();
    let app = TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await;
    assert_eq!(app.get("/trade/trade-2018-exports").await.json()["meta"]["report_url"], told);
    assert_eq!(app.get("/dataset").await.json()["data"]["report_url"], told);
    assert!(app.get("/trade").await.json()["meta"]["report_url"].is_null(), "once a page is enough elsewhere");
    let silent = TestApp::new().await.get("/trade/trade-2018-exports").await.json();
    assert!(!silent["meta"].as_object().unwrap().contains_key("report_url"), "{silent}");
}
