//! Claims held against the facts.

use axum::http::StatusCode;
use serde_json::Value as Json;

use crate::helpers::{TestApp, text};

/// The address at which a claim is checked.
fn address(claim: &str) -> String {
    if claim.starts_with("value=") {
        return format!("/check?{claim}");
    }
    format!("/check?claim={}", form_urlencoded::byte_serialize(claim.as_bytes()).collect::<String>())
}

async fn checked(app: &TestApp, claim: &str) -> Json {
    let answer = app.get(&address(claim)).await;
    assert_eq!(answer.status, StatusCode::OK, "{claim}: {}", answer.body);
    answer.json()["data"][0].clone()
}

/// A claim of `tests/claims/`.
struct Expected {
    claim: String,
    verdict: String,
    facts: Vec<String>,
    class: String,
}

fn set(name: &str) -> Vec<Expected> {
    let mut reader = csv::Reader::from_path(format!("tests/claims/{name}.csv")).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let facts = row[3].split(';').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Expected { claim: row[0].to_owned(), verdict: row[2].to_owned(), facts, class: row[4].to_owned() }
    });
    rows.collect()
}

const VERDICTS: [&str; 5] = ["supported", "imprecise", "contradicted", "incomparable", "no_evidence"];

/// Check a set; gives how many claims were judged right and prints how it stands, verdict by verdict.
async fn measured(name: &str) -> usize {
    let app = TestApp::new().await;
    let mut told: Vec<(String, String)> = Vec::new();
    for expected in set(name) {
        let data = checked(&app, &expected.claim).await;
        let verdict = text(&data["verdict"]);
        let shown = data["figures"].to_string();
        let lacking: Vec<&String> = expected.facts.iter().filter(|id| !shown.contains(id.as_str())).collect();
        if verdict != expected.verdict {
            let reasons: Vec<String> = data["figures"]
                .as_array()
                .unwrap()
                .iter()
                .map(|figure| format!("{} {}: {}", figure["text"], figure["verdict"], figure["reason"]))
                .collect();
            eprintln!(
                "[{}] {} -> {verdict}, not {}\n    {}\n    {}",
                expected.class,
                expected.claim,
                expected.verdict,
                reasons.join("\n    "),
                data["understood"]
            );
        } else if !lacking.is_empty() && verdict != "no_evidence" {
            eprintln!("[{}] {} -> {verdict}, without {lacking:?}", expected.class, expected.claim);
        }
        told.push((expected.verdict, verdict));
    }
    eprintln!("{name}: verdict, claims, told, right, precision, recall");
    for verdict in VERDICTS {
        let claims = told.iter().filter(|(expected, _)| expected == verdict).count();
        let said = told.iter().filter(|(_, said)| said == verdict).count();
        let right = told.iter().filter(|(expected, said)| expected == verdict && said == verdict).count();
        eprintln!(
            "{verdict:>13} {claims:>4} {said:>4} {right:>4} {:>6.3} {:>6.3}",
            ratio(right, said),
            ratio(right, claims)
        );
    }
    let false_support: Vec<_> =
        told.iter().filter(|(expected, said)| said == "supported" && expected != said).collect();
    assert!(false_support.is_empty(), "{name}: {} claims are supported that should not be", false_support.len());
    told.iter().filter(|(expected, said)| expected == said).count()
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[tokio::test]
async fn the_open_half_of_the_claims_is_judged_as_a_reader_would_and_none_is_supported_falsely() {
    let right = measured("open").await;
    assert!(right >= 100, "only {right} are judged right");
}
