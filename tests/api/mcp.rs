//! The tools of language models, by the Model Context Protocol over HTTP.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Map, Value as Json, json};
use sinolac::limits::MAX_BODY;

use crate::helpers::{Answer, TestApp, text};

/// Tokens that all tools together may take; a token is taken for 3.5 bytes, which the tokenizers of models stay below.
const MAX_TOKENS: usize = 3000;

/// A message in the revision of November 2025, in which a request stands alone.
async fn post(app: &TestApp, message: &Json, headers: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(Method::POST).uri("/mcp");
    let own = [
        ("host", "localhost"),
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", "2025-11-25"),
    ];
    let own = own.into_iter().filter(|(name, _)| headers.iter().all(|(other, _)| other != name));
    let request =
        own.chain(headers.iter().copied()).fold(request, |request, (name, value)| request.header(name, value));
    app.ask(request.body(Body::from(message.to_string())).unwrap()).await
}

async fn ask(app: &TestApp, method: &str, params: Json) -> Json {
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let answer = post(app, &message, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{method}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json", "{method}");
    answer.json()
}

/// What a tool answers, and whether it is an error.
async fn call(app: &TestApp, tool: &str, arguments: Json) -> (Json, String, bool) {
    let answer = ask(app, "tools/call", json!({ "name": tool, "arguments": arguments })).await;
    let result = &answer["result"];
    let told = text(&result["content"][0]["text"]);
    (result["structuredContent"].clone(), told, result["isError"] == true)
}

/// The cells of a column.
fn column(table: &Json, name: &str) -> Vec<Json> {
    let columns = table["columns"].as_array().unwrap();
    let at = columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}: {table}"));
    table["rows"].as_array().unwrap().iter().map(|row| row[at].clone()).collect()
}

#[tokio::test]
async fn both_revisions_are_spoken_and_there_are_no_sessions() {
    let app = TestApp::new().await;
    let client = json!({ "name": "test", "version": "1" });
    let hello = json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client });
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello });
    let answer = post(&app, &message, &[]).await;
    assert!(!answer.headers.contains_key("mcp-session-id"), "{:?}", answer.headers);
    let result = answer.json()["result"].clone();
    assert_eq!(result["protocolVersion"], "2025-11-25");
    assert!(text(&result["instructions"]).contains("fill in nothing from memory"));
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": client,
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let message = json!({ "jsonrpc": "2.0", "id": 2, "method": "server/discover", "params": { "_meta": meta } });
    let headers = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "server/discover")];
    let answer = post(&app, &message, &headers).await;
    let versions = answer.json()["result"]["supportedVersions"].clone();
    assert_eq!(versions, json!(["2025-11-25", "2026-07-28"]), "{}", answer.body);
    let params = json!({ "name": "get", "arguments": { "id": "trade-2018-exports" }, "_meta": meta });
    let message = json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": params });
    let headers = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "tools/call"), ("mcp-name", "get")];
    let answer = post(&app, &message, &headers).await;
    let data = answer.json()["result"]["structuredContent"]["data"].clone();
    assert_eq!(data["value"], 148_790_000_000_i64, "{}", answer.body);
}

#[tokio::test]
async fn hosts_and_origins_that_are_not_allowed_are_refused() {
    let app = TestApp::new().await;
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    for (name, value, status) in [
        ("host", "localhost:8080", StatusCode::OK),
        ("host", "127.0.0.1:1234", StatusCode::OK),
        ("host", "[::1]:8080", StatusCode::OK),
        ("host", "evil.example", StatusCode::FORBIDDEN),
        ("host", "localhost.evil.example", StatusCode::FORBIDDEN),
        ("origin", "http://localhost:6274", StatusCode::OK),
        ("origin", "https://evil.example", StatusCode::FORBIDDEN),
        ("origin", "null", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(post(&app, &message, &[(name, value)]).await.status, status, "{name}: {value}");
    }
    assert_eq!(app.get("/mcp").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(app.send(Method::OPTIONS, "/mcp").await.header("allow"), "POST, OPTIONS");
    let folder = sinolac::data::Folder::Embedded;
    let public = TestApp::on(&folder, "https://facts.example.org").await;
    let host = [("host", "facts.example.org"), ("origin", "https://facts.example.org")];
    assert_eq!(post(&public, &message, &host).await.status, StatusCode::OK, "its own name is allowed");
}

#[tokio::test]
async fn a_body_is_bounded_and_what_is_no_message_is_refused() {
    let app = TestApp::new().await;
    let long = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": { "x": "x".repeat(MAX_BODY) } });
    assert_eq!(post(&app, &long, &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = post(&app, &json!("nonsense"), &[]).await;
    assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.body);
}

#[tokio::test]
async fn all_tools_together_are_short_and_each_names_what_it_takes() {
    let app = TestApp::new().await;
    let tools = ask(&app, "tools/list", json!({})).await["result"]["tools"].clone();
    let length = tools.to_string().len();
    assert!(length * 2 / 7 < MAX_TOKENS, "{length} bytes are {} tokens", length * 2 / 7);
    let names: Vec<String> = tools.as_array().unwrap().iter().map(|tool| text(&tool["name"])).collect();
    for name in ["search", "list", "get", "series", "total", "check", "cite", "describe"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    for tool in tools.as_array().unwrap() {
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
    }
}

#[tokio::test]
async fn a_table_has_its_columns_once_and_the_text_is_the_same_answer() {
    let app = TestApp::new().await;
    let filters = json!({ "year": 2018, "measure": ["value", "growth"] });
    let (table, told, is_error) =
        call(&app, "list", json!({ "kind": "trade", "filters": filters, "sort": "id" })).await;
    assert!(!is_error, "{told}");
    assert_eq!(serde_json::from_str::<Json>(&told).unwrap(), table);
    let rows = app.get("/trade?year=2018&measure=value,growth&sort=id").await;
    assert_eq!(column(&table, "id").iter().map(text).collect::<Vec<_>>(), rows.ids());
    assert_eq!(column(&table, "value")[0], rows.json()["data"][0]["value"]);
    assert_eq!(table["address"], "/trade?measure=growth,value&sort=id&year=2018&limit=25", "{table}");
    assert!(told.len() * 3 < rows.body.len(), "{} of {}", told.len(), rows.body.len());
}

#[tokio::test]
async fn pages_groups_and_chosen_columns_are_had_by_arguments() {
    let app = TestApp::new().await;
    let (first, ..) = call(&app, "list", json!({ "kind": "trade", "limit": 5 })).await;
    let (second, ..) = call(&app, "list", json!({ "kind": "trade", "limit": 5, "cursor": first["next"] })).await;
    assert!(!column(&second, "id").contains(&column(&first, "id")[0]));
    let (groups, ..) = call(&app, "list", json!({ "kind": "facts", "by": "country" })).await;
    assert_eq!(groups["columns"], json!(["country", "count"]));
    assert!(groups["rows"].as_array().unwrap().contains(&json!(["BRA", 30])), "{groups}");
    let (chosen, ..) = call(&app, "list", json!({ "kind": "trade", "fields": "id,note", "limit": 1 })).await;
    assert_eq!(chosen["columns"], json!(["id", "note"]));
    let (found, ..) = call(&app, "search", json!({ "q": "巴西", "lang": "zh", "limit": 2 })).await;
    assert_eq!(found["rows"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn series_are_tables_and_a_total_that_is_refused_says_what_could_be_asked() {
    let app = TestApp::new().await;
    let filters = json!({ "year": 2018, "flow": "exports", "measure": "value" });
    let (found, ..) = call(&app, "series", json!({ "kind": "trade", "filters": filters })).await;
    assert_eq!(column(&found["series"][0], "value"), [json!(148_790_000_000_i64)], "{found}");
    assert_eq!(found["series"][0]["quantity"]["flow"], "exports");
    let (none, told, _) = call(&app, "series", json!({ "kind": "trade", "filters": { "year": 2031 } })).await;
    assert!(none["series"] == json!([]) && told.contains("do not fill in"), "{told}");
    let (total, ..) = call(&app, "total", json!({ "kind": "trade", "filters": filters })).await;
    assert_eq!(total["data"]["facts"], json!(["trade-2018-exports"]), "{total}");
    let (_, refused, is_error) = call(&app, "total", json!({ "kind": "investments" })).await;
    assert!(is_error && refused.contains("this works: /investments/total?"), "{refused}");
}

#[tokio::test]
async fn claims_are_checked_as_over_http_and_without_evidence_nothing_may_be_filled_in() {
    let app = TestApp::new().await;
    let claims = [
        "China's exports to Latin America amounted to $148.79 billion in 2018",
        "Lithium exports reached $9 billion in 2031",
    ];
    let (checked, told, is_error) = call(&app, "check", json!({ "claims": claims })).await;
    assert!(!is_error, "{told}");
    let over_http = app.get(&text(&checked["address"])).await.json();
    assert_eq!(checked["data"], over_http["data"]);
    assert_eq!(checked["data"][0]["verdict"], "supported", "{checked}");
    assert_eq!(checked["data"][1]["verdict"], "no_evidence", "{checked}");
    assert!(text(&checked["answer"]).contains("do not fill in"), "{checked}");
    let (_, told, is_error) = call(&app, "check", json!({ "claims": [] })).await;
    assert!(is_error && told.contains("a sentence with a figure would be right"), "{told}");
}

#[tokio::test]
async fn one_row_has_its_evidence_and_the_citation_names_the_host_that_was_asked() {
    let app = TestApp::new().await;
    let (fact, ..) = call(&app, "get", json!({ "id": "trade-2018-exports" })).await;
    assert_eq!(fact["data"], app.get("/facts/trade-2018-exports").await.json()["data"]);
    let (country, ..) = call(&app, "get", json!({ "kind": "countries", "id": "Brasil" })).await;
    assert_eq!(country["data"]["id"], "BRA", "a name leads to the id");
    let (cited, ..) = call(&app, "cite", json!({ "address": "/trade?year=2018" })).await;
    assert!(
        text(&cited["data"]["text"]).contains("9 rows of http://localhost/trade?version=2026.11.2&year=2018"),
        "{cited}"
    );
    let (kinds, ..) = call(&app, "describe", json!({})).await;
    assert!(column(&kinds, "kind").contains(&json!("trade")));
    let (columns, ..) = call(&app, "describe", json!({ "kind": "trade" })).await;
    assert!(column(&columns, "name").contains(&json!("flow")) && text(&columns["answer"]).contains("year"));
}

#[tokio::test]
async fn mistakes_are_told_to_the_model_with_what_would_be_right() {
    let app = TestApp::new().await;
    for (tool, arguments, told) in [
        ("list", json!({ "kind": "trade", "filters": { "yaer": 2018 } }), "did you mean `year`?"),
        ("list", json!({ "kind": "trade", "filters": { "yaer": 2018 } }), "this works: /trade?"),
        ("list", json!({ "kind": "trades" }), "did you mean `trade`?"),
        ("list", json!({}), "`kind` is missing"),
        ("list", json!({ "kind": "trade", "filter": {} }), "did you mean `filters`?"),
        ("get", json!({ "id": "no-such-fact" }), "there is no fact `no-such-fact`"),
        ("get", json!({ "id": "../kinds" }), "there is no fact"),
        ("cite", json!({ "address": "/nothing" }), "no list and no item"),
    ] {
        let (_, answer, is_error) = call(&app, tool, arguments.clone()).await;
        assert!(is_error && answer.contains(told), "{tool} {arguments}: {answer}");
    }
    let unknown = ask(&app, "tools/call", json!({ "name": "serach", "arguments": {} })).await;
    assert!(text(&unknown["error"]["message"]).contains("did you mean `search`?"), "{unknown}");
}

#[tokio::test]
async fn where_nothing_is_found_a_tool_says_what_was_searched_and_that_nothing_may_be_filled_in() {
    let app = TestApp::new().await;
    let (nothing, told, is_error) = call(&app, "list", json!({ "kind": "trade", "filters": { "year": 2031 } })).await;
    assert!(!is_error && nothing["rows"] == json!([]));
    for part in ["Nothing was found", "/trade?year=2031", "from 5 sources", "do not fill in"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(nothing["hints"][0]["reason"], "filter_excludes_all");
}

#[tokio::test]
async fn facts_and_sources_are_resources_and_a_prompt_checks_a_text() {
    let app = TestApp::new().await;
    let (mut cursor, mut uris) = (Json::Null, Vec::new());
    loop {
        let page =
            ask(&app, "resources/list", if cursor.is_null() { json!({}) } else { json!({ "cursor": cursor }) }).await;
        uris.extend(page["result"]["resources"].as_array().unwrap().iter().map(|resource| text(&resource["uri"])));
        cursor = page["result"]["nextCursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(uris.len(), app.stated() + 5);
    for uri in ["sinolac://facts/trade-2018-exports", "sinolac://sources/cedpr-2020"] {
        assert!(uris.contains(&uri.to_owned()), "{uri}");
        let read = ask(&app, "resources/read", json!({ "uri": uri })).await;
        let markdown = app.get(&format!("/{}.md", uri.trim_start_matches("sinolac://"))).await.body;
        assert_eq!(read["result"]["contents"][0]["text"], markdown, "{uri}");
    }
    for uri in ["sinolac://facts/nothing", "sinolac://kinds/x", "sinolac://facts/../health", "file:///etc/passwd"] {
        let read = ask(&app, "resources/read", json!({ "uri": uri })).await;
        assert!(text(&read["error"]["message"]).contains("is no resource"), "{uri}: {read}");
    }
    let templates = ask(&app, "resources/templates/list", json!({})).await;
    assert_eq!(templates["result"]["resourceTemplates"].as_array().unwrap().len(), 2);
    let prompt = json!({ "name": "fact_check", "arguments": { "text": "Trade was 315 billion." } });
    let asked = ask(&app, "prompts/get", prompt).await;
    let message = text(&asked["result"]["messages"][0]["content"]["text"]);
    assert!(message.ends_with("Trade was 315 billion.") && message.contains("Fill in nothing from memory"));
    let missing = ask(&app, "prompts/get", json!({ "name": "fact_check" })).await;
    assert!(text(&missing["error"]["message"]).contains("`text` is missing"), "{missing}");
}

/// A question that ships: its request, the facts that answer it, cells of theirs; no facts where the documents do not say it.
struct Question {
    asked: String,
    request: String,
    facts: Vec<String>,
    cells: Vec<(String, String)>,
}

fn questions() -> Vec<Question> {
    let mut rows = csv::Reader::from_reader(include_bytes!("../questions.csv").as_slice());
    let parts =
        |cell: &str| -> Vec<String> { cell.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect() };
    let question = |row: csv::StringRecord| Question {
        asked: row[0].to_owned(),
        request: row[1].to_owned(),
        facts: parts(&row[2]),
        cells: parts(&row[3])
            .iter()
            .map(|cell| cell.split_once('=').unwrap())
            .map(|(a, b)| (a.into(), b.into()))
            .collect(),
    };
    rows.records().map(|row| question(row.unwrap())).collect()
}

/// A cell as the question set writes it.
fn shown(cell: &Json) -> String {
    match cell {
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

/// The request of a question as the call of a tool.
fn tool_call(request: &str) -> (&'static str, Json) {
    let (path, query) = request.split_once('?').unwrap();
    let kind = path.trim_start_matches('/');
    let pairs = form_urlencoded::parse(query.as_bytes());
    let (own, filters): (Map<String, Json>, Map<String, Json>) = pairs
        .map(|(name, value)| (name.into_owned(), Json::String(value.into_owned())))
        .partition(|(name, _)| ["q", "lang"].contains(&name.as_str()));
    let mut arguments = own;
    arguments.insert("kind".to_owned(), json!(kind));
    let is_search = filters.is_empty();
    if !is_search {
        arguments.insert("filters".to_owned(), Json::Object(filters));
    }
    (if is_search { "search" } else { "list" }, Json::Object(arguments))
}

#[tokio::test]
async fn every_question_is_answered_over_http_and_by_a_tool_or_told_to_have_no_answer() {
    let app = TestApp::new().await;
    let questions = questions();
    let unanswerable = questions.iter().filter(|question| question.facts.is_empty()).count();
    assert_eq!((questions.len(), unanswerable), (60, 20));
    for Question { asked: question, request, facts, cells } in questions {
        let answer = app.get(&request).await;
        assert_eq!(answer.status, StatusCode::OK, "{question}: {}", answer.body);
        let mut ids = answer.ids();
        ids.sort();
        assert_eq!(ids, facts, "{question}");
        let (tool, arguments) = tool_call(&request);
        let (table, told, is_error) = call(&app, tool, arguments).await;
        assert!(!is_error, "{question}: {told}");
        if facts.is_empty() {
            assert!(
                told.contains("Nothing was found. Searched: ") && told.contains("do not fill in"),
                "{question}: {told}"
            );
            assert_eq!(table["rows"], json!([]), "{question}");
            let page = app.get(&request.replacen('?', ".md?", 1)).await;
            assert!(page.body.contains("do not fill in"), "{question}: {}", page.body);
            continue;
        }
        let mut ids: Vec<String> = column(&table, "id").iter().map(text).collect();
        ids.sort();
        assert_eq!(ids, facts, "{question}");
        for (name, value) in cells {
            let json = answer.json();
            assert!(
                json["data"].as_array().unwrap().iter().all(|row| shown(&row[&name]) == value),
                "{question}: {name}"
            );
            assert!(column(&table, &name).iter().all(|cell| shown(cell) == value), "{question}: {name} {table}");
        }
    }
}
