//! Sorted lists against the same rows sorted here.

use std::cmp::Ordering;

use serde_json::Value as Json;
use sinolac::query::{Cursor, Query};

use crate::{Many, ROWS, compare};

/// Rows in the default order, brought into the order that a query asks for.
fn sorted(rows: &[Json], query: &Query) -> Vec<String> {
    let mut rows: Vec<&Json> = rows.iter().collect();
    rows.sort_by(|a, b| {
        query.sort.iter().fold(Ordering::Equal, |before, order| {
            let (a, b) = (&a[order.column.name], &b[order.column.name]);
            let turned = order.descending && !a.is_null() && !b.is_null();
            before.then_with(|| if turned { compare(b, a) } else { compare(a, b) })
        })
    });
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids of rendered rows, whose first column it is.
fn ids(rows: &str) -> impl Iterator<Item = String> + '_ {
    rows.split("{\"id\":\"").skip(1).map(|row| row[..row.find('"').unwrap()].to_owned())
}

/// The whole list.
async fn whole(many: &Many, query: &Query) -> Vec<String> {
    ids(&many.lines(query).await).collect()
}

/// The same list as a client gets it, page after page.
async fn paged(many: &Many, mut query: Query) -> Vec<String> {
    let mut found = Vec::new();
    query.limit = Some(700);
    loop {
        let page = many.store.page(&query).await.unwrap();
        found.extend(ids(&page.rows));
        assert!(found.len() <= ROWS, "{} never ends", query.canonical);
        match page.next {
            // As the client has it: a token.
            Some(next) => query.cursor = Some(Cursor::read(&next.token(&query, "data"), &query, "data").unwrap()),
            None => return found,
        }
    }
}

/// All rows, many, few; and the word that all rows have.
const FILTERS: [&str; 6] =
    ["", "qualifier=exact", "value_max=3000000", "value=3000000", "start_min=1975&end_max=1976", "q=row"];

#[tokio::test]
async fn a_sorted_list_has_the_rows_in_their_order_whole_and_page_by_page() {
    let many = Many::new().await;
    for filter in FILTERS {
        let rows = many.rows(&Query { sort: Vec::new(), search: None, ..many.query(filter) }).await;
        assert!(rows.len() > 5, "{filter}");
        for sort in [
            "value",
            "-value",
            "-value,-id",
            "qualifier,product",
            "-start,value",
            "end,-start",
            "-id",
            "flow,-qualifier,-end",
        ] {
            let query = many.query(&format!("{filter}&sort={sort}"));
            let right = sorted(&rows, &query);
            assert_eq!(whole(&many, &query).await, right, "{filter} {sort}");
            assert_eq!(paged(&many, query).await, right, "{filter} {sort}, page by page");
        }
    }
}

#[tokio::test]
async fn a_search_has_the_same_rows_whole_and_page_by_page_and_each_once() {
    let many = Many::new().await;
    for (words, least, most) in
        [("row", ROWS, ROWS), ("row+1", 1000, ROWS - 1), ("row+%2277%22", 1, 1), ("nothing", 0, 0)]
    {
        let query = many.query(&format!("q={words}"));
        let whole = whole(&many, &query).await;
        assert!((least..=most).contains(&whole.len()), "{words}: {}", whole.len());
        assert_eq!(paged(&many, query.clone()).await, whole, "{words}");
        let mut once = whole.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), whole.len(), "{words}");
        assert_eq!(many.store.total(&query).await.unwrap(), whole.len() as u64, "{words}");
    }
}
