//! Rows as GeoJSON features, RFC 7946.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::Take;
use crate::kinds::FACTS;
use crate::query::Query;
use crate::store::{Error, Line, Store};

/// Points of projects by their ids.
type Places = BTreeMap<String, [f64; 2]>;

/// Hand the feature collection to `take`, a feature at a time.
pub fn pieces(store: &Store, query: &Query, take: &mut Take) -> Result<(), Error> {
    if !take(b"{\"type\":\"FeatureCollection\",\"features\":[") {
        return Ok(());
    }
    // The geometry looks at columns that the request may not want to see.
    let whole = Query { fields: None, ..query.clone() };
    // Facts of all kinds show the columns that all share, and a project's place is not among them.
    let places = if *query.kind == FACTS { store.places()? } else { BTreeMap::new() };
    let mut separator: &[u8] = b"\n";
    store.each(&whole, Line::Json, |line| {
        let row: Map<String, Json> = serde_json::from_str(line).unwrap_or_default();
        let feature = feature(store, &places, query, row).to_string();
        let more = take(separator) && take(feature.as_bytes());
        separator = b",\n";
        more
    })?;
    take(b"\n]}\n");
    Ok(())
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
    let points: Vec<[f64; 2]> = codes.filter_map(|code| store.point(code)).collect();
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
