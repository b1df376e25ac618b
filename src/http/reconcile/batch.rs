//! A batch of queries: read, held to its bounds, answered one by one.

use std::time::{Duration, Instant};

use serde_json::{Map, Value as Json, json};

use super::candidates::{Asked, Property, candidates};
use super::{App, TYPES};
use crate::http::problem::Problem;
use crate::limits::{MAX_BATCH, MAX_SEARCH};
use crate::model::Kind;
use crate::query::{Mistake, given as parameters, unknown_parameter};
use crate::suggest::nearest;

/// Candidates where a query names no limit, and most of them.
const LIMIT: (usize, usize) = (5, 25);
/// Most properties of a query.
const MAX_PROPERTIES: usize = 20;
/// A batch that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(10);

/// The queries that a query string or a form has; `None` where it has nothing.
pub fn given(text: &str) -> Result<Option<Map<String, Json>>, Vec<Mistake>> {
    let mut queries = None;
    for (name, values) in parameters(text) {
        match (name.as_str(), &values[..]) {
            ("queries", [text]) => {
                let read: Result<Map<String, Json>, _> = serde_json::from_str(text);
                let read = read.map_err(|error| vec![wrong(&format!("is no JSON object of queries: {error}"))])?;
                queries = Some(read);
            }
            ("queries", _) => return Err(vec![wrong("given more than once; once would be right")]),
            ("callback", _) => {
                let mistake = wrong("is not needed: scripts of any site may read the answer (CORS)");
                return Err(vec![Mistake { parameter: name, ..mistake }]);
            }
            _ => return Err(vec![unknown_parameter(&name, &["queries"])]),
        }
    }
    match &queries {
        Some(all) if all.len() > MAX_BATCH => {
            Err(vec![wrong(&format!("has {} queries; at most {MAX_BATCH} would be right", all.len()))])
        }
        _ => Ok(queries),
    }
}

/// The candidates for each query.
pub async fn answer(app: &App, queries: &Map<String, Json>) -> Result<Json, Problem> {
    let begun = Instant::now();
    let mut answers = Map::new();
    let mut all = Vec::new();
    for (key, query) in queries {
        all.push((key, read(query).map_err(|reason| vec![wrong(&format!("`{key}` {reason}"))])?));
    }
    for (key, asked) in all {
        if begun.elapsed() > LONGEST {
            return Err(Problem::late());
        }
        answers.insert(key.clone(), json!({ "result": candidates(app, &asked).await? }));
        // Others have their turn.
        tokio::task::yield_now().await;
    }
    Ok(Json::Object(answers))
}

/// One query.
fn read(query: &Json) -> Result<Asked, String> {
    let query = query.as_object().ok_or("is no object; {\"query\": \"CEPAL\"} would be right")?;
    let known = ["query", "type", "limit", "properties", "type_strict"];
    if let Some(name) = query.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("has `{name}`, which is none of {}{}", known.join(", "), nearest(name, known.into_iter())));
    }
    let text = query.get("query").map_or(Some(""), Json::as_str).ok_or("has a `query` that is no text")?;
    if text.chars().count() > MAX_SEARCH {
        return Err(format!("has a `query` of more than {MAX_SEARCH} characters"));
    }
    let types = types(query.get("type"))?;
    let properties = properties(query.get("properties"), &types)?;
    if text.trim().is_empty() && properties.is_empty() {
        return Err("asks for nothing; a `query` would be right".to_owned());
    }
    let limit = match query.get("limit") {
        None => LIMIT.0,
        Some(limit) => {
            let number = limit.as_u64().and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit > 0);
            number.ok_or_else(|| format!("has the limit {limit}; 1 to {} would be right", LIMIT.1))?.min(LIMIT.1)
        }
    };
    Ok(Asked { text: text.to_owned(), types, properties, limit })
}

/// The kinds that a query's `type` names; all where it names none.
fn types(given: Option<&Json>) -> Result<Vec<&'static Kind>, String> {
    let words: Vec<&Json> = match given {
        None | Some(Json::Null) => return Ok(TYPES.to_vec()),
        Some(Json::Array(words)) => words.iter().collect(),
        Some(word) => vec![word],
    };
    let kind = |word: &Json| {
        let found = TYPES.into_iter().find(|kind| word.as_str() == Some(kind.name));
        let names = TYPES.map(|kind| kind.name);
        found.ok_or_else(|| {
            let near = nearest(word.as_str().unwrap_or_default(), names.into_iter());
            format!("has the type {word}, which is none of {}{near}", names.join(", "))
        })
    };
    let kinds: Vec<&Kind> = words.into_iter().map(kind).collect::<Result<_, _>>()?;
    Ok(if kinds.is_empty() { TYPES.to_vec() } else { kinds })
}

fn properties(given: Option<&Json>, types: &[&'static Kind]) -> Result<Vec<Property>, String> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let given = given.as_array().filter(|given| given.len() <= MAX_PROPERTIES);
    let given = given.ok_or_else(|| format!("has `properties` that are no list of at most {MAX_PROPERTIES}"))?;
    let property = |property: &Json| {
        let (pid, v) = property["pid"].as_str().zip(property.get("v")).ok_or("has a property without `pid` and `v`")?;
        let is_known = types.iter().any(|kind| super::suggest::column(kind, pid).is_some());
        if !is_known {
            let names = types.iter().flat_map(|kind| kind.shown()).map(|column| column.name);
            return Err(format!("has the property `{pid}`, which is no column{}", nearest(pid, names)));
        }
        let values = v.as_array().map_or_else(|| vec![v.clone()], Clone::clone);
        let texts = values.iter().filter_map(|value| match value {
            Json::String(text) => Some(text.clone()),
            Json::Object(entity) => entity.get("id").or(entity.get("name"))?.as_str().map(str::to_owned),
            Json::Null => None,
            other => Some(other.to_string()),
        });
        Ok(Property { name: pid.to_owned(), values: texts.collect() })
    };
    given.iter().map(property).collect()
}

/// What is wrong with `queries`.
pub fn wrong(detail: &str) -> Mistake {
    Mistake { parameter: "queries".to_owned(), detail: detail.into(), ..Mistake::default() }
}
