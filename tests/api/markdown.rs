//! Markdown and `/llms.txt`: answers for whoever reads them as text.

use axum::http::StatusCode;
use serde_json::Value as Json;

use crate::helpers::TestApp;

/// The cells of each line of the first table.
fn table(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    lines.map(cells).collect()
}

#[tokio::test]
async fn a_page_is_a_table_of_the_rows_that_json_has_with_ids_that_lead_to_them() {
    let app = TestApp::new().await;
    for list in app.lists().await {
        let query = "limit=7&sort=id";
        let answer = app.get(&format!("{list}.md?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{list}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "text/markdown; charset=utf-8", "{list}");
        assert_eq!(answer.header("content-disposition"), "", "it is to be read, not to be saved");
        let json = app.get(&format!("{list}?{query}")).await;
        let rows = table(&answer.body);
        assert_eq!(rows[0][0], "id", "{list}");
        let ids: Vec<String> = rows[2..].iter().map(|row| row[0].clone()).collect();
        let linked: Vec<String> = json.ids().iter().map(|id| format!("[{id}]({list}/{id}.md)")).collect();
        assert_eq!(ids, linked, "{list}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{list}: {rows:?}");
        let first = app.get(&format!("{list}/{}.md", json.ids()[0])).await;
        assert_eq!(first.header("content-type"), "text/markdown; charset=utf-8", "{list}: {}", first.body);
        assert!(first.body.starts_with("# ") && first.body.contains(&format!("| id | {} |", json.ids()[0])));
    }
}

#[tokio::test]
async fn pages_follow_each_other_to_the_last_row_of_the_list() {
    let app = TestApp::new().await;
    let (mut path, mut ids) = (Some("/trade.md?limit=9".to_owned()), Vec::new());
    while let Some(at) = path.take() {
        let answer = app.get(&at).await;
        ids.extend(table(&answer.body)[2..].iter().map(|row| row[0].clone()));
        let next = answer.body.split("Next page: <").nth(1).and_then(|rest| rest.split('>').next());
        assert_eq!(next.is_some(), answer.header("link").contains("rel=\"next\""), "{at}");
        path = next.map(str::to_owned);
    }
    let all = app.all("/trade").await;
    assert_eq!(ids.len(), all.len());
    assert!(ids[0].starts_with(&format!("[{}]", all[0]["id"].as_str().unwrap())), "{}", ids[0]);
}

#[tokio::test]
async fn a_fact_has_its_columns_the_words_that_prove_it_and_how_to_cite_it() {
    let app = TestApp::new().await;
    let path = "/trade/trade-2018-exports";
    let answer = app.get(&format!("{path}.md")).await;
    let row = app.get(path).await.json()["data"].clone();
    for part in [
        "# China's exports to Latin America in 2018",
        "| value | 148790000000 |",
        "cedpr-2020, paragraph 8: \u{201c}exports to the Latin American region amounted to $148.79 billion\u{201d}",
        "/cite.txt?url=%2Ftrade%2Ftrade-2018-exports",
        "As JSON: </trade/trade-2018-exports>",
    ] {
        assert!(answer.body.contains(part), "{part}: {}", answer.body);
    }
    assert!(answer.body.contains(row["evidence"][0]["url"].as_str().unwrap()));
    let related = row["related"].as_array().unwrap();
    assert!(!related.is_empty() && related.iter().all(|other| answer.body.contains(other["fact"].as_str().unwrap())));
    let spanish = app.get(&format!("{path}.md?lang=es")).await;
    assert!(spanish.body.starts_with("# Exportaciones"), "{}", &spanish.body[..80]);
}

#[tokio::test]
async fn accept_asks_for_markdown_too_and_each_form_has_an_entity_tag_of_its_own() {
    let app = TestApp::new().await;
    for path in ["/trade?year=2018", "/trade/trade-2018-exports"] {
        let (json, text) = (app.get(path).await, app.with(path, &[("accept", "text/markdown")]).await);
        let location = text.header("content-location").to_owned();
        let direct = app.get(&location).await;
        assert!(location.contains(".md"), "{path}: {location}");
        assert_eq!(text.body, direct.body, "{path}");
        assert_eq!(text.header("etag"), direct.header("etag"), "{path}");
        assert_ne!(text.header("etag"), json.header("etag"), "{path}");
        assert!(text.header("vary").contains("Accept"), "{path}");
        let known = app.with(&location, &[("if-none-match", direct.header("etag"))]).await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED, "{path}");
    }
    let item = app.get("/trade/trade-2018-exports").await;
    let other = "</trade/trade-2018-exports.md>; rel=\"alternate\"; type=\"text/markdown\"";
    assert!(item.header("link").contains(other), "{}", item.header("link"));
    assert_eq!(app.with("/trade/trade-2018-exports", &[("accept", "image/png")]).await.status, 406);
}

#[tokio::test]
async fn the_ending_of_a_row_says_its_form_whatever_accept_likes() {
    let app = TestApp::new().await;
    for (ending, media) in [(".md", "text/markdown"), (".html", "text/html"), (".jsonld", "application/ld+json")] {
        for accept in ["application/json", "application/ld+json", "text/html", "image/png"] {
            let answer = app.with(&format!("/trade/trade-2018-exports{ending}"), &[("accept", accept)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{ending} for {accept}");
            assert!(answer.header("content-type").starts_with(media), "{ending} for {accept}");
        }
    }
}

#[tokio::test]
async fn where_nothing_is_found_it_says_what_was_searched_and_that_nothing_may_be_filled_in() {
    let app = TestApp::new().await;
    let answer = app.get("/trade.md?year=2031").await;
    assert_eq!(answer.status, StatusCode::OK);
    for part in ["Nothing was found", "`/trade.md?year=2031`", "from 5 sources", "do not fill in", "without `year`"] {
        assert!(answer.body.contains(part), "{part}: {}", answer.body);
    }
    assert!(!answer.body.contains("| id |"));
}

#[tokio::test]
async fn fields_and_facets_are_shown_and_mistakes_are_problems_whose_mend_is_markdown() {
    let app = TestApp::new().await;
    let answer = app.get("/trade.md?fields=id,value,note&facets=flow&limit=2").await;
    assert_eq!(table(&answer.body)[0], ["id", "value", "note"], "what is asked for is there, filled or not");
    assert!(answer.body.contains("## flow\n\n| value | count |"), "{}", answer.body);
    let wrong = app.get("/trade.md?yaer=2018").await;
    assert_eq!((wrong.status, wrong.header("content-type")), (StatusCode::BAD_REQUEST, "application/problem+json"));
    assert_eq!(wrong.json()["errors"][0]["try"], "/trade.md?year=2018");
    assert_eq!(app.get("/trade/no-such-fact.md").await.status, StatusCode::NOT_FOUND);
    let name = app.get("/countries/Brazil.md").await;
    assert_eq!((name.status, name.header("location")), (StatusCode::PERMANENT_REDIRECT, "/countries/BRA.md"));
}

#[tokio::test]
async fn llms_txt_has_a_title_a_summary_the_rules_and_links_that_all_answer() {
    let app = TestApp::new().await;
    let answer = app.get("/llms.txt").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let lines: Vec<&str> = answer.body.lines().collect();
    assert!(lines[0].starts_with("# ") && lines[2].starts_with("> "), "{}", answer.body);
    assert!(answer.body.contains("fill in nothing from memory"));
    let targets: Vec<&str> = answer.body.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(targets.len() > 20, "{targets:?}");
    for link in targets {
        assert_eq!(app.get(link).await.status, StatusCode::OK, "{link}");
    }
    let index: Json = app.get("/").await.json();
    assert_eq!(index["llms"], "/llms.txt");
}
