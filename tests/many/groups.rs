//! Groups against the same rows counted here.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};
use sinolac::files::groups;
use sinolac::query::Query;

use crate::{Many, compare};

/// The groups of a query: the largest first, then by their values.
fn counted(rows: &[Json], query: &Query) -> Vec<(Vec<Json>, u64)> {
    let mut groups: HashMap<Vec<String>, u64> = HashMap::new();
    for row in rows {
        let mut keys = vec![Vec::new()];
        for column in &query.group_by {
            let values = match &row[column.name] {
                Json::Array(items) if items.is_empty() => vec![Json::Null],
                Json::Array(items) => items.clone(),
                value => vec![value.clone()],
            };
            let more = |key: Vec<String>| {
                let value = |value: &Json| key.iter().cloned().chain([value.to_string()]).collect();
                values.iter().map(value).collect::<Vec<Vec<String>>>()
            };
            keys = keys.into_iter().flat_map(more).collect();
        }
        for key in keys {
            *groups.entry(key).or_default() += 1;
        }
    }
    let parsed = |key: Vec<String>| key.iter().map(|value| serde_json::from_str(value).unwrap()).collect();
    let mut groups: Vec<(Vec<Json>, u64)> = groups.into_iter().map(|(key, count)| (parsed(key), count)).collect();
    groups.sort_by(|(a, n), (b, m)| {
        let values = || a.iter().zip(b).map(|(a, b)| compare(a, b)).find(|order| order.is_ne());
        m.cmp(n).then_with(|| values().unwrap_or(std::cmp::Ordering::Equal))
    });
    groups
}

#[tokio::test]
async fn groups_are_the_rows_counted_whether_columns_have_few_values_or_many() {
    let many = Many::new().await;
    for filter in ["", "qualifier=exact", "value_max=-1999500", "start=null"] {
        let rows = many.rows(&many.query(filter)).await;
        assert!(!rows.is_empty(), "{filter}");
        for by in [
            "qualifier",
            "product",
            "qualifier,product",
            "product,qualifier",
            "start,qualifier,flow",
            "start,value",
            "country",
            "partner,country,topic",
        ] {
            let query = many.groups(&format!("{filter}&by={by}"));
            let right = counted(&rows, &query);
            let read = |mut group: Map<String, Json>| {
                let count = group.shift_remove("count").and_then(|count| count.as_u64()).unwrap();
                (group.into_iter().map(|(_, value)| value).collect::<Vec<Json>>(), count)
            };
            let found: Vec<_> = groups::all(&many.store, &query).await.unwrap().map(read).collect();
            assert_eq!(found, right, "{filter} {by}");
        }
    }
}
