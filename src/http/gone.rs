//! What was there in an earlier version of the dataset.

use serde_json::Value as Json;

use super::App;
use crate::kinds::CHANGES;
use crate::model::{Kind, Role, Value};
use crate::query::{Condition, Query, Test};
use crate::store::Error;

/// Why a fact was withdrawn; `None` when it was not.
pub async fn withdrawn(app: &App, kind: &Kind, id: &str) -> Result<Option<String>, Error> {
    let is = |name: &str, value: &str| {
        let values = vec![Value::Text(value.to_owned())];
        CHANGES.column(name).map(|column| Condition { column, test: Test::AnyOf, values })
    };
    let kind = Some(kind).filter(|kind| kind.role != Role::Union).and_then(|kind| is("kind", kind.singular));
    let mut query = Query { limit: Some(1), ..Query::all(&CHANGES) };
    query.conditions = [is("fact", id), is("change", "withdrawn"), kind].into_iter().flatten().collect();
    let row: Json = serde_json::from_str(&app.store.page(&query).await?.rows).unwrap_or_default();
    let told = row["version"].as_str().zip(row["reason"].as_str());
    Ok(told.map(|(version, reason)| format!("`{id}` was withdrawn in version {version}: {reason}")))
}
