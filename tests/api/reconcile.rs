//! Names to ids, as the Reconciliation Service API 0.2 has it.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Map, Value as Json, json};
use sinolac::limits::{MAX_BATCH, MAX_BODY};

use crate::helpers::{Answer, TestApp, text};

async fn post(app: &TestApp, body: String) -> Answer {
    let request = Request::builder().method(Method::POST).uri("/reconcile");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.ask(request.body(Body::from(body)).unwrap()).await
}

fn form(queries: &Json) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("queries", &queries.to_string()).finish()
}

/// The candidates for one query.
async fn found(app: &TestApp, query: Json) -> Vec<Json> {
    let answer = post(app, form(&json!({ "q": query }))).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.body);
    answer.json()["q"]["result"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_manifest_names_the_protocol_the_types_and_where_to_ask_with_whole_addresses() {
    let app = TestApp::new().await;
    let manifest = app.with("/reconcile", &[("host", "facts.example.org")]).await.json();
    assert_eq!(manifest["versions"], json!(["0.2"]));
    let types: Vec<String> = manifest["defaultTypes"].as_array().unwrap().iter().map(|of| text(&of["id"])).collect();
    assert_eq!(types, ["countries", "organizations", "people", "facts"]);
    assert_eq!(manifest["view"]["url"], "http://facts.example.org/reconcile/{{id}}");
    for what in ["entity", "type", "property"] {
        let suggest = &manifest["suggest"][what];
        assert_eq!(suggest["service_url"], "http://facts.example.org");
        assert_eq!(app.get(suggest["service_path"].as_str().unwrap()).await.status, StatusCode::OK, "{what}");
    }
    for uri in ["identifierSpace", "schemaSpace", "documentation"] {
        assert!(text(&manifest[uri]).starts_with("http://facts.example.org/"), "{uri}");
    }
}

#[tokio::test]
async fn a_column_of_names_in_four_languages_finds_its_organizations() {
    let app = TestApp::new().await;
    let names = include_str!("../fixtures/reconcile/organizations.csv");
    let rows: Vec<(&str, &str)> = names.lines().skip(1).map(|line| line.rsplit_once(',').unwrap()).collect();
    assert_eq!(rows.len(), 30);
    let query = |name: &str| json!({ "query": name.trim_matches('"'), "type": "organizations", "limit": 3 });
    let queries: Map<String, Json> =
        rows.iter().enumerate().map(|(at, (name, _))| (format!("q{at}"), query(name))).collect();
    let answer = post(&app, form(&Json::Object(queries))).await.json();
    for (at, (name, wanted)) in rows.iter().enumerate() {
        let result = answer[format!("q{at}")]["result"].as_array().unwrap();
        let (first, certain) = (result.first().map(|one| text(&one["id"])), wanted.strip_suffix('!'));
        let first = first.unwrap_or_default();
        if let Some(id) = certain {
            assert_eq!((first.as_str(), &result[0]["match"]), (id, &json!(true)), "{name}");
            assert_eq!(result[0]["score"], 100.0, "{name}");
        } else {
            assert_eq!(&first, wanted, "{name}: {result:?}");
            assert!(result.iter().all(|one| one["match"] == false), "a near name is no certain one: {name}");
        }
    }
}

#[tokio::test]
async fn countries_people_and_facts_are_found_by_id_name_and_near_name() {
    let app = TestApp::new().await;
    for (kind, name, id, certain) in [
        ("countries", "Brasil", "BRA", true),
        ("countries", "br", "BRA", true),
        ("countries", "巴西", "BRA", true),
        ("countries", "Brazl", "BRA", false),
        ("people", "李克强", "li-keqiang", true),
        ("people", "Keqiang", "li-keqiang", false),
        ("facts", "trade-2018-exports", "trade-2018-exports", true),
        ("facts", "China's exports to Latin America in 2018", "trade-2018-exports", true),
        ("facts", "Exportaciones de China a América Latina en 2018", "trade-2018-exports", true),
    ] {
        let result = found(&app, json!({ "query": name, "type": kind })).await;
        assert_eq!(
            (text(&result[0]["id"]), &result[0]["match"]),
            (id.to_owned(), &json!(certain)),
            "{name}: {result:?}"
        );
        assert_eq!(result[0]["type"][0]["id"], kind, "{name}");
    }
    let any = found(&app, json!({ "query": "Brazil" })).await;
    assert_eq!((&any[0]["id"], &any[0]["match"]), (&json!("BRA"), &json!(true)), "of any type");
    assert!(found(&app, json!({ "query": "Atlantis", "type": ["countries", "people"] })).await.is_empty());
}

#[tokio::test]
async fn what_else_is_known_lowers_the_score_of_what_says_otherwise_and_makes_nothing_certain() {
    let app = TestApp::new().await;
    let with = |country: &str| json!({ "query": "AIIB", "type": "organizations", "properties": [{ "pid": "type", "v": country }] });
    let (right, wrong) = (found(&app, with("bank")).await, found(&app, with("media")).await);
    assert_eq!((&right[0]["score"], &right[0]["match"]), (&json!(100.0), &json!(true)));
    assert_eq!((&wrong[0]["score"], &wrong[0]["match"]), (&json!(50.0), &json!(false)));
    let person = json!({ "query": "Li Keqiang", "type": "people", "properties": [{ "pid": "country", "v": { "id": "China" } }] });
    assert_eq!(found(&app, person).await[0]["match"], true, "a name of a country is its code");
}

#[tokio::test]
async fn get_and_post_answer_alike_and_equal_batches_have_one_entity_tag() {
    let app = TestApp::new().await;
    let queries = json!({ "a": { "query": "CEPAL" }, "b": { "query": "Perú" } });
    let (get, posted) = (app.get(&format!("/reconcile?{}", form(&queries))).await, post(&app, form(&queries)).await);
    assert_eq!(get.body, posted.body);
    assert_eq!(posted.header("cache-control"), "no-store");
    assert_eq!(posted.header("access-control-allow-origin"), "*");
    let spaced = format!("/reconcile?queries={}", "%7B%22a%22:%7B%22query%22:%20%22CEPAL%22%7D%7D");
    let plain = format!("/reconcile?queries={}", "%7B%22a%22:%7B%22query%22:%22CEPAL%22%7D%7D");
    assert_eq!(app.get(&spaced).await.header("etag"), app.get(&plain).await.header("etag"));
}

#[tokio::test]
async fn what_is_wrong_with_a_batch_is_told_by_the_key_of_the_query() {
    let app = TestApp::new().await;
    let many: Map<String, Json> = (0..=MAX_BATCH).map(|at| (format!("n{at}"), json!({ "query": "x" }))).collect();
    for (queries, told) in [
        (json!({ "q7": { "query": "CEPAL", "type": "organisations" } }), "did you mean `organizations`?"),
        (json!({ "q7": { "query": "CEPAL", "limt": 3 } }), "did you mean `limit`?"),
        (
            json!({ "q7": { "query": "x", "type": "people", "properties": [{ "pid": "contry", "v": "x" }] } }),
            "`country`",
        ),
        (json!({ "q7": { "query": " " } }), "asks for nothing"),
        (json!({ "q7": { "query": 5 } }), "no text"),
        (json!({ "q7": { "query": "x", "limit": 0 } }), "1 to 25"),
        (json!({ "q7": [] }), "no object"),
        (Json::Object(many), "at most 100"),
        (json!([]), "no JSON object"),
    ] {
        let answer = post(&app, form(&queries)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
        let detail = text(&answer.json()["errors"][0]["detail"]);
        assert!(detail.contains(told), "{told}: {detail}");
        assert!(queries.get("q7").is_none() || detail.contains("`q7`"), "{detail}");
    }
    assert_eq!(app.get("/reconcile?callback=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.get("/reconcile?query=x").await.status, StatusCode::BAD_REQUEST);
    let long = post(&app, format!("queries={}", "x".repeat(MAX_BODY))).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    let request = Request::builder().method(Method::POST).uri("/reconcile").body(Body::from("{}")).unwrap();
    assert_eq!(app.ask(request).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn an_id_leads_to_what_has_it() {
    let app = TestApp::new().await;
    for (id, location) in [
        ("BRA", "/countries/BRA"),
        ("eclac", "/organizations/eclac"),
        ("li-keqiang", "/people/li-keqiang"),
        ("trade-2018-exports", "/facts/trade-2018-exports"),
    ] {
        let answer = app.get(&format!("/reconcile/{id}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, location));
    }
    assert_eq!(app.get("/reconcile/nothing-of-that-id").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn suggestions_come_while_a_name_is_typed_in_pages() {
    let app = TestApp::new().await;
    let ids = |answer: &Answer| -> Vec<String> {
        answer.json()["result"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect()
    };
    let entity = app.get("/reconcile/suggest/entity?prefix=comisi%C3%B3n%20econ").await;
    assert_eq!(ids(&entity)[0], "eclac", "{}", entity.body);
    assert_eq!(ids(&app.get("/reconcile/suggest/type?prefix=org").await), ["organizations"]);
    let property = app.get("/reconcile/suggest/property?prefix=abb&type=organizations").await;
    assert_eq!(ids(&property)[0], "abbreviation");
    let (first, rest) = (
        app.get("/reconcile/suggest/property?prefix=&type=facts").await,
        app.get("/reconcile/suggest/property?prefix=&type=facts&cursor=20").await,
    );
    assert_eq!(ids(&first).len(), 20);
    assert!(!ids(&rest).is_empty() && !ids(&rest).contains(&ids(&first)[0]));
    for wrong in ["prefx=a", "type=persons", "cursor=x", "prefix=a&prefix=b", "prefix=a%0Fb"] {
        let answer = app.get(&format!("/reconcile/suggest/entity?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}
