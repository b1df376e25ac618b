//! Rows as GeoJSON features, RFC 7946.

use std::collections::BTreeMap;
use std::future::ready;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryFutureExt, TryStreamExt, stream};
use serde_json::{Map, Value as Json, json};

use crate::kinds::{FACTS, facts};
use crate::query::Query;
use crate::render::lines::Line;
use crate::store::{Error, Store};

/// Points of projects by their ids.
type Places = BTreeMap<String, [f64; 2]>;

/// The feature collection, many features a piece.
pub fn pieces(store: Arc<Store>, query: Query) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    let features = async move {
        // The geometry looks at columns that the request may not want to see.
        let whole = Query { fields: None, ..query.clone() };
        // Facts of all kinds show the columns that all share, and a project's place is not among them.
        let places = if *query.kind == FACTS { places(&store).await? } else { Places::new() };
        let lines = store.export(whole, Line::Json).await?.pieces();
        let mut separator = "\n";
        Ok(lines.map_ok(move |lines| {
            let mut piece = String::new();
            for line in lines.lines() {
                let row: Map<String, Json> = serde_json::from_str(line).unwrap_or_default();
                piece += separator;
                piece += &feature(&store, &places, &query, row).to_string();
                separator = ",\n";
            }
            piece.into()
        }))
    };
    let piece = |text: &'static [u8]| stream::once(ready(Ok(Bytes::from_static(text))));
    piece(b"{\"type\":\"FeatureCollection\",\"features\":[")
        .chain(features.try_flatten_stream())
        .chain(piece(b"\n]}\n"))
}

/// Longitude and latitude of every project that has a place, by its id.
async fn places(store: &Arc<Store>) -> Result<Places, Error> {
    let Some(projects) = facts().find(|kind| kind.name == "projects") else { return Ok(Places::new()) };
    let wanted = Query { fields: Some(vec!["id", "longitude", "latitude"]), ..Query::all(projects) };
    let lines: String = store.export(wanted, Line::Json).await?.pieces().try_collect().await?;
    let place = |line| {
        let row: Json = serde_json::from_str(line).ok()?;
        Some((row["id"].as_str()?.to_owned(), [row["longitude"].as_f64()?, row["latitude"].as_f64()?]))
    };
    Ok(lines.lines().filter_map(place).collect())
}

fn feature(store: &Store, places: &Places, query: &Query, row: Map<String, Json>) -> Json {
    let geometry = geometry(store, places, &row);
    let id = row.get("id").cloned();
    let properties: Map<String, Json> = match &query.fields {
        Some(fields) => {
            fields.iter().map(|field| ((*field).to_owned(), row.get(*field).cloned().unwrap_or_default())).collect()
        }
        None => row,
    };
    json!({ "type": "Feature", "id": id, "geometry": geometry, "properties": properties })
}

/// The row's own point, or the points of its countries; null where it has neither.
fn geometry(store: &Store, places: &Places, row: &Map<String, Json>) -> Json {
    if let Some(place) = row.get("id").and_then(Json::as_str).and_then(|id| places.get(id)) {
        return point(*place);
    }
    let number = |column: &str| row.get(column).and_then(Json::as_f64);
    if let (Some(latitude), Some(longitude)) = (number("latitude"), number("longitude")) {
        return point([longitude, latitude]);
    }
    let list = row.get("countries").and_then(Json::as_array).into_iter().flatten();
    let codes = list.chain(row.get("country")).filter_map(Json::as_str);
    let points: Vec<[f64; 2]> = codes.filter_map(|code| store.about.points.get(code).copied()).collect();
    match points[..] {
        [] => Json::Null,
        [only] => point(only),
        _ => json!({ "type": "MultiPoint", "coordinates": points }),
    }
}

/// GeoJSON says longitude first.
fn point(coordinates: [f64; 2]) -> Json {
    json!({ "type": "Point", "coordinates": coordinates })
}
