//! A dataset whose facts stay in their CSV files gives what the same dataset in memory gives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use sinolac::check::{self, Checked};
use sinolac::data::Folder;
use sinolac::model::Record;
use sinolac::render::csv;
use sinolac::store::{self, Store};
use tempfile::TempDir;

/// The embedded data with its facts in CSV files.
fn folder(edit: impl Fn(String) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["dataset", "verified", "countries", "organizations", "people", "sources", "relations", "history"] {
        fs::copy(format!("data/{name}.toml"), folder.path().join(format!("{name}.toml"))).unwrap();
    }
    let dataset = check::load(&Folder::Embedded).unwrap();
    for (kind, records) in dataset.records.iter().filter(|(kind, _)| kind.is_fact()) {
        let lines: String = records.iter().rev().map(csv::line).collect();
        fs::write(folder.path().join(format!("{}.csv", kind.name)), edit(csv::header(kind) + &lines)).unwrap();
    }
    folder
}

async fn hash(dataset: Checked) -> (String, String) {
    let store = Store::in_memory(store::bytes(Box::new(dataset)).await.unwrap()).await.unwrap();
    (store.hash.clone(), serde_json::to_string(&store.about).unwrap())
}

fn stream(folder: &Path) -> Result<Checked, Vec<String>> {
    let streamed = check::stream(&Folder::Directory(folder.to_owned()), &|_, _, _| {});
    streamed.map_err(|findings| findings.iter().map(ToString::to_string).collect())
}

fn load(folder: &Path) -> Result<Checked, Vec<String>> {
    let loaded = check::load(&Folder::Directory(folder.to_owned()));
    loaded.map_err(|findings| findings.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn facts_in_files_give_the_same_dataset_as_facts_in_memory() {
    let folder = folder(|text| text);
    let streamed = stream(folder.path()).unwrap();
    let kept: Vec<&str> =
        streamed.facts().filter(|fact| fact.text("basis") != Some("derived")).map(Record::id).collect();
    assert_eq!(kept, [] as [&str; 0], "facts of files are not kept in memory");
    let loaded = load(folder.path()).unwrap();
    assert_eq!(streamed.register.len(), loaded.facts().count());
    let embedded = check::load(&Folder::Embedded).unwrap();
    let right = hash(embedded).await;
    assert_eq!(hash(loaded).await, right);
    assert_eq!(hash(streamed).await, right);
}

/// A figure alone in its group, here a share, is tied by the world's trade and by the growth of the year after.
#[tokio::test]
async fn tied_figures_in_files_have_the_bounds_that_they_have_in_memory() {
    let is_left_out = |line: &str| {
        let mut flows = ["total", "exports", "imports"].iter();
        flows.any(|flow| {
            line.starts_with(&format!("trade-2018-{flow},")) || line.starts_with(&format!("trade-2018-{flow}-growth,"))
        })
    };
    let folder = folder(|text| {
        let lines: String = text.split_inclusive('\n').filter(|line| !is_left_out(line)).collect();
        let year = lines.replace("2019-01/2019-11", "2019").replace("2019-01-01,2019-11-30", "2019-01-01,2019-12-31");
        year.replace("only 6.7 percent", "only 6.1 percent").replace(",6.7,", ",6.1,")
    });
    for file in ["relations.toml", "history.toml"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    let (streamed, loaded) = (stream(folder.path()).unwrap(), load(folder.path()).unwrap());
    let share = loaded.facts().find(|fact| fact.id() == "trade-2018-share").unwrap();
    let bounds = ["value", "value_low", "value_high"].map(|column| share.number(column).unwrap());
    assert!(6.05 < bounds[1] && bounds[2] < 6.15, "{bounds:?} is what its own digits leave");
    assert_eq!(hash(streamed).await, hash(loaded).await);
}

#[test]
fn facts_in_files_give_the_same_findings_as_facts_in_memory() {
    for (from, to) in [
        // a value that contradicts another, a sum that does not hold, a repair that nothing proves
        (",imports,value,,LAC", ",exports,value,,LAC"),
        ("18.9", "17.9"),
        ("parts_make_total", "share_fits_values"),
        // rows, references, ids
        (",imports,", ",import,"),
        ("xinhua-2008", "xinhua-2009"),
        ("trade-2018-imports", "trade-2018-exports"),
        ("trade-2018-imports", "trade-2018-importe"),
    ] {
        let folder = folder(|text| text.replace(from, to));
        let (streamed, loaded) = (stream(folder.path()).err(), load(folder.path()).err());
        assert!(loaded.as_ref().is_some_and(|findings| !findings.is_empty()), "{from} -> {to} is no mistake");
        assert_eq!(streamed, loaded, "{from} -> {to}");
    }
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_read_is_noticed() {
    let folder = folder(|text| text);
    let streamed = stream(folder.path()).unwrap();
    let file = folder.path().join("trade.csv");
    fs::write(&file, fs::read_to_string(&file).unwrap().replacen("id,", "id ,", 1)).unwrap();
    let error = store::bytes(Box::new(streamed)).await.unwrap_err();
    assert!(error.to_string().contains("trade.csv changed while it was read"), "{error}");
}
