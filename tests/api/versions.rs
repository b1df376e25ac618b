//! Versions of the past: asked like the present one, the same for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use sinolac::check;
use sinolac::data::versions::{self, Rows};
use sinolac::data::{Folder, HISTORY, History};
use sinolac::derive::{current_history, rows};
use tempfile::TempDir;

use crate::helpers::{TestApp, ids, text};

const FIRST: &str = "2026.11.1";
const SECOND: &str = "2026.11.2";
const THIRD: &str = "2026.12.1";

/// A copy of the data folder, in which files that come to it do not matter to others.
fn copy(from: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["", "titles", versions::VERSIONS] {
        fs::create_dir_all(folder.path().join(name)).unwrap();
        for entry in fs::read_dir(from.join(name)).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            fs::copy(entry.path(), folder.path().join(name).join(entry.file_name())).unwrap();
        }
    }
    folder
}

/// The data folder with its present version kept and a third one after it, which has another note and no fund `gone`.
fn third() -> TempDir {
    let folder = copy(Path::new("data"));
    let at = |name: &str| folder.path().join(name);
    let change = |name: &str, from: &str, to: &str| {
        let before = fs::read_to_string(at(name)).unwrap();
        assert!(before.contains(from), "{name} has {from}");
        fs::write(at(name), before.replacen(from, to, 1)).unwrap();
    };
    let data = Folder::Directory(folder.path().to_owned());
    let history = || History::read(&data, &mut Vec::new());
    let second = rows(&check::load_without_history(&data).unwrap());
    let past = versions::read(&data, &[FIRST]).unwrap().unwrap();
    fs::write(at(&versions::file(SECOND)), versions::written(&past, &second).unwrap()).unwrap();
    let mut told = history();
    told.versions.last_mut().unwrap().content = Some(versions::content_hash(&second));
    fs::write(at(HISTORY), told.written()).unwrap();

    change("dataset.toml", &format!("version = \"{SECOND}\""), &format!("version = \"{THIRD}\""));
    change(
        "trade.toml",
        "title = \"China's exports to Latin America in 2018\"",
        "note = \"Read again.\"\ntitle = \"China's exports to Latin America in 2018\"",
    );
    let dataset = check::load_without_history(&data).unwrap();
    let third = current_history(&dataset, &history(), Some(&second), &BTreeMap::new()).unwrap();
    fs::write(at(HISTORY), third.written()).unwrap();
    folder
}

async fn in_third() -> TestApp {
    TestApp::on(&Folder::Directory(third().path().to_owned()), "").await
}

fn kept() -> Rows {
    versions::read(&Folder::Embedded, &[FIRST]).unwrap().unwrap()
}

#[tokio::test]
async fn the_kept_versions_are_what_the_history_says_and_the_present_one_hashes_alike() {
    let history = History::read(&Folder::Embedded, &mut Vec::new());
    assert_eq!(history.versions[0].content.as_deref(), Some(&*versions::content_hash(&kept())));
    let app = TestApp::new().await;
    let told = app.get("/dataset").await.json()["data"]["versions"].clone();
    let now = versions::content_hash(&rows(app.dataset));
    let versions: Vec<_> = told.as_array().unwrap().iter().map(|told| text(&told["content_hash"])).collect();
    assert_eq!(versions, [history.versions[0].content.clone().unwrap(), now]);
}

#[tokio::test]
async fn a_version_of_the_past_answers_its_rows_in_todays_columns_in_every_list() {
    let app = TestApp::new().await;
    let kept = kept();
    for kind in sinolac::kinds::filed() {
        let ours: BTreeMap<&String, _> =
            kept.iter().filter(|((list, _), _)| list == kind.name).map(|((_, id), row)| (id, row)).collect();
        let basis = if kind.is_fact() { "&basis=stated,inferred,derived" } else { "" };
        let answer = app.get(&format!("/{}?version={FIRST}&limit=1000{basis}", kind.name)).await;
        let list = answer.json();
        assert_eq!(list["meta"]["dataset_version"], FIRST);
        let told = list["data"].as_array().unwrap();
        assert_eq!(told.len(), ours.len(), "{}", kind.name);
        for row in told {
            let id = text(&row["id"]);
            let columns: Vec<&String> = row.as_object().unwrap().keys().collect();
            assert_eq!(columns, kind.shown().map(|column| column.name).collect::<Vec<_>>(), "{id}");
            for (column, value) in ours[&id] {
                let mut shown = row[column].clone();
                if column == "evidence" && value[0].get("url").is_none() {
                    let entries = shown.as_array_mut().unwrap().iter_mut();
                    entries.for_each(|entry| {
                        assert_eq!(entry.as_object_mut().unwrap().shift_remove("url"), Some(json!(null)));
                    });
                }
                assert_eq!(&shown, value, "{id}: {column}");
            }
        }
    }
    let scopes = app.get(&format!("/facts?version={FIRST}&fields=scope&limit=1")).await.json();
    assert_eq!(scopes["data"], json!([{ "scope": null }]), "that version had none");
}

#[tokio::test]
async fn filters_files_groups_and_words_work_on_a_version_of_the_past() {
    let app = TestApp::new().await;
    let list = app.get(&format!("/events?version={FIRST}&type=incident&year=2018&limit=2")).await.json();
    assert!(list["meta"]["total"].as_u64().unwrap() > 0, "a word that is no choice any more: {list}");
    assert_eq!(list["links"]["self"], format!("/events?type=incident&version={FIRST}&year=2018&limit=2"));
    assert_eq!(app.get(&format!("/trade?version={FIRST}&source=cedpr-2020&q=exports")).await.status, StatusCode::OK);
    let groups = app.get(&format!("/facts/groups?by=kind&version={FIRST}")).await.json();
    let counted: u64 = groups["data"].as_array().unwrap().iter().map(|group| group["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, 314);
    let csv = app.get(&format!("/facts.csv?version={FIRST}")).await;
    assert_eq!(csv.body.lines().count(), 315, "a header and 314 facts");
    for ending in ["ndjson", "parquet", "geojson", "xlsx"] {
        assert_eq!(app.get(&format!("/trade.{ending}?version={FIRST}")).await.status, StatusCode::OK, "{ending}");
    }
    let wrong = app.get("/trade?version=2026.11.9").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(wrong.json()["errors"][0]["allowed"], json!([FIRST, SECOND]));
}

#[tokio::test]
async fn one_fact_followed_through_three_versions() {
    let app = in_third().await;
    let at = async |version: &str| app.get(&format!("/trade/trade-2018-exports{version}")).await.json();
    let (first, second, third) =
        (at(&format!("@{FIRST}")).await, at(&format!("@{SECOND}")).await, at(&format!("@{THIRD}")).await);
    assert_eq!([&first["data"]["scope"], &second["data"]["scope"]], [&json!(null), &json!("bilateral")]);
    assert_eq!([&second["data"]["note"], &third["data"]["note"]], [&json!(null), &json!("Read again.")]);
    for (version, item) in [(FIRST, &first), (SECOND, &second), (THIRD, &third)] {
        assert_eq!(item["meta"]["dataset_version"], version);
        assert_eq!(item["links"]["self"], format!("/trade/trade-2018-exports@{version}"));
        assert_eq!(item["data"]["value"], 148_790_000_000_u64);
    }
    assert_eq!(at("").await["data"], third["data"], "the address without a version is that of the present one");
    // A fact that was withdrawn is still there where it was.
    let gone = app.get("/changes?change=withdrawn&limit=1&fields=fact,kind").await.json()["data"][0].clone();
    let kind = sinolac::kinds::facts().find(|kind| gone["kind"] == kind.singular).unwrap().name;
    let address = format!("/{kind}/{}", text(&gone["fact"]));
    assert_eq!(app.get(&address).await.status, StatusCode::GONE);
    assert_eq!(app.get(&format!("{address}@{FIRST}")).await.status, StatusCode::OK);
    for (path, words) in [
        (format!("{address}@{SECOND}"), format!("version {SECOND} has no")),
        ("/trade/trade-2018-exports@2020.1.1".to_owned(), "there is no version `2020.1.1`".to_owned()),
    ] {
        let missing = app.get(&path).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
        assert!(text(&missing.json()["detail"]).contains(&words), "{}", missing.body);
    }
}

#[tokio::test]
async fn what_differs_between_two_versions_is_told_column_by_column() {
    let app = in_third().await;
    let told = app.get(&format!("/changes?from_version={SECOND}")).await;
    assert_eq!(told.header("content-type"), "application/vnd.sinolac.differences+json");
    let change = |column: &str, from: Json, to: Json| json!({ "column": column, "from": from, "to": to });
    assert_eq!(
        told.json()["data"],
        json!([{
            "fact": "trade-2018-exports", "kind": "trade", "change": "changed", "moved_from": null,
            "columns": [change("note", json!(null), json!("Read again."))],
        }])
    );
    let between = |more: &str| format!("/changes?from_version={FIRST}&to_version={SECOND}{more}");
    let all = app.get(&between("")).await.json();
    let moved = app.get(&between("&change=moved&limit=1")).await.json();
    assert!(moved["meta"]["total"].as_u64().unwrap() < all["meta"]["total"].as_u64().unwrap());
    assert_eq!(moved["data"].as_array().unwrap().len(), 1);
    assert!(moved["data"][0]["moved_from"].is_string());
    let back = app.get(&format!("/changes?from_version={THIRD}&to_version={THIRD}")).await.json();
    assert_eq!(back["meta"]["total"], 0, "a version does not differ from itself");
    for wrong in [
        "/changes?to_version=2026.11.1",
        "/changes.csv?from_version=2026.11.1",
        "/changes?from_version=2026.11.1&q=a",
        "/changes.csv?from_version=2026.11.1&to_version=2026.11.2&sort=id&q=a",
    ] {
        let answer = app.get(wrong).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        let problem = answer.json();
        let mended = text(&problem["errors"][0]["try"]);
        assert_eq!(app.get(&mended).await.status, StatusCode::OK, "{wrong}: {mended}");
    }
}

#[tokio::test]
async fn a_cursor_of_a_version_goes_on_working_when_it_is_one_of_the_past() {
    let (before, after) = (TestApp::new().await, in_third().await);
    for list in ["/facts?limit=10&country=BRA", "/trade?limit=5&sort=-value"] {
        let first = before.get(list).await.json();
        let next = text(&first["links"]["next"]);
        let mut rest = after.all(&next).await;
        let mut all = first["data"].as_array().unwrap().clone();
        all.append(&mut rest);
        let whole = before.all(list).await;
        assert_eq!(ids(&all), ids(&whole), "{list}");
        all.iter().zip(&whole).for_each(|(row, same)| assert_eq!(row, same, "{list}"));
        let page = after.get(&next).await.json();
        assert!(text(&page["links"]["self"]).contains(&format!("version={SECOND}")), "it says which version it is of");
    }
    assert_eq!(after.get("/trade?limit=5&cursor=WyJhYmMiLDFd").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn citations_name_the_version_at_an_address_that_stays() {
    let app = TestApp::new().await;
    for (cited, told) in [
        ("/trade?year=2018", format!("/trade?version={SECOND}&year=2018")),
        ("/trade/trade-2018-exports", format!("/trade/trade-2018-exports@{SECOND}")),
        ("/trade/trade-2018-exports@2026.11.1", format!("/trade/trade-2018-exports@{FIRST}")),
        ("/trade.csv?version=2026.11.1&year=2018", format!("/trade.csv?version={FIRST}&year=2018")),
        ("/facts/groups?by=kind", format!("/facts/groups?by=kind&version={SECOND}")),
        ("/changes?version=2026.11.1", format!("/changes?version={FIRST}")),
    ] {
        let url: String = form_urlencoded::byte_serialize(cited.as_bytes()).collect();
        let citation = app.get(&format!("/cite.txt?url={url}")).await;
        assert!(citation.body.contains(&told), "{cited}: {}", citation.body);
        assert_eq!(app.get(&told).await.status, StatusCode::OK, "{told}");
        let of = if told.contains(FIRST) && !told.starts_with("/changes") { FIRST } else { SECOND };
        assert!(citation.body.contains(of), "{cited}: {}", citation.body);
    }
}
