//! What a name may mean: candidates with a score, and whether one is certain.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::suggest::column;
use super::{App, type_of};
use crate::dataset::likeness;
use crate::http::markdown::rows;
use crate::http::problem::Problem;
use crate::kinds::PEOPLE;
use crate::model::{Column, Kind, Value};
use crate::query::{Condition, Query, Search, Test};
use crate::text::name_key;

/// Most rows that are looked at for one query.
const MOST: u32 = 50;
/// What is left of a score for each property that says otherwise.
const OTHERWISE: f64 = 0.5;
/// Most that anything but the very name may have.
const UNCERTAIN: f64 = 0.95;

/// One query.
pub struct Asked {
    /// The name.
    pub text: String,
    /// What it may be the name of.
    pub types: Vec<&'static Kind>,
    /// What else is known of it.
    pub properties: Vec<Property>,
    /// Most candidates.
    pub limit: usize,
}

/// Something known of what has the name.
pub struct Property {
    /// The column or its parameter.
    pub name: String,
    /// Any of them is right.
    pub values: Vec<String>,
}

/// A candidate before it is told.
struct Candidate {
    kind: &'static Kind,
    row: Map<String, Json>,
    score: f64,
    /// Whether the properties say nothing else.
    fits: bool,
}

/// The candidates, the likeliest first. One is certain when it alone has the very name and nothing speaks against it.
pub async fn candidates(app: &App, asked: &Asked) -> Result<Vec<Json>, Problem> {
    let mut found = Vec::new();
    for kind in &asked.types {
        found.extend(of_kind(app, kind, asked).await?);
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| id(&a.row).cmp(id(&b.row))));
    let certain = found.iter().filter(|candidate| candidate.score >= 1.0).count() == 1;
    Ok(found.iter().take(asked.limit).map(|candidate| told(candidate, certain)).collect())
}

fn told(candidate: &Candidate, certain: bool) -> Json {
    let Candidate { kind, row, score, fits } = candidate;
    json!({
        "id": id(row),
        "name": name(row),
        "description": description(row),
        "type": [type_of(kind)],
        "score": (score * 1000.0).round() / 10.0,
        "match": certain && *fits && *score >= 1.0,
    })
}

/// Candidates of one kind, with the scores of their names.
async fn of_kind(app: &App, kind: &'static Kind, asked: &Asked) -> Result<Vec<Candidate>, Problem> {
    let vocabulary = &app.store.about.vocabulary;
    let mut query = Query { limit: Some(MOST), ..Query::all(kind) };
    let like = vocabulary.like(kind, &asked.text);
    if vocabulary.ids(kind).is_some() && !asked.text.trim().is_empty() {
        let mut best: Vec<(&str, f64)> = like.iter().map(|(id, likeness)| (*id, *likeness)).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        let values: Vec<Value> = best.iter().take(MOST as usize).map(|(id, _)| Value::Text((*id).to_owned())).collect();
        if values.is_empty() {
            return Ok(Vec::new());
        }
        query.conditions.extend(kind.column("id").map(|column| Condition { column, test: Test::AnyOf, values }));
    } else if !asked.text.trim().is_empty() {
        query.search = Some(Search::of(&asked.text));
    }
    let page = app.store.page(&query).await?;
    // A fact goes by its id, too, which is no word that a search finds.
    let by_id = if query.search.is_some() { app.store.item(kind, asked.text.trim()).await? } else { None };
    let mut found = rows(&by_id.unwrap_or_default());
    found.extend(rows(&page.rows).into_iter().filter(|row| id(row) != asked.text.trim()));
    let candidate = |row: Map<String, Json>| {
        let likeness = like.get(id(&row)).copied().unwrap_or_else(|| of_title(app, &row, &asked.text));
        let is_name = likeness >= 1.0 && (*kind != PEOPLE || has_name(&row, &asked.text));
        let misfits = asked.properties.iter().filter(|property| !fits(app, kind, &row, property)).count();
        let penalty = OTHERWISE.powi(i32::try_from(misfits).unwrap_or(i32::MAX));
        let score = if is_name { 1.0 } else { likeness.min(UNCERTAIN) } * penalty;
        Candidate { kind, row, score, fits: misfits == 0 }
    };
    Ok(found.into_iter().map(candidate).collect())
}

/// How like a fact's id or its title in any language is.
fn of_title(app: &App, row: &Map<String, Json>, text: &str) -> f64 {
    let (key, id) = (name_key(text), id(row));
    let titles = app.store.about.titles.values().filter_map(|titles| titles.get(id)).map(String::as_str);
    let all = titles.chain([id, name(row)]).map(|title| likeness(&key, &name_key(title)));
    all.fold(0.0, f64::max)
}

/// Whether a text is a whole name, not a part of one.
fn has_name(row: &Map<String, Json>, text: &str) -> bool {
    let key = name_key(text);
    let names = row.iter().filter(|(name, _)| name.starts_with("name") || ["aliases", "id"].contains(&name.as_str()));
    names.flat_map(|(_, value)| texts(value)).any(|name| name_key(&name) == key)
}

/// Whether a row says of a property what is known of it; where it says nothing, it does not say otherwise.
fn fits(app: &App, kind: &Kind, row: &Map<String, Json>, property: &Property) -> bool {
    let Some(column) = column(kind, &property.name) else { return true };
    let held: BTreeSet<String> =
        texts(row.get(column.name).unwrap_or(&Json::Null)).iter().map(|text| name_key(text)).collect();
    held.is_empty() || property.values.iter().any(|value| held.contains(&name_key(meant(app, column, value))))
}

/// The id that a value of a property means, where the column holds ids.
fn meant<'a>(app: &'a App, column: &Column, value: &'a str) -> &'a str {
    let (kinds, _) = column.targets();
    kinds.iter().find_map(|kind| app.store.about.vocabulary.resolve(kind, value)).unwrap_or(value)
}

/// The texts of a cell.
fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::Null => Vec::new(),
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        other => vec![other.to_string()],
    }
}

/// The id of a row.
pub fn id(row: &Map<String, Json>) -> &str {
    row.get("id").and_then(Json::as_str).unwrap_or_default()
}

/// What a row is called.
pub fn name(row: &Map<String, Json>) -> &str {
    let text = |name: &str| row.get(name).and_then(Json::as_str);
    ["title", "name", "name_en"].into_iter().find_map(text).unwrap_or_default()
}

/// What tells it from namesakes.
pub fn description(row: &Map<String, Json>) -> String {
    let columns = ["abbreviation", "role", "type", "subregion", "kind", "date", "value", "unit", "country"];
    let told = columns.into_iter().filter_map(|column| row.get(column)).flat_map(texts);
    told.collect::<Vec<_>>().join(", ")
}
