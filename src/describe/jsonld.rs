//! schema.org/Dataset as JSON-LD, which search engines for data read.

use serde_json::{Value as Json, json};

use crate::data::Manifest;
use crate::dataset::Summary;
use crate::kinds::stored;

/// Address of a licence by its SPDX identifier.
pub fn license_url(spdx: &str) -> String {
    match spdx {
        "CC-BY-4.0" => "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        other => format!("https://spdx.org/licenses/{other}.html"),
    }
}

/// The dataset as schema.org describes one; `base` is the address of the service.
pub fn jsonld(summary: &Summary, manifest: &Manifest, base: &str) -> Json {
    let creators: Vec<Json> =
        manifest.maintainers.iter().map(|who| json!({ "@type": "Organization", "name": who.name })).collect();
    let download = |name: &str, media: &str, path: String| json!({ "@type": "DataDownload", "name": name, "encodingFormat": media, "contentUrl": format!("{base}{path}") });
    let tables = stored().map(|kind| download(kind.name, "text/csv", format!("/{}.csv", kind.name)));
    let database = download("SQLite", "application/vnd.sqlite3", "/dataset.db".to_owned());
    let places: Vec<Json> =
        summary.countries.iter().map(|code| json!({ "@type": "Country", "identifier": code })).collect();
    json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": manifest.title,
        "description": manifest.description,
        "version": manifest.version,
        "datePublished": manifest.released,
        "license": license_url(&manifest.license),
        "url": format!("{base}/dataset"),
        "creator": creators,
        "isAccessibleForFree": true,
        "temporalCoverage": format!(
            "{}/{}",
            summary.from.as_deref().unwrap_or(".."),
            summary.to.as_deref().unwrap_or("..")
        ),
        "spatialCoverage": places,
        "distribution": std::iter::once(database).chain(tables).collect::<Vec<_>>(),
    })
}
