//! Pages: every row once, in order, whatever is null or equal.

use axum::http::StatusCode;

use crate::helpers::{TestApp, ids, text};

#[tokio::test]
async fn pages_of_any_sort_order_give_every_row_once_and_nulls_last() {
    let app = TestApp::new().await;
    for kind in app.kinds().await {
        let name = text(&kind["name"]);
        let whole = ids(&app.all(&format!("/{name}?limit=1000")).await);
        for column in kind["columns"].as_array().unwrap().iter().filter(|column| column["sortable"] == true) {
            let column = text(&column["name"]);
            for order in [column.clone(), format!("-{column}")] {
                let rows = app.all(&format!("/{name}?sort={order}&limit=7")).await;
                let values: Vec<_> = rows.iter().map(|row| &row[&column]).collect();
                let nulls = values.iter().skip_while(|value| !value.is_null()).collect::<Vec<_>>();
                assert!(nulls.iter().all(|value| value.is_null()), "/{name}?sort={order}: a value after a null");
                let mut sorted = ids(&rows);
                sorted.sort();
                let mut expected = whole.clone();
                expected.sort();
                assert_eq!(sorted, expected, "/{name}?sort={order}");
            }
        }
    }
}

#[tokio::test]
async fn sorted_values_rise_or_fall() {
    let app = TestApp::new().await;
    let values = |rows: &[serde_json::Value]| rows.iter().filter_map(|row| row["value"].as_f64()).collect::<Vec<_>>();
    assert!(values(&app.all("/facts?sort=value&limit=50").await).is_sorted());
    assert!(values(&app.all("/facts?sort=-value&limit=50").await).is_sorted_by(|a, b| a >= b));
}

#[tokio::test]
async fn several_sort_columns_break_each_others_ties() {
    let app = TestApp::new().await;
    let rows = app.all("/trade?sort=flow,-value&limit=5").await;
    let keys: Vec<(String, f64)> =
        rows.iter().map(|row| (text(&row["flow"]), -row["value"].as_f64().unwrap())).collect();
    assert!(keys.is_sorted());
    assert_eq!(keys.len(), app.all("/trade?limit=1000").await.len());
}

#[tokio::test]
async fn a_cursor_is_refused_with_another_query_but_not_with_another_limit() {
    let app = TestApp::new().await;
    let next = text(&app.get("/trade?topic=trade&limit=3").await.json()["links"]["next"]);
    let cursor = next.split("cursor=").nth(1).unwrap();
    assert_eq!(app.get(&format!("/trade?topic=trade&limit=9&cursor={cursor}")).await.status, StatusCode::OK);
    for path in ["/trade?flow=total", "/trade?topic=trade&sort=-value", "/visits?topic=trade"] {
        let answer = app.get(&format!("{path}&cursor={cursor}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.body.contains("belongs to another query"), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_page_has_a_hundred_rows_unless_told() {
    let app = TestApp::new().await;
    let answer = app.get("/facts").await.json();
    assert_eq!((answer["data"].as_array().unwrap().len(), &answer["meta"]["limit"]), (100, &100.into()));
}
