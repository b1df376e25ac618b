//! A fact as schema.org/Claim in JSON-LD: what is claimed, where it appears, which works it is read from.

use serde_json::{Value as Json, json};

use super::license_url;
use crate::data::Manifest;

/// A fact, given as its JSON, with those of its sources; `base` is the address of the service.
pub fn claim(fact: &Json, sources: &[Json], manifest: &Manifest, base: &str) -> Json {
    let id = fact["id"].as_str().unwrap_or_default();
    let list = |key: &str| fact[key].as_array().map_or(&[][..], Vec::as_slice).iter();
    let works: Vec<Json> = sources.iter().map(|source| work(source, base)).collect();
    let appearance = list("evidence").map(|pin| {
        let of = works.iter().find(|work| work["identifier"] == pin["source"]);
        present(json!({
            "@type": "Quotation",
            "text": pin["quote"],
            "position": pin["paragraph"],
            "url": pin["url"],
            "isPartOf": of.map(|work| json!({ "@id": work["@id"] })),
        }))
    });
    let appearance: Vec<Json> = appearance.collect();
    let places: Vec<Json> = list("countries").map(|code| json!({ "@type": "Country", "identifier": code })).collect();
    let based_on: Vec<Json> = list("derived_from")
        .filter_map(|id| id.as_str())
        .map(|id| json!({ "@type": "Claim", "@id": format!("{base}/facts/{id}") }))
        .collect();
    let known = fact["value"].is_number().then(|| {
        present(json!({
            "@type": "PropertyValue",
            "value": fact["value"],
            "minValue": fact["value_low"],
            "maxValue": fact["value_high"],
            "unitText": fact["unit"],
        }))
    });
    present(json!({
        "@context": "https://schema.org/",
        "@type": "Claim",
        "@id": format!("{base}/facts/{id}"),
        "identifier": id,
        "url": format!("{base}/facts/{id}"),
        "name": fact["title"],
        "text": fact["title"],
        "inLanguage": "en",
        "temporalCoverage": fact["date"],
        "spatialCoverage": some(places),
        "about": known,
        "appearance": some(appearance),
        "citation": some(works),
        "isBasedOn": some(based_on),
        "license": license_url(&manifest.license),
        "isPartOf": { "@type": "Dataset", "name": manifest.title, "version": manifest.version, "url": format!("{base}/dataset") },
    }))
}

/// A source as a work that can be cited.
fn work(source: &Json, base: &str) -> Json {
    let publisher = source["publisher"].as_str().map(|name| json!({ "@type": "Organization", "name": name }));
    let author = source["author"].as_str().map(|name| json!({ "@type": "Person", "name": name }));
    present(json!({
        "@type": "CreativeWork",
        "@id": format!("{base}/sources/{}", source["id"].as_str().unwrap_or_default()),
        "identifier": source["id"],
        "name": source["title"],
        "author": author,
        "publisher": publisher,
        "datePublished": source["published"],
        "inLanguage": source["language"],
        "url": source["url"],
    }))
}

/// A list, or nothing where it is empty.
fn some(list: Vec<Json>) -> Json {
    if list.is_empty() { Json::Null } else { list.into() }
}

/// The same without what is null: JSON-LD leaves out what is not known.
fn present(mut object: Json) -> Json {
    if let Some(map) = object.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    object
}
