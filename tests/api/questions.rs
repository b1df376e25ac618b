//! The six questions of an economist, each answered in one request: the README's table has the answers.

use std::fs;

use serde_json::Value as Json;

use crate::helpers::{TestApp, text};

/// An address, and how its answer is told in a cell of the table.
type Question = (&'static str, fn(&Json) -> String);

const QUESTIONS: [Question; 6] = [
    ("/trade/series?flow=total&measure=value&partner=LAC", points),
    ("/investments/series?direction=to_lac&measure=stock", points),
    ("/agreements?type=free_trade_agreement&parties=CHN", |answer| {
        let named = rows(answer).iter().map(|row| text(&row["countries"][0]));
        named.collect::<Vec<_>>().join(", ")
    }),
    ("/visits/groups?by=year", |answer| {
        let group = |row: &Json| format!("{}: {}", row["year"], row["count"]);
        rows(answer).iter().map(group).collect::<Vec<_>>().join(", ")
    }),
    ("/statements?fields=speaker,speaker_organization,speaker_country,title,date", |answer| {
        let speaks = |row: &&Json| {
            row.as_object().unwrap().iter().any(|(name, who)| name.starts_with("speaker") && !who.is_null())
        };
        let without = rows(answer).iter().filter(|row| !speaks(row)).count();
        format!("{} statements, {without} without a speaker", answer["meta"]["total"])
    }),
    ("/trade/series?basis=derived&measure=balance", points),
];

fn rows(answer: &Json) -> &Vec<Json> {
    answer["data"].as_array().unwrap()
}

/// The points of all series in billions, a bound that is open marked.
fn points(answer: &Json) -> String {
    let points = rows(answer).iter().flat_map(|series| series["points"].as_array().unwrap());
    let point = |point: &Json| {
        let more = if point["value_high"].is_null() { "more than " } else { "" };
        format!("{}: {more}{}", text(&point["date"]), point["value"].as_f64().unwrap() / 1e9)
    };
    points.map(point).collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn each_of_six_questions_is_answered_by_one_request_as_the_readme_says() {
    let app = TestApp::new().await;
    let readme = fs::read_to_string("README.md").unwrap();
    for (address, tell) in QUESTIONS {
        let told = tell(&app.get(address).await.json());
        let row = format!("[`{address}`](http://127.0.0.1:8080{address}) | {told} |");
        assert!(readme.contains(&row), "the README has no row that ends in {row}");
    }
}
