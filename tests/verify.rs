//! Evidence against texts: what is changed by a hand, in a fact or in a text, is found and named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::too_many_lines, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use sinolac::check;
use sinolac::data::Folder;
use sinolac::verify::{self, Outcome};
use tempfile::TempDir;

/// A copy of the fixture: its data in `data`, its text in `texts`.
fn copy() -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for part in ["data", "texts"] {
        fs::create_dir(copy.path().join(part)).unwrap();
        for entry in fs::read_dir(Path::new("tests/fixtures").join(part)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.path().join(part).join(entry.file_name())).unwrap();
        }
    }
    copy
}

fn edit(copy: &TempDir, file: &str, from: &str, to: &str) {
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn outcome(copy: &TempDir) -> Outcome {
    let folder = Folder::Directory(copy.path().join("data"));
    let dataset = check::load(&folder).unwrap_or_else(|findings| panic!("{findings:#?}"));
    verify::verify(&dataset, &folder, &copy.path().join("texts"), "2026-11-22", &|_| {})
}

/// What verification says, with the folder's own path left out.
fn findings(copy: &TempDir) -> Vec<String> {
    let base = format!("{}/", copy.path().display());
    outcome(copy).findings.iter().map(|finding| finding.to_string().replace(&base, "")).collect()
}

fn sinolac(copy: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sinolac"));
    let (data, texts) = (copy.path().join("data"), copy.path().join("texts"));
    command.arg("verify").arg("--sources").arg(texts).arg("--data").arg(data).args(arguments);
    command.env_remove("SINOLAC_DATA").output().unwrap()
}

#[test]
fn a_dataset_that_fits_its_texts_has_no_findings_and_nothing_unaccounted() {
    let outcome = outcome(&copy());
    assert_eq!(outcome.findings, []);
    let row = &outcome.report.rows[0];
    assert_eq!(
        [&row.sentences, &row.figures, &row.names].map(|count| (count.all, count.unaccounted)),
        [(11, 0), (8, 0), (6, 0)]
    );
    assert_eq!(row.sentences.all, row.sentences.pinned + row.sentences.excused);
}

#[test]
fn every_mutation_is_caught_and_named() {
    let (trade, coverage, text) = ("data/trade.toml", "data/coverage.toml", "texts/paper.txt");
    for (file, from, to, expected) in [
        // facts
        (
            trade,
            "148_790_000_000",
            "148_780_000_000",
            "data/trade.toml:3: value: trade-2018-exports: no quote prints 148780000000 USD",
        ),
        (trade, "value = 72", "value = 27", "data/trade.toml:41: value: trade-soy-share: no quote prints 27 percent"),
        (
            trade,
            "paragraph = 8, quote = \"amounted",
            "paragraph = 7, quote = \"amounted",
            "trade-2018-exports: \"amounted to $148.79 billion\" does not stand in paragraph 7 of `paper-2020`; it stands in paragraph 8",
        ),
        (trade, "paragraph = 10", "paragraph = 11", "`paper-2020` has 10 paragraphs, no paragraph 11"),
        (
            trade,
            ", occurrence = 2",
            "",
            "\"13.7 percent\" stands 2 times in paragraph 9 of `paper-2020`; more words, or `occurrence`",
        ),
        (trade, "occurrence = 2", "occurrence = 3", "does not stand in paragraph 9"),
        (trade, "amounted to $148.79", "amounted to $148.79 ", "does not stand in paragraph 8"),
        (
            trade,
            "qualifier = \"more_than\"",
            "qualifier = \"exact\"",
            "qualifier: trade-2018-peru-growth: `exact`, but the text prints 13.7 percent as \"more than 13.7 percent\"; `more_than` would be right",
        ),
        (
            trade,
            "qualifier = \"exact\"",
            "qualifier = \"nearly\"",
            "`nearly`, but the text prints $148.79 billion without a hedge; `exact` would be right",
        ),
        (
            trade,
            "value = 72",
            "value = 72\nprinted_as = \"72.0\"",
            "printed_as: trade-soy-share: no quote has \"72.0\"",
        ),
        // coverage
        (
            coverage,
            "  { source = \"paper-2020\", paragraph = 6, sentence = 1, starts = \"Peru should\", reason = \"recommendation\" },\n",
            "",
            "texts/paper.txt:7: paragraph 6, sentence 1: \"Peru should do more. ...\" is pinned by no fact",
        ),
        (
            coverage,
            "paragraph = 7",
            "paragraph = 8",
            "data/coverage.toml:5: sentence 1 of paragraph 8 of `paper-2020` does not start with \"All this\"",
        ),
        (
            coverage,
            "paragraph = 7",
            "paragraph = 17",
            "data/coverage.toml:5: `paper-2020` has no sentence 1 in paragraph 17",
        ),
        (coverage, "starts = \"All this\"", "starts = \"All that\"", "does not start with \"All that\""),
        (
            coverage,
            "paragraph = 7, sentence = 1, starts = \"All this\"",
            "paragraph = 3, sentence = 1, starts = \"Somebody\"",
            "`fund-without-a-size` pins this sentence; it needs no excuse",
        ),
        (
            coverage,
            "text = \"grew by 13.7 percent,\"",
            "text = \"grew by\"",
            "paragraph 9, sentence 1: the figure \"13.7 percent\" is in no fact",
        ),
        (
            coverage,
            "text = \"grew by 13.7 percent,\", reason",
            "text = \"says ECLAC\", reason",
            "\"says ECLAC\" needs no excuse there",
        ),
        (coverage, "text = \"Perú\"", "text = \"Perus\"", "\"Perú\" looks like a name and is none of the data's"),
        (coverage, "text = \"Perú\"", "text = \"Perus\"", "\"Perus\" stands in no text"),
        // texts
        (text, "said something", "said Something", "not the text that `paper-2020` was read in: its SHA-256 is"),
        (text, "said something", "said Something", "\"said something\" does not stand in paragraph 1"),
        (text, "$148.79", "$148.97", "\"amounted to $148.79 billion\" does not stand in paragraph 8"),
        (
            text,
            "Everybody hopes for the best.",
            "Everybody hopes for 5 percent.",
            "excused as opinion, but has the figure \"5 percent\"",
        ),
        (text, "Everybody hopes for the best.", "Everybody hopes that Huawei comes.", "\"Huawei\" looks like a name"),
        (text, "Somebody proposed a fund.", "Peru proposed a fund.", "\"Peru\" is named by no fact of this sentence"),
    ] {
        let copy = copy();
        edit(&copy, file, from, to);
        let found = findings(&copy);
        assert!(
            found.iter().any(|finding| finding.contains(expected)),
            "{file}: {from} -> {to}\nexpected {expected}\nfound {found:#?}"
        );
    }
}

#[test]
fn a_date_that_its_quote_contradicts_is_caught() {
    let quote = "amounted to $148.79 billion\"";
    for (date, words, expected) in [
        ("2017", "amounted to $148.79 billion in 2018\"", Some("date: trade-2018-exports: `2017`, but the quote")),
        ("2018", "amounted to $148.79 billion in 2018\"", None),
        ("2018-01/2018-03", "September 2018\"", Some("says September")),
    ] {
        let copy = copy();
        edit(&copy, "data/trade.toml", "date = \"2018\"\n", &format!("date = \"{date}\"\n"));
        edit(&copy, "data/trade.toml", quote, words);
        let found = findings(&copy);
        match expected {
            Some(expected) => assert!(found.iter().any(|finding| finding.contains(expected)), "{date}: {found:#?}"),
            None => assert_eq!(found, [] as [&str; 0]),
        }
    }
}

#[test]
fn the_command_tells_a_table_or_json_and_exits_by_what_it_found() {
    let copy = copy();
    let right = sinolac(&copy, &[]);
    assert!(right.status.success(), "{}", String::from_utf8_lossy(&right.stderr));
    assert!(String::from_utf8_lossy(&right.stdout).contains("unaccounted"));
    edit(&copy, "data/trade.toml", "value = 72", "value = 73");
    let wrong = sinolac(&copy, &["--format", "json"]);
    assert_eq!(wrong.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&wrong.stdout).unwrap();
    assert_eq!(json["sources"][0]["sentences"]["unaccounted"], 0);
    assert!(json["findings"][0].as_str().unwrap().contains("no quote prints 73 percent"), "{json}");
}

#[test]
fn a_stale_file_of_places_is_a_finding_until_it_is_written_anew() {
    let copy = copy();
    edit(&copy, "data/trade.toml", "quote = \"72 percent\"", "quote = \"About 72 percent\"");
    let stale = sinolac(&copy, &[]);
    assert_eq!(stale.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stale.stderr).contains("verified.toml:1: not what the texts give now"));
    assert!(sinolac(&copy, &["--write"]).status.success());
    assert!(sinolac(&copy, &[]).status.success());
    let written = fs::read_to_string(copy.path().join("data/verified.toml")).unwrap();
    assert!(written.contains("quote = \"About 72 percent\""), "{written}");
}

#[test]
fn what_is_wrong_is_never_written() {
    let copy = copy();
    edit(&copy, "data/trade.toml", "value = 72", "value = 73");
    let before = fs::read_to_string(copy.path().join("data/verified.toml")).unwrap();
    assert_eq!(sinolac(&copy, &["--write"]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(copy.path().join("data/verified.toml")).unwrap(), before);
}

#[test]
fn texts_that_are_not_there_are_told() {
    let copy = copy();
    fs::remove_file(copy.path().join("texts/paper.txt")).unwrap();
    let found = findings(&copy);
    assert!(
        found[0].contains("the text of `paper-2020` is not there")
            || found.iter().any(|f| f.contains("the text of `paper-2020` cannot be read")),
        "{found:#?}"
    );
}
