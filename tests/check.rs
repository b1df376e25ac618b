//! Data files broken in every way a hand can break them: each gives its finding, at its place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::too_many_lines, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use sinolac::check;
use sinolac::data::Folder;
use tempfile::TempDir;

/// A copy of the fixture folder.
fn folder() -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

/// What `check` says of a folder, with the folder's own path left out.
fn findings(folder: &Path) -> Vec<String> {
    let base = format!("{}/", folder.display());
    match check::load(&Folder::Directory(folder.to_owned())) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.iter().map(|finding| finding.to_string().replace(&base, "")).collect(),
    }
}

/// What `check` says after one text in one file is replaced by another.
fn after(file: &str, from: &str, to: &str) -> Vec<String> {
    let folder = folder();
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    findings(folder.path())
}

#[test]
fn the_fixture_has_no_findings() {
    assert_eq!(findings(folder().path()), [] as [&str; 0]);
}

#[test]
fn every_break_gives_its_finding_with_file_line_and_column() {
    let t = "trade.toml";
    for (file, from, to, expected) in [
        // keys and tables
        (
            t,
            "flow = \"exports\"",
            "flwo = \"exports\"",
            "trade.toml:15: flwo: no such column in trade; did you mean `flow`?",
        ),
        (t, "flow = \"exports\"\n", "", "trade.toml:3: flow: missing; exports: from China to the partner"),
        (
            t,
            "[[trade]]",
            "[[trades]]",
            "trade.toml:3: `trades` does not belong here; only tables headed `[[trade]]` do",
        ),
        (t, "# A value", "source = 1\n# A value", "trade.toml:1: `source` does not belong here"),
        (t, "unit = \"USD\"", "unit = \"USD\"\nunit = \"USD\"", "trade.toml:13: not TOML: duplicate key"),
        (t, "title = \"China's", "title = China's", "trade.toml:5: not TOML:"),
        // types
        (t, "148_790_000_000", "\"148\"", "trade.toml:11: value: a text stands where a number should"),
        (t, "148_790_000_000", "nan", "trade.toml:11: value: NaN is out of range"),
        (t, "148_790_000_000", "99999999999999999999", "trade.toml:11: value: inf is out of range"),
        (
            t,
            "date = \"2018\"",
            "date = 2018",
            "trade.toml:6: date: a whole number stands where a text in quotes should",
        ),
        (t, "date = \"2018\"", "date = 2018-01-01", "trade.toml:6: date: 2018-01-01 stands bare; in quotes"),
        (t, "countries = [\"PER\"]", "countries = \"PER\"", "countries: a text stands where a list should"),
        (
            "countries.toml",
            "celac_member = true",
            "celac_member = \"yes\"",
            "countries.toml:9: celac_member: a text stands where `true` or `false` should",
        ),
        // forms
        (t, "id = \"trade-2018-exports\"", "id = \"Trade 2018\"", "trade.toml:4: id: `Trade 2018` is no identifier"),
        (
            t,
            "id = \"trade-2018-exports\"",
            "id = \"total\"",
            "trade.toml:4: id: `total` has a meaning of its own in paths",
        ),
        (t, "date = \"2018\"", "date = \"last year\"", "trade.toml:6: date: `last year` is not EDTF"),
        (t, "date = \"2018\"", "date = \"2018-02-30\"", "trade.toml:6: date: `2018-02-30` is not EDTF"),
        (t, "date = \"2018\"", "date = \"[2018,2019]\"", "is EDTF of level 2; only levels 0 and 1"),
        (t, "2018-01/2018-09", "2018-09/2018-01", "date: `2018-09/2018-01`"),
        (t, "note = \"A note; with a semicolon.\"", "note = \" \"", "note: empty; leave the column out"),
        (t, "note = \"A note; with a semicolon.\"", "note = \"two\\nlines\"", "has a line break or control character"),
        (t, "note = \"A note; with a semicolon.\"", "note = \" blanks \"", "has blanks around it"),
        ("sources.toml", "sha256 = \"", "sha256 = \"x", "sources.toml:9: sha256:"),
        (
            "sources.toml",
            "licence_note = \"Theirs.\"",
            "licence_note = \"Theirs.\"\nurl = \"example.org\"",
            "sources.toml:9: url: `example.org` is no web address",
        ),
        ("organizations.toml", "\"CEPAL\"", "\"CEPAL;CELAC\"", "aliases: `CEPAL;CELAC` has a semicolon"),
        // words of a list
        (
            t,
            "flow = \"exports\"",
            "flow = \"export\"",
            "trade.toml:15: flow: `export` is not among total, exports, imports; did you mean `exports`?",
        ),
        // references
        (
            t,
            "attributed_to = \"eclac\"",
            "attributed_to = \"eclca\"",
            "attributed_to: no organization `eclca`; did you mean `eclac`?",
        ),
        ("projects.toml", "[\"PER\"]", "[\"PRE\"]", "countries: no country `PRE`; did you mean `PER`?"),
        (t, "[\"PER\"]", "[\"PER\", \"PER\"]", "countries: `PER` stands twice"),
        (
            t,
            "source = \"paper-2020\", paragraph = 10",
            "source = \"paper-2021\", paragraph = 10",
            "evidence: no source `paper-2021`; did you mean `paper-2020`?",
        ),
        // identifiers
        (
            t,
            "id = \"trade-soy-share\"",
            "id = \"trade-2018-exports\"",
            "trade.toml:41: id: `trade-2018-exports` is taken by trade.toml:3",
        ),
        (t, "id = \"trade-soy-share\"", "id = \"fund-without-a-size\"", "is taken by"),
        // evidence
        (t, ", quote = \"72 percent\"", "", "trade.toml:55: evidence: an entry has no `quote`"),
        (
            t,
            "quote = \"72 percent\"",
            "quot = \"72 percent\"",
            "evidence: `quot` is no part of an evidence entry; did you mean `quote`?",
        ),
        (t, "paragraph = 10", "paragraph = 0", "evidence: `paragraph` is counted from 1"),
        (
            t,
            "[{ source = \"paper-2020\", paragraph = 10, quote = \"72 percent\" }]",
            "[]",
            "evidence: empty; at least one entry",
        ),
        (t, "\"72 percent\"", "\"1 2 3 4 5 6 7 8 9 10 11 12 13\"", "has 13 words; at most 12"),
        (
            t,
            "evidence = [{ source = \"paper-2020\", paragraph = 10, quote = \"72 percent\" }]",
            "",
            "trade.toml:41: evidence: missing",
        ),
        // computed columns and rules
        (t, "basis = \"inferred\"", "basis = \"derived\"", "basis: `derived` is for facts that the program computes"),
        (
            t,
            "topic = \"trade\"",
            "topic = \"trade\"\nstart = \"2018-02-01\"",
            "trade.toml:9: start: differs from what the program computes",
        ),
        (
            t,
            "topic = \"trade\"",
            "topic = \"trade\"\nyear = 2017",
            "trade.toml:9: year: differs from what the program computes",
        ),
        (t, "value = 72\n", "", "trade.toml:41: value: missing; a figure needs value, unit and qualifier"),
        (t, "unit = \"percent\"", "unit = \"USD\"", "unit: a growth is counted in percent, not in USD"),
        (t, "partner = \"PER\"", "partner = \"BRA\"", "partner: `BRA` is missing from `countries`"),
        (
            "funds.toml",
            "instrument = \"fund\"",
            "instrument = \"fund\"\nvalue = 5",
            "unit: missing; a figure needs value, unit and qualifier",
        ),
        ("projects.toml", "latitude = -11.57139\n", "", "latitude: missing; a point needs latitude and longitude"),
        ("projects.toml", "-77.26722", "-277.26722", "longitude: -277.26722 is not on the globe"),
        (
            "statements.toml",
            "people = [\"alicia-barcena\"]\n",
            "",
            "speaker: `alicia-barcena` is missing from `people`",
        ),
        // the dataset itself
        ("dataset.toml", "2026.11.1", "1.0.0", "dataset.toml:3: version: `1.0.0` is no calendar version"),
        ("dataset.toml", "license =", "licence =", "dataset.toml:5: unknown field `licence`"),
    ] {
        let found = after(file, from, to);
        assert!(
            found.iter().any(|finding| finding.contains(expected)),
            "{file}: {from} -> {to}\nexpected {expected}\nfound    {found:#?}"
        );
    }
}

#[test]
fn findings_come_all_at_once_in_the_order_of_files_and_lines() {
    let folder = folder();
    let edit = |file: &str, from: &str, to: &str| {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap().replacen(from, to, 1);
        fs::write(path, text).unwrap();
    };
    edit("trade.toml", "flow = \"exports\"", "flow = \"export\"");
    edit("trade.toml", "paragraph = 10", "paragraph = -1");
    edit("funds.toml", "status = \"proposed\"", "status = \"wished\"");
    let places: Vec<String> =
        findings(folder.path()).iter().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect();
    assert_eq!(places, ["funds.toml:8: status", "trade.toml:15: flow", "trade.toml:55: evidence"]);
}

#[test]
fn files_that_are_missing_misnamed_or_unreadable_are_findings() {
    let folder = folder();
    fs::rename(folder.path().join("trade.toml"), folder.path().join("trades.toml")).unwrap();
    fs::remove_file(folder.path().join("dataset.toml")).unwrap();
    fs::write(folder.path().join("visits.toml"), [0xff, 0xfe]).unwrap();
    let found = findings(folder.path());
    for expected in [
        "dataset.toml:1: missing; a data folder needs it",
        "trades.toml:1: no kind is called `trades`; did you mean `trade`?",
        "visits.toml:1: cannot be read",
    ] {
        assert!(found.iter().any(|finding| finding.contains(expected)), "{expected}\n{found:#?}");
    }
    assert!(findings(Path::new("no/such/folder"))[0].contains("the folder cannot be read"));
}

#[test]
fn csv_files_are_checked_like_toml_files() {
    let header = "id,kind,title,start,end,date,countries,organizations,people,topic,basis,note,evidence,type,proposed_by,date_basis,scope";
    let evidence = r#""[{""source"":""paper-2020"",""paragraph"":1,""quote"":""a"",""occurrence"":1}]""#;
    let right = format!(
        "{header}\r\na-framework,initiative,A framework,,,,BRA;PER,,,trade,stated,,{evidence},framework,,,bilateral\r\n"
    );
    for (text, expected) in [
        (right.clone(), None),
        (
            right.replace("type,", "typ,"),
            Some("initiatives.csv:1: `typ` is no column of initiatives; did you mean `type`?"),
        ),
        (right.replace("type,", "typ,"), Some("initiatives.csv:1: the column `type` is missing")),
        (right.replace("note,", "title,"), Some("the column `title` stands twice")),
        (right.replace("BRA;PER", "BRA;PRU"), Some("initiatives.csv:2: countries: no country `PRU`")),
        (right.replace(",stated,", ",said,"), Some("initiatives.csv:2: basis: `said` is not among")),
        (
            right.replace(",initiative,", ",visit,"),
            Some("initiatives.csv:2: kind: differs from what the program computes"),
        ),
        (right.replace("A framework,,,", "A framework,2018-01-01,,"), Some("initiatives.csv:2: start: differs")),
        (
            right.replace("bilateral\r\n", "bilateral,more\r\n"),
            Some("initiatives.csv:2: the row has 18 cells; the header has 17"),
        ),
        (
            right.replace("\"\"paragraph\"\":1", "\"\"paragraph\"\":\"\"one\"\""),
            Some("evidence: not the JSON of an evidence list"),
        ),
    ] {
        let folder = folder();
        fs::write(folder.path().join("initiatives.csv"), &text).unwrap();
        let found = findings(folder.path());
        match expected {
            None => assert_eq!(found, [] as [&str; 0]),
            Some(expected) => assert!(found.iter().any(|finding| finding.contains(expected)), "{expected}\n{found:#?}"),
        }
    }
}

/// The fixture with further tables in trade.toml and relations.toml.
fn with(trade: &str, relations: &str) -> Vec<String> {
    let folder = folder();
    let file = folder.path().join("trade.toml");
    fs::write(&file, fs::read_to_string(&file).unwrap() + trade).unwrap();
    fs::write(folder.path().join("relations.toml"), relations).unwrap();
    findings(folder.path())
}

/// A trade fact of 2018, as a table.
fn trade(id: &str, flow: &str, measure: &str, value: &str, quote: &str) -> String {
    let unit = if measure == "value" { "USD" } else { "percent" };
    let whole = if measure == "share" { "share_of = \"trade with the world\"\n" } else { "" };
    format!(
        "\n[[trade]]\nid = \"{id}\"\ntitle = \"Title\"\ndate = \"2018\"\ntopic = \"trade\"\ndate_basis = \"stated\"\nscope = \"bilateral\"\nbasis = \"stated\"\nvalue = {value}\n\
         unit = \"{unit}\"\nqualifier = \"exact\"\nflow = \"{flow}\"\nmeasure = \"{measure}\"\npartner = \"LAC\"\n{whole}\
         evidence = [{{ source = \"paper-2020\", paragraph = 8, quote = \"{quote}\" }}]\n"
    )
}

fn relation(kind: &str, fact: &str, other: &str) -> String {
    format!(
        "[[relations]]\nid = \"a-relation\"\ntype = \"{kind}\"\nfact = \"{fact}\"\nother = \"{other}\"\nnote = \"Why.\"\n"
    )
}

#[test]
fn another_value_of_the_same_quantity_needs_a_relation() {
    let other = trade("other-exports", "exports", "value", "150_000_000_000", "$150 billion");
    let found = with(&other, "");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("`trade-2018-exports` gives the same quantity for the same period another value"),
        "{found:#?}"
    );
    assert_eq!(with(&other, &relation("contradicts", "other-exports", "trade-2018-exports")), [] as [&str; 0]);
}

#[test]
fn relations_join_two_facts_that_are_there() {
    for (fact, other, expected) in [
        ("trade-2018-exports", "trade-2018-exports", "other: the same as `fact`"),
        (
            "trade-2018-exports",
            "trade-2018-export",
            "other: no fact `trade-2018-export`; did you mean `trade-2018-exports`?",
        ),
    ] {
        let found = with("", &relation("updates", fact, other));
        assert!(found.iter().any(|finding| finding.contains(expected)), "{found:#?}");
    }
}

#[test]
fn figures_that_cannot_all_be_right_are_a_finding() {
    let imports = trade("imports", "imports", "value", "158_610_000_000", "$158.61 billion");
    let total = |value: &str, quote: &str| imports.clone() + &trade("whole", "total", "value", value, quote);
    assert_eq!(with(&total("307_400_000_000", "$307.4 billion"), ""), [] as [&str; 0]);
    let found = with(&total("307_600_000_000", "$307.6 billion"), "");
    assert!(found.iter().any(|finding| finding.contains("parts_make_total: whole, trade-2018-exports, imports cannot all be right")), "{found:#?}");
}

#[test]
fn figures_that_fit_two_by_two_but_not_all_together_are_a_finding() {
    let total = trade("whole", "total", "value", "307_400_000_000", "$307.4 billion")
        + &trade("total-growth", "total", "growth", "18.9", "18.9 percent");
    let before = |id: &str, value: &str, quote: &str| {
        trade(id, id, "value", value, quote).replace("date = \"2018\"", "date = \"2017\"")
    };
    let exports = before("exports", "130_880_000_000", "$130.88 billion");
    let parts = |imports: &str, quote: &str| total.clone() + &exports + &before("imports", imports, quote);
    assert_eq!(with(&parts("127_600_000_000", "$127.6 billion"), ""), [] as [&str; 0]);
    let found = with(&parts("120_600_000_000", "$120.6 billion"), "");
    assert!(found.len() == 1 && found[0].contains("cannot all be right"), "{found:#?}");
}

#[test]
fn a_repair_names_a_check_that_proves_it() {
    let repaired = |value: &str| {
        let imports = trade("imports", "imports", "value", value, "$158.6l billion");
        imports.replace("qualifier", "printed_as = \"$158.6l billion\"\nproven_by = \"parts_make_total\"\nqualifier")
    };
    let total = trade("whole", "total", "value", "307_400_000_000", "$307.4 billion");
    assert_eq!(with(&(repaired("158_610_000_000") + &total), ""), [] as [&str; 0]);
    let unproven = with(&repaired("158_610_000_000"), "");
    assert!(
        unproven[0]
            .contains("proven_by: `parts_make_total` does not hold with this figure or has nothing to compare it with"),
        "{unproven:#?}"
    );
    let wrong = with(&(repaired("159_610_000_000") + &total), "");
    assert!(wrong.iter().any(|finding| finding.contains("cannot all be right")), "{wrong:#?}");
}

#[test]
fn growth_rates_and_shares_are_checked_against_values() {
    let values = trade("imports", "imports", "value", "158_610_000_000", "$158.61 billion")
        + &trade("whole", "total", "value", "307_400_000_000", "$307.4 billion");
    let growth = |total: &str| {
        values.clone()
            + &trade("total-growth", "total", "growth", total, &format!("{total} percent"))
            + &trade("exports-growth", "exports", "growth", "13.7", "13.7 percent")
            + &trade("imports-growth", "imports", "growth", "24.1", "24.1 percent")
    };
    assert_eq!(with(&growth("18.9"), ""), [] as [&str; 0]);
    assert!(with(&growth("17.9"), "").iter().any(|finding| finding.contains("growth_rates_agree")));
    let world = trade("world", "total", "value", "4_620_000_000_000", "$4.62 trillion").replace("\"LAC\"", "\"WLD\"");
    let share =
        |share: &str| values.clone() + &world + &trade("share", "total", "share", share, &format!("{share} percent"));
    assert_eq!(with(&share("6.7"), ""), [] as [&str; 0]);
    assert!(with(&share("7.7"), "").iter().any(|finding| finding.contains("share_fits_values")));
}

/// The fixture with all countries and one more file.
fn with_file(name: &str, text: &str) -> Vec<String> {
    let folder = folder();
    fs::copy("data/countries.toml", folder.path().join("countries.toml")).unwrap();
    let file = folder.path().join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
    findings(folder.path())
}

#[test]
fn a_fact_filed_against_the_rules_gives_its_finding() {
    let t = "trade.toml";
    for (file, from, to, expected) in [
        // time
        (t, "date_basis = \"stated\"\n", "", "date_basis: missing; a date is stated by the text, inferred"),
        (t, "product = \"soy\"", "product = \"soy\"\ndate_basis = \"stated\"", "date_basis: stands without a date"),
        (
            t,
            "date_basis = \"stated\"",
            "date_basis = \"as_reported\"",
            "date: what is as reported has the date on which its source appeared; `2020-05` would be right",
        ),
        (t, "date_basis = \"stated\"", "date_basis = \"inferred\"", "note: missing; where `date_basis` is inferred"),
        (t, "note = \"A note; with a semicolon.\"\n", "", "note: missing; where `basis` is inferred"),
        (t, "scope = \"bilateral\"\n", "", "scope: missing; who has a side in the fact"),
        (
            "statements.toml",
            "date = \"2020-05-04\"\ndate_basis = \"stated\"\n",
            "",
            "note: missing; a fact of this kind without a date",
        ),
        // who
        ("statements.toml", "speaker = \"alicia-barcena\"\n", "", "speaker: missing; a statement needs speaker"),
        (
            "statements.toml",
            "speaker = \"alicia-barcena\"",
            "speaker = \"alicia-barcena\"\nspeaker_organization = \"eclac\"",
            "speaker: one of several",
        ),
        ("funds.toml", "proposed_by = \"eclac\"\n", "", "proposed_by: missing; a proposal has the id of who made it"),
        (
            "funds.toml",
            "proposed_by = \"eclac\"",
            "proposed_by = \"eclca\"",
            "proposed_by: no country or organization or person or source `eclca`; did you mean `eclac`?",
        ),
        // figures
        (t, "share_of = \"what China buys\"", "", "share_of: missing; a share is part of something"),
        (t, "measure = \"growth\"", "measure = \"rank\"", "unit: a rank is counted in rank, not in percent"),
        (
            t,
            "value = 13.7",
            "value = 13.7\nvalue_low = 13",
            "value_low: computed by the program from the printed digits",
        ),
        (
            t,
            "value = 13.7",
            "value = 13.7\nprinted_as = \"some\"",
            "value_low: missing; a figure in words has the bounds",
        ),
        (
            t,
            "unit = \"USD\"\nqualifier = \"exact\"",
            "unit = \"USD\"\nqualifier = \"exact\"\nprinted_as = \"lots\"\nvalue_low = 1",
            "qualifier: `exact` for a figure in words",
        ),
        (
            t,
            "value = 13.7",
            "value = 13.7\nprinted_as = \"some\"\nvalue_low = 14\nvalue_high = 15",
            "value_low: 14 is above the value, 13.7",
        ),
    ] {
        let found = after(file, from, to);
        assert!(
            found.iter().any(|finding| finding.contains(expected)),
            "{file}: {from} -> {to}\nexpected {expected}\nfound    {found:#?}"
        );
    }
}

#[test]
fn agreements_ranks_slugs_and_corroborations_are_held_to_their_rules() {
    let head = "title = \"Title\"\ntopic = \"trade\"\nscope = \"bilateral\"\nbasis = \"stated\"\nnote = \"Undated.\"\n";
    let evidence = "evidence = [{ source = \"paper-2020\", paragraph = 3, quote = \"a fund\" }]\n";
    let agreement = |own: &str| {
        format!("[[agreements]]\nid = \"a\"\n{head}type = \"contract\"\nstatus = \"signed\"\n{own}{evidence}")
    };
    let indicator = |own: &str| {
        format!("[[indicators]]\nid = \"i\"\n{head}value = 2\nunit = \"rank\"\nqualifier = \"exact\"\n{own}{evidence}")
    };
    for (file, text, expected) in [
        ("agreements.toml", agreement("parties = [\"CHN\", \"PER\"]\n"), None),
        ("agreements.toml", agreement("parties = [\"PER\"]\n"), Some("parties: without China; a bilateral agreement")),
        ("agreements.toml", agreement(""), Some("parties: missing; an agreement has parties")),
        (
            "agreements.toml",
            agreement("parties = [\"CHN\", \"LAC\"]\n"),
            Some("parties: no country or organization `LAC`"),
        ),
        ("indicators.toml", indicator("indicator = \"place\"\nsubject = \"LAC\"\namong = \"regions\"\n"), None),
        (
            "indicators.toml",
            indicator("indicator = \"place\"\namong = \"regions\"\n"),
            Some("subject: missing; a rank is"),
        ),
        ("indicators.toml", indicator("indicator = \"place\"\nsubject = \"LAC\"\n"), Some("among: missing; a rank is")),
        (
            "indicators.toml",
            indicator("indicator = \"place-of-peru\"\nsubject = \"PER\"\namong = \"all\"\n"),
            Some("indicator: names `peru`; subject, year and people are columns"),
        ),
        (
            "indicators.toml",
            indicator("indicator = \"place-in-2018\"\nsubject = \"PER\"\namong = \"all\"\n"),
            Some("indicator: names `2018`"),
        ),
        (
            "relations.toml",
            relation("corroborates", "trade-2018-exports", "trade-soy-share"),
            Some("type: both facts stand in the same source, which cannot corroborate itself"),
        ),
        ("titles/es.toml", "trade-2018-export = \"Exportaciones\"\n".to_owned(), Some("no fact `trade-2018-export`")),
        ("titles/es.toml", "a b\n".to_owned(), Some("titles/es.toml:1: ")),
    ] {
        let found = with_file(file, &text);
        match expected {
            None => assert_eq!(found, [] as [&str; 0], "{text}"),
            Some(expected) => assert!(found.iter().any(|finding| finding.contains(expected)), "{expected}\n{found:#?}"),
        }
    }
}

#[test]
fn where_errors_are_reported_is_a_web_address_or_nothing() {
    for (url, finding) in [
        ("https://example.org/issues", None),
        ("http://example.org/a?b=c#d", None),
        ("mailto:someone@example.org", Some("is no web address; `https://example.org/issues` would be")),
        ("https://", Some("is no web address")),
        ("https://example.org/a b", Some("is no web address")),
    ] {
        let folder = folder();
        let file = folder.path().join("dataset.toml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{text}report_url = \"{url}\"\n")).unwrap();
        let found = findings(folder.path());
        match finding {
            None => assert_eq!(found, Vec::<String>::new(), "{url}"),
            Some(told) => {
                assert_eq!(found.len(), 1, "{found:?}");
                assert!(found[0].starts_with("dataset.toml:7: report_url: ") && found[0].contains(told), "{found:?}");
            }
        }
    }
}
