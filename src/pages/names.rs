//! What the things that rows refer to are called, in each language.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use futures_util::TryStreamExt;
use serde_json::{Map, Value as Json};

use crate::data::LANGUAGES;
use crate::kinds::{COUNTRIES, KINDS, SOURCES};
use crate::model::{Kind, Role};
use crate::query::Query;
use crate::render::lines::Line;
use crate::store::{Error, Store};

/// A name as a table has room for it, and in full.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// The short form.
    pub short: String,
    /// The whole name.
    pub full: String,
}

/// The names of everything that facts refer to.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<&'static str, HashMap<String, [Name; LANGUAGES.len()]>>);

impl Names {
    /// Those of a dataset.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(store: &Arc<Store>) -> Result<Self, Error> {
        let mut all = BTreeMap::new();
        for kind in KINDS.iter().copied().filter(|kind| kind.role == Role::Reference) {
            let lines: String = store.export(Query::all(kind), Line::Json).await?.pieces().try_collect().await?;
            let named = lines.lines().filter_map(|line| {
                let row: Map<String, Json> = serde_json::from_str(line).ok()?;
                let id = row.get("id")?.as_str()?.to_owned();
                Some((id, LANGUAGES.map(|language| name(kind, &row, language))))
            });
            all.insert(kind.name, named.collect());
        }
        Ok(Self(all))
    }

    /// The name of something; `None` where there is nothing of that id.
    pub fn find(&self, kind: &Kind, id: &str, place: usize) -> Option<&Name> {
        self.0.get(kind.name)?.get(id)?.get(place)
    }

    /// The same; its id where it has none.
    pub fn get(&self, kind: &Kind, id: &str, place: usize) -> Name {
        let unnamed = || Name { short: id.to_owned(), full: id.to_owned() };
        self.find(kind, id, place).cloned().unwrap_or_else(unnamed)
    }

    /// Everything of a kind in the order of its names: ids and names.
    pub fn all(&self, kind: &Kind, place: usize) -> Vec<(String, Name)> {
        let names = self.0.get(kind.name).into_iter().flatten();
        let mut all: Vec<(String, Name)> =
            names.filter_map(|(id, names)| Some((id.clone(), names.get(place)?.clone()))).collect();
        all.sort_by(|(_, a), (_, b)| a.full.cmp(&b.full));
        all
    }

    /// Whether a kind has something of that id.
    pub fn has(&self, kind: &Kind, id: &str) -> bool {
        self.0.get(kind.name).is_some_and(|names| names.contains_key(id))
    }
}

/// What a row is called in a language; in English where nothing is established.
fn name(kind: &Kind, row: &Map<String, Json>, language: &str) -> Name {
    let text = |column: &str| row.get(column).and_then(Json::as_str);
    let said = |column: &str| text(&format!("{column}_{language}")).or_else(|| text(column));
    if *kind == SOURCES {
        let year = text("published").unwrap_or_default().chars().take(4).collect::<String>();
        let short = format!("{}, {year}", text("publisher").unwrap_or_default());
        return Name { short, full: text("title").unwrap_or_default().to_owned() };
    }
    let full = said("name").or_else(|| text("name_en")).unwrap_or_default().to_owned();
    let short = said("abbreviation").filter(|_| *kind != COUNTRIES).map_or_else(|| full.clone(), str::to_owned);
    Name { short, full }
}
