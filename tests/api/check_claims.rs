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

#[tokio::test]
async fn the_half_that_was_set_aside_is_judged_as_well_and_none_of_it_is_supported_falsely() {
    let right = measured("closed").await;
    assert!(right >= 100, "only {right} are judged right");
}

#[tokio::test]
async fn no_claim_that_was_made_to_be_supported_falsely_is() {
    let app = TestApp::new().await;
    let mut reader = csv::Reader::from_path("tests/claims/attack.csv").unwrap();
    let mut supported = Vec::new();
    for row in reader.records() {
        let claim = row.unwrap()[0].to_owned();
        let data = checked(&app, &claim).await;
        eprintln!("{} | {claim}", data["verdict"]);
        if ["supported", "imprecise"].contains(&text(&data["verdict"]).as_str()) {
            supported.push(format!("{claim}: {}", data["figures"]));
        }
    }
    assert!(supported.is_empty(), "{}", supported.join("\n"));
}

#[tokio::test]
async fn no_true_claim_is_contradicted_whatever_its_words() {
    let app = TestApp::new().await;
    let mut reader = csv::Reader::from_path("tests/claims/fresh.csv").unwrap();
    let (mut supported, mut contradicted, mut all) = (0, Vec::new(), 0);
    for row in reader.records() {
        let claim = row.unwrap()[0].to_owned();
        match text(&checked(&app, &claim).await["verdict"]).as_str() {
            "supported" | "imprecise" => supported += 1,
            "contradicted" => contradicted.push(claim),
            _ => {}
        }
        all += 1;
    }
    eprintln!("fresh: {supported} of {all} supported");
    assert!(contradicted.is_empty(), "{contradicted:#?}");
    assert!(supported >= 150, "only {supported} of {all} are supported");
}

#[tokio::test]
async fn a_fact_is_a_claim_of_schema_org_with_its_words_and_its_sources() {
    let app = TestApp::new().await;
    let host = [("host", "facts.test")];
    let answer = app.with("/trade/trade-2018-exports.jsonld", &host).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/ld+json"));
    let claim = answer.json();
    assert_eq!(claim["@type"], "Claim");
    assert_eq!(claim["@id"], "http://facts.test/facts/trade-2018-exports");
    assert_eq!(claim["about"]["value"], 148_790_000_000_i64);
    assert_eq!(claim["appearance"][0]["text"], "exports to the Latin American region amounted to $148.79 billion");
    assert_eq!(claim["appearance"][0]["isPartOf"]["@id"], claim["citation"][0]["@id"]);
    assert_eq!(claim["citation"][0]["publisher"]["name"], "CEDPR");
    let liked =
        app.with("/trade/trade-2018-exports", &[("host", "facts.test"), ("accept", "application/ld+json")]).await;
    assert_eq!(liked.json(), claim);
    assert_eq!(liked.header("content-location"), "/trade/trade-2018-exports.jsonld");
    let derived = app.get("/facts/trade-2018-exports-balance.jsonld").await.json();
    assert_eq!(
        derived["isBasedOn"].as_array().unwrap().len(),
        derived["isBasedOn"].to_string().matches("/facts/").count()
    );
    assert_eq!(app.get("/facts/nothing.jsonld").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/countries/BRA.jsonld").await.status, StatusCode::NOT_FOUND, "a country claims nothing");
}

#[tokio::test]
async fn a_request_that_cannot_be_checked_is_told_what_would_be_right() {
    let app = TestApp::new().await;
    let many = "&claim=trade".repeat(21);
    for (query, parameter, detail) in [
        ("", "claim", "missing"),
        ("?claim=", "claim", "empty"),
        ("?claim=%01trade", "claim", "control"),
        (&format!("?claim={}", "x".repeat(1001)), "claim", "1001 characters"),
        (&format!("?{}", &many[1..]), "claim", "given 21 times"),
        ("?clam=trade", "clam", "did you mean `claim`"),
        ("?claim=trade&year=2018", "year", "in parts"),
        ("?kind=trade&value=1&unit=USD&year=2018", "flow", "missing"),
        ("?kind=trade&value=x&unit=USD&year=2018&flow=total", "value", "no number"),
        ("?kind=trade&value=1&unit=EUR&year=2018&flow=total", "unit", "not among"),
        ("?kind=visits&value=1&unit=USD", "kind", "trade or investments"),
        ("?kind=trade&value=1&unit=USD&year=2018&flow=exprots", "flow", "did you mean `exports`"),
    ] {
        let answer = app.get(&format!("/check{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}: {}", answer.body);
        let told = answer.json()["errors"].clone();
        let is_told = told
            .as_array()
            .unwrap()
            .iter()
            .any(|error| text(&error["parameter"]) == parameter && text(&error["detail"]).contains(detail));
        assert!(is_told, "{query}: {told}");
        assert_eq!(app.get(told[0]["try"].as_str().unwrap()).await.status, StatusCode::OK, "{query}");
    }
}

#[tokio::test]
async fn a_verdict_shows_the_facts_how_it_was_understood_and_where_was_looked() {
    let app = TestApp::new().await;
    let data = checked(&app, "Trade between China and Latin America hit $315 billion in 2018.").await;
    let figure = &data["figures"][0];
    assert_eq!(
        (&figure["text"], &figure["value"], &figure["unit"]),
        (&"$315 billion".into(), &315_000_000_000_i64.into(), &"USD".into())
    );
    assert_eq!(
        (&figure["facts"][0]["id"], &figure["facts"][0]["relation"]),
        (&"trade-2018-total".into(), &"contradicts".into())
    );
    assert_eq!(figure["facts"][0]["difference"], 7_600_000_000_i64);
    for (key, word) in [("subject", "LAC"), ("measure", "value"), ("direction", "total"), ("period", "2018")] {
        assert!(data["understood"][key].to_string().contains(word), "{key}: {}", data["understood"]);
    }
    for searched in data["searched"].as_array().unwrap() {
        let list = app.get(searched["url"].as_str().unwrap()).await.json();
        assert_eq!(list["meta"]["total"], searched["total"], "{searched}");
    }
    let nothing = checked(&app, "Trade between China and Brazil reached $307.4 billion in 2018.").await;
    assert!(text(&nothing["figures"][0]["reason"]).contains("no figure may be filled in"), "{nothing}");
    assert!(!nothing["searched"].as_array().unwrap().is_empty(), "{nothing}");
}
