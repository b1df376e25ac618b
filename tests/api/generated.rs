//! Files made from the declarations are what the declarations say. `UPDATE=1 cargo test` writes them anew.

use std::fs;

use serde_json::Value as Json;
use sinolac::check;
use sinolac::data::Folder;
use sinolac::{data, kinds, openapi, store};

use crate::helpers::TestApp;

/// Compare a file with what it should hold, or write it.
fn current(path: &str, right: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, right).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == right, "{path} is not what the program says; run UPDATE=1 cargo test and commit it");
}

#[test]
fn openapi_yaml_is_current() {
    let dataset = check::load(&Folder::Embedded).unwrap();
    current("openapi.yaml", &openapi::yaml(&dataset.vocabulary()));
}

#[test]
fn the_migrations_are_current() {
    current("migrations/0001_tables.sql", &store::ddl::create(&store::Dialect::Sqlite));
    current("migrations/0002_indexes.sql", &store::ddl::index(&store::Dialect::Sqlite));
}

/// The program serves its data from a database that was made before it was built.
#[tokio::test]
async fn the_embedded_database_is_the_one_that_the_data_make() {
    let path = format!("data/{}", data::DATABASE);
    let right = store::bytes(Box::new(check::load(&Folder::Embedded).unwrap())).await.unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, zstd::encode_all(right.as_slice(), 19).unwrap()).unwrap();
    }
    let there = fs::read(&path).map(|file| zstd::decode_all(file.as_slice()).unwrap()).unwrap_or_default();
    assert!(there == right, "{path} is not what the data make; run UPDATE=1 cargo test and commit it");
}

#[tokio::test]
async fn the_readme_shows_the_kinds_and_the_answers_as_they_are() {
    let readme = fs::read_to_string("README.md").unwrap();
    let readme = with_table(&with_table(&readme, "kinds", &kinds_table()), "limits", &sinolac::load::table());
    current("README.md", &with_answers(&TestApp::new().await, &readme).await);
}

/// The README with a table between its marks.
fn with_table(readme: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (head, rest) = readme.split_once(&begin).expect("the mark where the table begins");
    let (_, tail) = rest.split_once(&end).expect("the mark where it ends");
    format!("{head}{begin}{table}{end}{tail}")
}

/// The table of kinds as declared.
fn kinds_table() -> String {
    let row = |kind: &&sinolac::model::Kind| {
        let columns: Vec<String> = kind.columns.iter().map(|column| format!("`{}`", column.name)).collect();
        format!("| [`{0}`](data/{0}.toml) | {1} | {2} |\n", kind.name, kind.doc, columns.join(", "))
    };
    let rows: String = kinds::KINDS.iter().map(row).collect();
    format!("| kind | one row is | own columns |\n|---|---|---|\n{rows}")
}

/// The README with what the service answers where it shows an answer.
async fn with_answers(app: &TestApp, readme: &str) -> String {
    let mark = "<!-- answer: ";
    let (mut current, mut rest) = (String::new(), readme);
    while let Some((before, after)) = rest.split_once(mark) {
        let (path, after) = after.split_once(" -->\n```json\n").expect("a block of JSON after the mark");
        let (_, after) = after.split_once("```").expect("the end of the block");
        let answer: Json = app.get(path).await.json();
        current.extend([before, mark, path, " -->\n```json\n", &format!("{answer:#}"), "\n```"]);
        rest = after;
    }
    current + rest
}
