//! How an answer is cited: the dataset in its version, the query, and the sources behind the rows.

mod bibtex;
mod formats;

use std::sync::Arc;

use futures_util::TryStreamExt;
use serde_json::{Map, Value as Json};

use crate::kinds::{RESERVED, SOURCES};
use crate::model::{Kind, Value};
use crate::query::{Condition, Query, Test, VERSION};
use crate::render::lines::Line;
use crate::store::{Error, Store};

/// Everything that a citation of an answer says.
#[derive(Debug, Clone)]
pub struct Citation {
    /// Title of the dataset.
    pub title: String,
    /// Calendar version of the dataset.
    pub version: String,
    /// Day of its release, `YYYY-MM-DD`.
    pub released: String,
    /// SPDX identifier of its licence.
    pub license: String,
    /// Who keeps it.
    pub authors: Vec<String>,
    /// The address of the answer in that version; without a host where the service does not know its own.
    pub address: String,
    /// How many rows it has.
    pub rows: u64,
    /// The sources behind the rows.
    pub sources: Vec<Reference>,
}

/// A source as a citation names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its id in the dataset.
    pub id: String,
    /// Who wrote it, where that is known.
    pub author: Option<String>,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Day, month or year of publication.
    pub published: String,
    /// Where it is on the web, if it is.
    pub url: Option<String>,
}

impl Citation {
    /// Of the rows that a query finds, at an address of the service, which itself is at `base`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(store: &Arc<Store>, query: &Query, address: &str, base: &str) -> Result<Self, Error> {
        let manifest = &store.about.manifest;
        Ok(Self {
            title: manifest.title.clone(),
            version: manifest.version.clone(),
            released: manifest.released.clone(),
            license: manifest.license.clone(),
            authors: manifest.maintainers.iter().map(|maintainer| maintainer.name.clone()).collect(),
            address: format!("{base}{}", permanent(query.kind, address, &manifest.version)),
            rows: store.total(query).await?,
            sources: sources(store, query).await?,
        })
    }
}

/// The address at which an answer stays the same for ever: it names the version. What is about versions has none of its own.
fn permanent(kind: &Kind, address: &str, version: &str) -> String {
    let (path, text) = address.split_once('?').unwrap_or((address, ""));
    let id =
        path.strip_prefix(&format!("/{}/", kind.name)).filter(|id| !RESERVED.iter().any(|word| id.starts_with(word)));
    let mut parts: Vec<String> = text.split('&').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let mut path = path.to_owned();
    match id {
        _ if kind.column(VERSION).is_some() || parts.iter().any(|part| part.starts_with("version=")) => {}
        Some(id) if id.contains('@') => {}
        Some(_) => path = format!("{path}@{version}"),
        None => {
            parts.push(format!("{VERSION}={version}"));
            // In the order of the normal form.
            parts.sort();
        }
    }
    let mark = if parts.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}", parts.join("&"))
}

impl Reference {
    /// Of a source as a JSON object; `None` where it has not all that a reference needs.
    fn read(json: &str) -> Option<Self> {
        let row: Map<String, Json> = serde_json::from_str(json).ok()?;
        let text = |column: &str| row.get(column).and_then(Json::as_str).map(str::to_owned);
        Some(Self {
            id: text("id")?,
            author: text("author"),
            title: text("title")?,
            publisher: text("publisher")?,
            published: text("published")?,
            url: text("url"),
        })
    }
}

/// The sources behind the rows that a query finds, in the order of their ids.
async fn sources(store: &Arc<Store>, query: &Query) -> Result<Vec<Reference>, Error> {
    let mut all = Query::all(&SOURCES);
    if *query.kind == SOURCES {
        all.conditions.clone_from(&query.conditions);
        all.search.clone_from(&query.search);
    } else {
        let Some(column) = query.kind.columns().find(|column| column.param == "source") else { return Ok(Vec::new()) };
        let counted = store.count(query, &[column]).await?;
        let is_known = |id: &Value| match (&query.as_of, id) {
            (Some(day), Value::Text(id)) => store.about.sources.get(id).is_some_and(|known| known <= day),
            (_, id) => !id.is_null(),
        };
        let values = counted.groups.iter().filter_map(|group| counted.values(group).pop()).filter(is_known).collect();
        all.conditions.extend(SOURCES.column("id").map(|column| Condition { column, test: Test::AnyOf, values }));
    }
    let pages = store.export(all, Line::Json).await?.pieces();
    let lines: String = pages.try_collect().await?;
    Ok(lines.lines().filter_map(Reference::read).collect())
}
