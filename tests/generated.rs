//! Files made from the declarations are what the declarations say. `UPDATE=1 cargo test` writes them anew.

use std::fs;

use sinolac::{kinds, openapi, store};

/// Compare a file with what it should hold, or write it.
fn current(path: &str, right: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, right).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == right, "{path} is not what the declarations say; run UPDATE=1 cargo test and commit it");
}

#[test]
fn openapi_yaml_is_current() {
    current("openapi.yaml", &openapi::yaml());
}

#[test]
fn the_migration_is_current() {
    current("migrations/0001_facts.sql", &store::ddl::sql());
}

#[test]
fn the_readme_has_the_table_of_kinds() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let (begin, end) = ("<!-- kinds -->\n", "<!-- /kinds -->");
    let (head, rest) = readme.split_once(begin).expect("the mark where the table begins");
    let (_, tail) = rest.split_once(end).expect("the mark where it ends");
    let rows: String = kinds::KINDS
        .iter()
        .map(|kind| {
            let columns: Vec<String> = kind.columns.iter().map(|column| format!("`{}`", column.name)).collect();
            format!("| [`{0}`](data/{0}.toml) | {1} | {2} |\n", kind.name, kind.doc, columns.join(", "))
        })
        .collect();
    let table = format!("| kind | one row is | own columns |\n|---|---|---|\n{rows}");
    current("README.md", &format!("{head}{begin}{table}{end}{tail}"));
}
