//! The series that a query finds as a picture.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::chart::{self, Chart, Options};
use crate::data::LANGUAGES;
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE, SOURCES};
use crate::model::{Kind, Value};
use crate::query::{Condition, Query, Test};
use crate::render::lines::Line;
use crate::series::Series;
use crate::store::{Error, Store};
use crate::words;

/// What series name by an id.
const NAMED: [&Kind; 4] = [&SOURCES, &COUNTRIES, &ORGANIZATIONS, &PEOPLE];

/// The chart of the series of a query at an address; `reason` says why there are none.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn chart(
    store: &Arc<Store>,
    query: &Query,
    series: &[Series],
    address: &str,
    reason: Option<&str>,
) -> Result<Chart, Error> {
    let language = query.language.unwrap_or(LANGUAGES[0]);
    let names = names(store, series, language).await?;
    let manifest = &store.about.manifest;
    let options = Options {
        language,
        title: None,
        address,
        version: &manifest.version,
        license: &manifest.license,
        names: &names,
        reason,
        width: query.width,
    };
    Ok(chart::chart(series, &options))
}

/// What the sources of some series are called, and whatever their quantities name by an id.
async fn names(store: &Arc<Store>, series: &[Series], language: &str) -> Result<BTreeMap<String, String>, Error> {
    let ids = ids(series);
    let mut names = BTreeMap::new();
    for kind in NAMED {
        let known = |id: &&str| store.about.vocabulary.id(kind, id) == Some(id);
        let values: Vec<Value> = ids.iter().copied().filter(known).map(|id| Value::Text(id.to_owned())).collect();
        let Some(column) = kind.column("id").filter(|_| !values.is_empty()) else { continue };
        let mut query = Query::all(kind);
        query.conditions.push(Condition { column, test: Test::AnyOf, values });
        let mut rows = store.export(query, Line::Json).await?;
        while let Some(piece) = rows.next().await? {
            names.extend(piece.lines().filter_map(|line| named(kind, line, language)));
        }
    }
    Ok(names)
}

fn ids(series: &[Series]) -> BTreeSet<&str> {
    let parts = series.iter().flat_map(|series| &series.quantity).flat_map(|(_, value)| match value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::List(texts) => texts.as_slice(),
        _ => &[],
    });
    let points = series.iter().flat_map(|series| &series.points);
    let observations = points.flat_map(|point| std::iter::once(&point.shown).chain(&point.others));
    parts.chain(observations.flat_map(|observation| &observation.sources)).map(String::as_str).collect()
}

/// Id and name of a row: in the language where it has one; of a source its publisher and when it appeared.
fn named(kind: &Kind, line: &str, language: &str) -> Option<(String, String)> {
    let row: Map<String, Json> = serde_json::from_str(line).ok()?;
    let text = |column: &str| row.get(column).and_then(Json::as_str);
    let name = if *kind == SOURCES {
        format!("{}, {}", text("publisher")?, words::period(text("published")?, language))
    } else {
        text(&format!("name_{language}")).or_else(|| text("name"))?.to_owned()
    };
    Some((text("id")?.to_owned(), name))
}
