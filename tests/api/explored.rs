//! What pages show beside the rows of their own address: texts by paragraphs, sides, relations, lines, charts.

use crate::helpers::{TestApp, text};
use crate::pages::page;

#[tokio::test]
async fn a_source_is_shown_paragraph_by_paragraph_with_every_fact_where_it_was_read() {
    let app = TestApp::new().await;
    for source in app.all("/sources").await {
        let id = text(&source["id"]);
        let page = page(&app, &format!("/sources/{id}")).await;
        for fact in app.all(&format!("/facts?source={id}&limit=1000&fields=id,kind,evidence")).await {
            let of_source = |entry: &&serde_json::Value| entry["source"] == id.as_str();
            let paragraphs = fact["evidence"].as_array().unwrap().iter().filter(of_source);
            let first = paragraphs.map(|entry| entry["paragraph"].as_u64().unwrap()).min().unwrap();
            let section =
                page.body.split(&format!("id=\"p{first}\"")).nth(1).unwrap_or_else(|| panic!("{id}: {first}"));
            let section = section.split("</section>").next().unwrap();
            assert!(section.contains(&format!("/{}\"", text(&fact["id"]))), "{fact}: {section}");
        }
        assert!(page.body.contains("Of ") && page.body.contains("each for a reason told"), "{id}");
    }
}

#[tokio::test]
async fn a_list_of_two_countries_or_sources_has_them_side_by_side() {
    let app = TestApp::new().await;
    for (path, sides) in [
        ("/facts?country=BRA,CHL", ["/countries/BRA", "/countries/CHL"]),
        ("/facts?source=xinhua-2008,cedpr-2020", ["/sources/xinhua-2008", "/sources/cedpr-2020"]),
        ("/agreements?country=BRA,CHL", ["/countries/BRA", "/countries/CHL"]),
    ] {
        let page = page(&app, path).await;
        let section = page.body.split("class=\"sides\"").nth(1).unwrap_or_else(|| panic!("{path}"));
        for side in sides {
            assert!(section.contains(&format!("<h3><a href=\"{side}\"")), "{path}: {side}");
        }
    }
    for path in ["/facts", "/facts?country=BRA", "/facts?country=BRA,CHL,PER", "/facts?topic=trade,health"] {
        assert!(!page(&app, path).await.body.contains("class=\"sides\""), "{path}");
    }
}

#[tokio::test]
async fn a_relation_is_told_with_both_of_its_facts() {
    let app = TestApp::new().await;
    let relations = page(&app, "/relations?type=contradicts").await;
    for relation in app.all("/relations?type=contradicts").await {
        for side in ["fact", "other"] {
            assert!(relations.body.contains(&format!("/{}\">", text(&relation[side]))), "{relation}");
        }
    }
    assert!(relations.body.contains(">contradicts</p>"));
}

#[tokio::test]
async fn a_figure_stands_on_the_line_of_its_series_beside_all_others() {
    let app = TestApp::new().await;
    let mut lines = 0;
    for kind in ["trade", "investments", "indicators"] {
        for series in
            app.get(&format!("/{kind}/series?basis=stated,inferred,derived")).await.json()["data"].as_array().unwrap()
        {
            let points = series["points"].as_array().unwrap();
            let all = points.iter().flat_map(|point| std::iter::once(point).chain(point["others"].as_array().unwrap()));
            let facts: Vec<String> = all.map(|observation| text(&observation["fact"])).collect();
            for fact in &facts {
                let page = page(&app, &format!("/{kind}/{fact}")).await;
                let line = page.body.split("class=\"marks\"").nth(1).map(|rest| rest.split("</table>").next().unwrap());
                assert_eq!(line.is_some(), facts.len() > 1, "{fact}");
                let Some(line) = line else { continue };
                lines += 1;
                assert_eq!(line.matches("<circle").count(), facts.len(), "{fact}: {line}");
                for other in facts.iter().filter(|other| *other != fact) {
                    assert!(line.contains(&format!("href=\"/{kind}/{other}\"")), "{fact}: {other}: {line}");
                }
            }
        }
    }
    assert!(lines > 5, "{lines}");
}

#[tokio::test]
async fn a_list_of_figures_has_its_chart_and_the_room_for_it() {
    let app = TestApp::new().await;
    for (path, is_open) in [
        ("/trade?measure=value&flow=total&period=year&partner=LAC&basis=stated,derived", true),
        ("/trade?sort=-value", false),
    ] {
        let page = page(&app, path).await;
        let chart = page.body.split("<details class=\"chart\"").nth(1).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(chart.starts_with(" open"), is_open, "{path}");
        for found in chart.split("</details>").next().unwrap().split("src").skip(1) {
            let Some((_, rest)) = found.split_once("=\"") else { continue };
            let address = rest.split('"').next().unwrap().replace("&#38;", "&");
            let picture = app.get(&address).await;
            assert_eq!(picture.header("content-type"), "image/svg+xml", "{address}: {}", picture.body);
            let size = |name: &str, text: &str| {
                text.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
            };
            assert_eq!(size("height", rest), size("height", &picture.body), "{address}");
            assert_eq!(size("width", rest), size("width", &picture.body), "{address}");
        }
    }
    for path in ["/agreements", "/trade?year=2018&measure=rank", "/facts"] {
        assert!(!page(&app, path).await.body.contains("class=\"chart\""), "{path}");
    }
}
