//! What the program adds to the facts: derived figures, relations, bounds, the state of knowledge on a day.

use serde_json::{Value as Json, json};

use crate::helpers::{TestApp, ids, text};

#[tokio::test]
async fn derived_facts_are_left_out_unless_asked_for() {
    let app = TestApp::new().await;
    let default = app.all("/trade?limit=1000").await;
    assert!(default.iter().all(|row| row["basis"] != "derived"));
    let derived = app.all("/trade?basis=derived&limit=1000").await;
    assert!(!derived.is_empty() && derived.iter().all(|row| row["basis"] == "derived"));
    let all = app.all("/trade?basis=stated,inferred,derived&limit=1000").await;
    assert_eq!(all.len(), default.len() + derived.len());
    assert_eq!(app.get("/trade.ndjson").await.body.lines().count(), default.len());
    let without_stated = app.all("/facts?basis_not=stated&limit=1000").await;
    assert!(without_stated.iter().all(|row| row["basis"] == "inferred"));
}

#[tokio::test]
async fn a_derived_fact_names_its_rule_its_inputs_and_its_bounds() {
    let app = TestApp::new().await;
    let fact = app.get("/trade/trade-2018-exports-balance").await.json()["data"].clone();
    assert_eq!(
        json!([
            fact["value"],
            fact["value_low"],
            fact["value_high"],
            fact["qualifier"],
            fact["rule"],
            fact["derived_from"]
        ]),
        json!([
            -9_820_000_000_i64,
            -9_830_000_000_i64,
            -9_810_000_000_i64,
            "about",
            "trade_balance",
            ["trade-2018-exports", "trade-2018-imports"]
        ])
    );
    assert_eq!(fact["evidence"], json!([]));
    let before = app.get("/trade/trade-2018-total-previous").await.json()["data"].clone();
    assert_eq!(
        json!([before["date"], before["start"], before["value"], before["value_low"], before["value_high"]]),
        json!(["2017", "2017-01-01", 258_600_000_000_i64, 258_552_000_000_i64, 258_654_000_000_i64])
    );
    let all = ["total", "total-growth", "exports", "exports-growth", "imports", "imports-growth"];
    assert_eq!(before["derived_from"], json!(all.map(|id| format!("trade-2018-{id}"))), "those that narrow it too");
}

/// Value and bounds of a fact.
async fn figure(app: &TestApp, id: &str) -> [f64; 3] {
    let fact = app.get(&format!("/trade/{id}")).await.json()["data"].clone();
    ["value", "value_low", "value_high"].map(|column| fact[column].as_f64().expect(id))
}

#[tokio::test]
async fn a_figure_lies_between_its_bounds() {
    let app = TestApp::new().await;
    for fact in app.all("/trade?basis=stated,inferred,derived&limit=1000").await {
        let [value, low, high] = ["value", "value_low", "value_high"].map(|column| fact[column].as_f64());
        assert!(low.is_none_or(|low| low <= value.unwrap()), "{}", fact["id"]);
        assert!(high.is_none_or(|high| value.unwrap() <= high), "{}", fact["id"]);
    }
}

#[tokio::test]
async fn derived_totals_and_their_parts_leave_each_other_room() {
    let app = TestApp::new().await;
    let digit = 1e6;
    for period in ["2018", "2019-jan-nov"] {
        let previous = async |flow: &str| figure(&app, &format!("trade-{period}-{flow}-previous")).await;
        let (total, exports, imports) = (previous("total").await, previous("exports").await, previous("imports").await);
        // Each lies in what the other two allow, but for the last digit of either.
        for (flow, [_, low, high], [least, most]) in [
            ("total", total, [exports[1] + imports[1], exports[2] + imports[2]]),
            ("exports", exports, [total[1] - imports[2], total[2] - imports[1]]),
            ("imports", imports, [total[1] - exports[2], total[2] - exports[1]]),
        ] {
            assert!(least - 2.0 * digit <= low && high <= most + 2.0 * digit, "{period} {flow}: {low} to {high}");
        }
        let sum = exports[0] + imports[0];
        assert!(total[1] <= sum && sum <= total[2], "{period}: the values add up to {sum}");
    }
    let [value, low, high] = figure(&app, "trade-2018-total-previous").await;
    assert!(258.552e9 <= low && low <= value && value <= high && high <= 258.654e9, "{low} {value} {high}");
    let [_, _, high] = figure(&app, "trade-2019-jan-nov-total-previous").await;
    assert!(high <= 281.762e9, "{high}");
}

#[tokio::test]
async fn an_implied_share_keeps_to_the_share_that_is_stated() {
    let app = TestApp::new().await;
    assert_eq!(json!(figure(&app, "trade-2018-total-implied-share").await), json!([6.656, 6.65, 6.6612]));
    let fact = app.get("/trade/trade-2018-total-implied-share").await.json()["data"].clone();
    let inputs = ["total", "world-total", "exports", "imports", "share"].map(|id| format!("trade-2018-{id}"));
    assert_eq!(fact["derived_from"], json!(inputs));
}

#[tokio::test]
async fn a_figure_that_was_read_has_the_bounds_that_others_leave_it() {
    let app = TestApp::new().await;
    // The parts make 307.39 to 307.41.
    assert_eq!(json!(figure(&app, "trade-2018-total").await), json!([307.4e9, 307.39e9, 307.41e9]));
    // At most 18.896 and 6.661 by the others; bounds stop at the figure that is printed.
    assert_eq!(json!(figure(&app, "trade-2018-total-growth").await), json!([18.9, 18.85, 18.9]));
    assert_eq!(json!(figure(&app, "trade-2018-share").await), json!([6.7, 6.65, 6.7]));
    // What nothing else is known of keeps its own.
    assert_eq!(json!(figure(&app, "trade-2024-total").await), json!([518.4e9, 518.35e9, 518.45e9]));
}

#[tokio::test]
async fn derived_titles_name_the_region_as_the_fact_they_follow_from_does() {
    let app = TestApp::new().await;
    for fact in app.all("/trade?basis=derived&limit=1000").await {
        let input = app.get(&format!("/trade/{}", text(&fact["derived_from"][0]))).await.json()["data"].clone();
        let wide = |fact: &Json| text(&fact["title"]).contains("and the Caribbean");
        assert_eq!(wide(&fact), wide(&input), "{}", fact["title"]);
    }
    let title = text(&app.get("/trade/trade-2018-exports-balance").await.json()["data"]["title"]);
    assert_eq!(title, "China's trade balance with Latin America in 2018: exports minus imports");
}

#[tokio::test]
async fn a_derived_fact_has_nothing_of_its_input_that_does_not_hold_for_it() {
    let app = TestApp::new().await;
    for fact in app.all("/trade?basis=derived&limit=1000").await {
        for column in ["note", "attributed_to", "printed_as", "proven_by"] {
            assert_eq!(fact[column], Json::Null, "{column} of {}", fact["id"]);
        }
    }
}

#[tokio::test]
async fn nothing_is_derived_from_a_bound_or_across_measures() {
    let app = TestApp::new().await;
    for fact in app.all("/facts?basis=derived&limit=1000").await {
        for input in fact["derived_from"].as_array().unwrap() {
            let input = app.get(&format!("/trade/{}", text(input))).await.json()["data"].clone();
            assert_eq!(input["qualifier"], "exact", "{}", fact["id"]);
            assert_ne!(input["basis"], "derived", "{}", fact["id"]);
        }
    }
    assert_eq!(app.get("/investments?basis=derived").await.json()["meta"]["total"], 0);
}

#[tokio::test]
async fn figures_are_bounded_by_what_is_printed_and_how_it_is_hedged() {
    let app = TestApp::new().await;
    for (id, low, high) in [
        ("trade-2018-total", json!(307_390_000_000_i64), json!(307_410_000_000_i64)),
        ("trade-2018-exports", json!(148_785_000_000_i64), json!(148_795_000_000_i64)),
        ("trade-2019-jan-nov-imports", json!(150_345_000_000_i64), json!(150_355_000_000_i64)),
        ("investment-2019-11-stock", json!(410_000_000_000_i64), Json::Null),
        ("investment-2015-pledge", json!(250_000_000_000_i64), Json::Null),
        ("indicator-2017-chinese-visitors", Json::Null, json!(1_300_000)),
        ("investment-2019-enterprises-from-lac", json!(33_188), json!(33_188)),
        ("trade-2008-rank", json!(2), json!(3)),
        ("trade-1990s-2008-growth", json!(10), json!(100)),
        ("trade-2014-2024-ratio", json!(1.5), json!(2.5)),
    ] {
        let fact = app.get(&format!("/facts/{id}")).await.json()["data"].clone();
        assert_eq!([&fact["value_low"], &fact["value_high"]], [&low, &high], "{id}");
    }
}

#[tokio::test]
async fn relations_are_listed_and_shown_from_both_ends() {
    let app = TestApp::new().await;
    let relations = app.all("/relations?limit=1000").await;
    assert!(relations.len() > 50);
    for relation in &relations {
        for (end, other) in [("fact", "other"), ("other", "fact")] {
            let fact = app.get(&format!("/facts/{}", text(&relation[end]))).await.json();
            let related = fact["data"]["related"].as_array().unwrap();
            assert!(related.iter().any(|entry| entry["fact"] == relation[other]), "{relation}");
        }
    }
    let aladi = app.get("/facts/membership-1993-aladi-observer").await.json();
    assert_eq!(aladi["data"]["related"][0]["relation"], "contradicts");
    let rank = app.get("/facts/trade-2008-rank").await.json();
    assert_eq!(rank["data"]["related"][0]["relation"], "updated_by");
    assert_eq!(
        app.get("/relations?type=contradicts&fact=membership-2004-aladi-observer").await.json()["meta"]["total"],
        1
    );
}

#[tokio::test]
async fn as_of_a_day_only_what_sources_had_said_by_then_is_known() {
    let app = TestApp::new().await;
    let published = app.all("/sources").await;
    for (day, known) in [
        ("2008-11-20", [].as_slice()),
        ("2008-11-21", &["xinhua-2008"]),
        ("2019-12-31", &["xinhua-2008", "china-daily-2015"]),
        ("2020-12-31", &["xinhua-2008", "china-daily-2015", "cedpr-2020"]),
        ("2026", &["xinhua-2008", "china-daily-2015", "cedpr-2020", "jamaica-observer-2021", "newschina-2025"]),
    ] {
        let rows = app.all(&format!("/facts?as_of={day}&basis=stated,inferred,derived&limit=1000")).await;
        let sources: Vec<String> = published.iter().map(|source| text(&source["id"])).collect();
        let expected: usize = app
            .dataset
            .facts()
            .filter(|fact| fact.list("sources").iter().any(|id| known.contains(&id.as_str())))
            .count();
        assert_eq!(rows.len(), expected, "{day}");
        for row in &rows {
            for entry in row["evidence"].as_array().unwrap() {
                assert!(
                    known.contains(&entry["source"].as_str().unwrap()) && sources.contains(&text(&entry["source"])),
                    "{day} {row}"
                );
            }
            for related in row["related"].as_array().unwrap() {
                assert!(related["known_since"].as_str().unwrap() <= day, "{day} {row}");
            }
        }
        assert_eq!(app.get(&format!("/sources?as_of={day}")).await.json()["meta"]["total"], known.len(), "{day}");
    }
}

#[tokio::test]
async fn relations_and_derived_facts_follow_what_is_known() {
    let app = TestApp::new().await;
    let rank = |day: &str| format!("/facts?id=trade-2015-rank&as_of={day}");
    let related = |answer: Json| answer["data"][0]["related"].as_array().unwrap().len();
    assert_eq!(related(app.get(&rank("2015-12-31")).await.json()), 1);
    assert_eq!(related(app.get(&rank("2020-12-31")).await.json()), 2);
    assert_eq!(app.get("/trade?basis=derived&as_of=2015").await.ids(), ["trade-2008-q1-q3-total-previous"]);
    assert!(app.get("/relations?as_of=2015-12-31").await.ids().contains(&"relation-trade-rank-2015".to_owned()));
    assert!(!app.get("/relations?as_of=2015-12-31").await.ids().contains(&"relation-trade-rank-2019".to_owned()));
    assert_eq!(app.get("/people?as_of=2008-12-31").await.ids(), ["deng-xiaoping", "hu-jintao", "yang-jiechi"]);
    assert_eq!(app.get("/countries?as_of=2000").await.json()["meta"]["total"], app.all("/countries").await.len());
}

#[tokio::test]
async fn as_of_works_for_files_too() {
    let app = TestApp::new().await;
    let csv = app.get("/facts.csv?as_of=2016&limit=1000").await.body;
    let json = app.all("/facts?as_of=2016&limit=1000").await;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let found: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    assert_eq!(found, ids(&json));
    assert_eq!(app.get("/facts.ndjson?as_of=2016").await.body.lines().count(), json.len());
}

#[tokio::test]
async fn evidence_shows_where_its_quote_stands_and_sources_how_far_they_are_covered() {
    let app = TestApp::new().await;
    for row in app.all("/facts?limit=1000").await {
        for entry in row["evidence"].as_array().unwrap() {
            let length = text(&entry["quote"]).chars().count();
            let (start, end) = (entry["start"].as_u64().unwrap(), entry["end"].as_u64().unwrap());
            assert_eq!(usize::try_from(end - start).unwrap(), length, "{}", row["id"]);
        }
    }
    for source in app.all("/sources").await {
        let count = |column: &str| source[column].as_i64().unwrap();
        assert_eq!(count("sentences"), count("sentences_pinned") + count("sentences_excused"), "{}", source["id"]);
        assert!(count("figures") >= count("figures_pinned") && count("names") >= count("names_pinned"));
        assert!(source["verified"].is_string());
    }
}
