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
    for name in
        ["dataset", "verified", "countries", "organizations", "people", "sources", "relations", "history", "coverage"]
    {
        fs::copy(format!("data/{name}.toml"), folder.path().join(format!("{name}.toml"))).unwrap();
    }
    for folder in ["titles", "versions"].map(|name| folder.path().join(name)) {
        fs::create_dir(folder).unwrap();
    }
    for version in fs::read_dir("data/versions").unwrap().map(Result::unwrap) {
        fs::copy(version.path(), folder.path().join("versions").join(version.file_name())).unwrap();
    }
    for language in ["es", "pt", "zh"] {
        fs::copy(format!("data/titles/{language}.toml"), folder.path().join(format!("titles/{language}.toml")))
            .unwrap();
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

/// Figures alone in their groups, which are tied to others by the growth of the year after, by the world's trade, by both.
#[tokio::test]
async fn tied_figures_in_files_have_the_bounds_that_they_have_in_memory() {
    let year = [
        ("2019-01/2019-11", "2019"),
        ("2019-01-01,2019-11-30", "2019-01-01,2019-12-31"),
        (",2019,months,", ",2019,year,"),
    ];
    let exports =
        [year[0], year[1], year[2], ("$148.79 billion", "$136.25 billion"), (",148790000000,", ",136250000000,")];
    let share = [year[0], year[1], year[2], ("only 6.7 percent", "only 6.1 percent"), (",6.7,", ",6.1,")];
    let of_2018 = ["total-growth", "exports-growth", "imports", "imports-growth", "total"];
    let world = ["world-total", "world-total-growth", "share"];
    for (left_out, edits, narrowed, printed) in [
        ([&of_2018[..], &world].concat(), &exports[..], "trade-2019-jan-nov-exports-growth", [0.15, 0.25]),
        (vec!["world-total-growth"], &[], "trade-2018-world-total", [4.615e12, 4.625e12]),
        ([&of_2018[..], &["exports"]].concat(), &share, "trade-2018-share", [6.05, 6.15]),
    ] {
        let is_left_out = |line: &str| left_out.iter().any(|id| line.starts_with(&format!("trade-2018-{id},")));
        let folder = folder(|text| {
            let lines = text.split_inclusive('\n').filter(|line| !is_left_out(line)).collect();
            edits.iter().fold(lines, |text: String, (from, to)| text.replace(from, to))
        });
        for file in ["relations.toml", "history.toml"] {
            fs::remove_file(folder.path().join(file)).unwrap();
        }
        fs::remove_dir_all(folder.path().join("titles")).unwrap();
        let (streamed, loaded) = (stream(folder.path()).unwrap(), load(folder.path()).unwrap());
        let fact = loaded.facts().find(|fact| fact.id() == narrowed).unwrap();
        let bounds = ["value_low", "value_high"].map(|column| fact.number(column).unwrap());
        assert!(bounds[1] - bounds[0] < 0.9 * (printed[1] - printed[0]), "{narrowed}: {bounds:?}");
        assert_eq!(hash(streamed).await, hash(loaded).await, "{narrowed}");
    }
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
