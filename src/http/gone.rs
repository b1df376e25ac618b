//! What was there in an earlier version of the dataset.

use serde_json::Value as Json;

use super::App;
use super::problem::Problem;
use crate::kinds::{CHANGES, facts};
use crate::model::{Kind, Role, Value};
use crate::query::{Condition, Query, Test};
use crate::store::Error;
use crate::words::Reason;

/// The answer for an address from which a row was withdrawn or moved; `None` where neither happened.
pub async fn gone(app: &App, kind: &Kind, id: &str) -> Result<Option<Problem>, Error> {
    if let Some(reason) = withdrawn(app, kind, id).await? {
        return Ok(Some(Problem::gone(reason)));
    }
    let moved = change(app, id, "moved", Some(("moved_from", kind))).await?;
    let now = facts().find(|now| moved.as_ref().is_some_and(|row| row["kind"] == now.singular));
    Ok(now.map(|now| {
        let location = format!("/{}/{id}", now.name);
        Problem::moved(format!("`{id}` is of another kind since a later version: {location}"), location)
    }))
}

/// Why a fact was withdrawn; `None` when it was not.
pub async fn withdrawn(app: &App, kind: &Kind, id: &str) -> Result<Option<Reason>, Error> {
    let kind = Some(("kind", kind)).filter(|(_, kind)| kind.role != Role::Union);
    let row = change(app, id, "withdrawn", kind).await?.unwrap_or_default();
    let told = row["version"].as_str().zip(row["reason"].as_str());
    Ok(told.map(|(version, reason)| {
        Reason::of("problem.withdrawn").with("id", id).with("version", version).because(reason)
    }))
}

/// The last change of that sort that a fact went through, as a row of `changes`, where a column names a kind.
async fn change(app: &App, id: &str, change: &str, of: Option<(&str, &Kind)>) -> Result<Option<Json>, Error> {
    let is = |name: &str, value: &str| {
        let values = vec![Value::Text(value.to_owned())];
        CHANGES.column(name).map(|column| Condition { column, test: Test::AnyOf, values })
    };
    let of = of.and_then(|(column, kind)| is(column, kind.singular));
    let mut query = Query { limit: Some(1), ..Query::all(&CHANGES) };
    query.conditions = [is("fact", id), is("change", change), of].into_iter().flatten().collect();
    Ok(serde_json::from_str(&app.store.page(&query).await?.rows).ok())
}
