//! Laws of the declarations: a mistake in one is a failed test that names kind and column.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::too_many_lines, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};

use sinolac::check;
use sinolac::data::Folder;
use sinolac::kinds::served;
use sinolac::model::{Filter, Kind, Type};
use sinolac::query::params;
use sinolac::store;
use sqlx::{Connection, SqliteConnection};

#[test]
fn names_are_unique_lower_case_and_not_taken_by_another_kind() {
    let mut names = BTreeSet::new();
    for kind in served() {
        assert!(names.insert(kind.name), "two kinds are called {}", kind.name);
        let mut columns = BTreeSet::new();
        for column in kind.columns() {
            assert!(columns.insert(column.name), "{} has two columns {}", kind.name, column.name);
            let legal =
                column.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            assert!(legal, "{}.{} is not lower case", kind.name, column.name);
        }
    }
}

#[test]
fn every_parameter_means_one_thing() {
    for kind in served() {
        let mut seen = BTreeSet::new();
        for param in params(kind) {
            assert!(seen.insert(param.name.clone()), "{} has two parameters {}", kind.name, param.name);
        }
    }
}

#[test]
fn every_doc_is_a_sentence_for_a_stranger() {
    for kind in served() {
        for (what, doc) in std::iter::once(("", kind.doc)).chain(kind.columns().map(|column| (column.name, column.doc)))
        {
            assert!(doc.ends_with('.') && doc.len() > 10 && !doc.contains("  "), "{} {what}: {doc:?}", kind.name);
        }
    }
}

#[test]
fn filters_fit_the_types_of_their_columns() {
    for kind in served() {
        for column in kind.columns() {
            let ordered = matches!(column.ty, Type::Integer | Type::Number | Type::Date);
            assert!(column.filter != Filter::Range || ordered, "{}.{} has no order", kind.name, column.name);
            assert!(column.filter != Filter::Exact || !ordered, "{}.{} deserves a range", kind.name, column.name);
            let shown = !column.example_value().is_empty() || column.filter == Filter::None;
            assert!(shown, "{}.{} is filtered by and has no example", kind.name, column.name);
        }
    }
}

#[test]
fn choices_are_unique_words() {
    for column in served().flat_map(Kind::columns) {
        if let Type::Choice(choices) = column.ty {
            assert_eq!(choices.iter().collect::<BTreeSet<_>>().len(), choices.len(), "{}", column.name);
            assert!(!choices.contains(&"null"), "{}: `null` stands for no value", column.name);
        }
    }
}

#[test]
fn every_file_of_a_kind_is_in_the_list_of_kinds() {
    let files = std::fs::read_dir("src/kinds").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let shared = ["mod.rs", "common.rs", "figures.rs", "regions.rs", "rules.rs"];
    let files: BTreeSet<String> = files.filter(|name| !shared.contains(&name.as_str())).collect();
    assert_eq!(files, served().map(|kind| format!("{}.rs", kind.name)).collect());
}

#[tokio::test]
async fn a_live_database_has_the_declared_columns_and_no_others() {
    let dataset = Box::new(check::load(&Folder::Embedded).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("facts.db");
    store::build(dataset, &file, &|_, _, _| {}).await.unwrap();
    let mut database = SqliteConnection::connect(file.to_str().unwrap()).await.unwrap();
    for kind in served() {
        let live = sqlx::query_scalar("select name from pragma_table_info($1)").bind(kind.name);
        let live: Vec<String> = live.fetch_all(&mut database).await.unwrap();
        let declared: Vec<&str> = std::iter::once("n").chain(kind.columns().map(|column| column.name)).collect();
        assert_eq!(live, declared, "{}", kind.name);
    }
}

/// The index has one column for a name, whatever kinds have it.
#[test]
fn columns_of_one_name_hold_one_sort_of_values() {
    let sort = |ty: Type| match ty {
        Type::Number => "numbers",
        Type::Integer | Type::Bool => "integers",
        Type::Refs(_) | Type::Texts => "lists",
        _ => "texts",
    };
    let mut sorts = BTreeMap::new();
    for (kind, column) in served().flat_map(|kind| kind.columns().map(move |column| (kind, column))) {
        let first = *sorts.entry(column.name).or_insert((sort(column.ty), kind.name));
        assert_eq!(sort(column.ty), first.0, "{}.{} and {}.{0}", kind.name, column.name, first.1);
    }
}

#[test]
fn the_citation_of_the_program_has_its_version_licences_and_authors() {
    let citation = std::fs::read_to_string("CITATION.cff").unwrap();
    let line = |line: &str| assert!(citation.lines().any(|found| found == line), "CITATION.cff has no line `{line}`");
    line(&format!("version: {}", env!("CARGO_PKG_VERSION")));
    for licence in env!("CARGO_PKG_LICENSE").split(" OR ") {
        line(&format!("  - {licence}"));
    }
    for author in &check::load(&Folder::Embedded).unwrap().manifest.maintainers {
        line(&format!("  - name: {}", author.name));
    }
}
