//! The ids that a query may name, and what a word in a query stands for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Dataset;
use crate::kinds::regions::REGION_NAMES;
use crate::kinds::{COUNTRIES, COUNTRY_NAMES, FACTS, PEOPLE, filed, served};
use crate::model::{Kind, Record, Role, Type, Value};
use crate::text::name_key;

/// What reference entities are called: query strings are checked against it and the contract names its ids.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// The ids of each reference kind, by the kind's name, sorted.
    ids: BTreeMap<String, Vec<String>>,
    /// What goes by a name, by the kind and the name's key; in order, so that the same data make the same database.
    names: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// An id of each kind that has rows.
    examples: BTreeMap<String, String>,
    /// The versions that can be asked, oldest first.
    versions: Vec<String>,
}

/// The shortest part of a name that is looked for within names, in bytes: two Chinese characters have six.
const PART: usize = 4;

/// Less than this is not like.
const LIKE: f64 = 0.5;

/// How like two keys of names are: by the pairs of letters that they share, by the slips between them, and by how much of
/// one the other is.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // So short a part tells nothing, and comparing costs the product of both lengths.
    if shorter.is_empty() || shorter.len() * 4 < longer.len() {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    let part = shorter.len() as f64 / longer.len() as f64;
    let within = if shorter.len() >= PART && longer.contains(shorter) { 0.5 + part / 2.0 } else { 0.0 };
    let slips = if part > 0.7 { strsim::normalized_damerau_levenshtein(a, b) } else { 0.0 };
    within.max(strsim::sorensen_dice(a, b)).max(slips).min(0.99)
}

impl Vocabulary {
    /// That of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let kinds = || filed().filter(|kind| kind.role == Role::Reference);
        let ids = |kind: &'static Kind| {
            let ids: BTreeSet<String> = dataset.of(kind).iter().map(|record| record.id().to_owned()).collect();
            (kind.name.to_owned(), ids.into_iter().collect())
        };
        let first = |kind: &'static Kind| {
            let id = if *kind == FACTS {
                dataset.facts().map(Record::id).min()
            } else {
                dataset.of(kind).iter().map(Record::id).min()
            };
            id.map(|id| (kind.name.to_owned(), id.to_owned()))
        };
        Self {
            ids: kinds().map(ids).collect(),
            names: kinds().map(|kind| (kind.name.to_owned(), names(dataset.of(kind)))).collect(),
            examples: served().filter_map(first).collect(),
            versions: dataset.versions().map(str::to_owned).collect(),
        }
    }

    /// The same with other examples, where more rows are known than the dataset has in memory.
    #[must_use]
    pub fn with_examples(self, examples: BTreeMap<String, String>) -> Self {
        Self { examples, ..self }
    }

    /// The id that a word is, in any case.
    pub fn id(&self, kind: &Kind, word: &str) -> Option<&str> {
        let ids = self.ids(kind)?;
        let word = if *kind == COUNTRIES { word.to_ascii_uppercase() } else { word.to_lowercase() };
        ids.binary_search(&word).ok().map(|at| ids[at].as_str())
    }

    /// The ids that a word means: the one that it is, else those of which it is a name, an alias, an abbreviation, or of a
    /// person a part of the name; either code of a country. Several where it is ambiguous.
    pub fn meant(&self, kind: &Kind, word: &str) -> Vec<&str> {
        if let Some(id) = self.id(kind, word) {
            return vec![id];
        }
        let found = self.names.get(kind.name).and_then(|names| names.get(&name_key(word)));
        found.map_or_else(Vec::new, |ids| ids.iter().map(String::as_str).collect())
    }

    /// The id that a word means, where it means one.
    pub fn resolve(&self, kind: &Kind, word: &str) -> Option<&str> {
        match self.meant(kind, word)[..] {
            [id] => Some(id),
            _ => None,
        }
    }

    /// Whether a name of something of a kind begins with a key.
    pub fn begins(&self, kind: &Kind, key: &str) -> bool {
        let names = self.names.get(kind.name);
        let first = names.and_then(|names| names.range(key.to_owned()..).next());
        first.is_some_and(|(name, _)| name.starts_with(key))
    }

    /// What has a name that a word is a part of.
    pub fn having(&self, kind: &Kind, word: &str) -> BTreeSet<&str> {
        let key = name_key(word);
        let names = self.names.get(kind.name).filter(|_| key.len() >= PART).into_iter().flatten();
        names.filter(|(name, _)| name.contains(&key)).flat_map(|(_, ids)| ids).map(String::as_str).collect()
    }

    /// What goes by a name whose spelling is near a word's.
    pub fn spelt(&self, kind: &Kind, word: &str) -> &[String] {
        let names = self.names.get(kind.name);
        let near = |names: &BTreeMap<String, Vec<String>>| {
            crate::suggest::suggestion(&name_key(word), names.keys().map(String::as_str)).map(str::to_owned)
        };
        names.and_then(|names| names.get(&near(names)?)).map_or(&[], Vec::as_slice)
    }

    /// What goes by a name that is like a word, and how like the likest of its names is, from 0 to 1; 1 is the same name.
    pub fn like(&self, kind: &Kind, word: &str) -> BTreeMap<&str, f64> {
        let key = name_key(word);
        let mut like: BTreeMap<&str, f64> = BTreeMap::new();
        for (name, ids) in self.names.get(kind.name).into_iter().flatten() {
            let likeness = likeness(&key, name);
            if likeness >= LIKE {
                for id in ids {
                    let best = like.entry(id).or_default();
                    *best = best.max(likeness);
                }
            }
        }
        like
    }

    /// The ids of a reference kind, sorted; `None` for other kinds.
    pub fn ids(&self, kind: &Kind) -> Option<&[String]> {
        self.ids.get(kind.name).map(Vec::as_slice)
    }

    /// The same where other versions can be asked.
    #[must_use]
    pub fn with_versions(self, versions: &[String]) -> Self {
        Self { versions: versions.to_vec(), ..self }
    }

    /// The versions that can be asked, oldest first; the last may be one of the past itself.
    pub fn versions(&self) -> &[String] {
        &self.versions
    }

    /// The first id of a kind, for examples; `None` where it has no rows.
    pub fn example(&self, kind: &Kind) -> Option<&str> {
        self.examples.get(kind.name).map(String::as_str)
    }
}

/// The region that a word names, where `words` has it: `Latin America` is LAC.
pub fn region(word: &str, words: &[&'static str]) -> Option<&'static str> {
    let key = name_key(word);
    let is_named = |names: &[&str]| names.iter().any(|name| name_key(name) == key);
    REGION_NAMES.iter().find(|(code, names)| words.contains(code) && is_named(names)).map(|(code, _)| *code)
}

/// The ids of some records by the keys of all their names.
fn names(records: &[Record]) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in records {
        let keys: BTreeSet<String> = names_of(record).iter().map(|name| name_key(name)).collect();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            all.entry(key).or_default().push(record.id().to_owned());
        }
    }
    all
}

fn names_of(record: &Record) -> Vec<String> {
    let mut names = vec![record.id().to_owned()];
    let is_name = |name: &str| {
        ["aliases", "alpha2", "title"].contains(&name) || name.starts_with("name") || name.starts_with("abbr")
    };
    for (column, value) in record.kind.columns().zip(&record.values).filter(|(column, _)| is_name(column.name)) {
        match (column.ty, value) {
            (Type::Text | Type::Code, Value::Text(text)) => names.push(text.clone()),
            (Type::Texts, Value::List(texts)) => names.extend(texts.iter().cloned()),
            _ => {}
        }
    }
    if *record.kind == PEOPLE {
        // "da", "de" and the like name nobody.
        let is_part = |part: &&str| part.starts_with(char::is_uppercase) && part.chars().count() > 1;
        let parts: Vec<String> =
            names[1..].iter().flat_map(|name| name.split_whitespace()).filter(is_part).map(str::to_owned).collect();
        names.extend(parts);
    }
    if *record.kind == COUNTRIES {
        let common = COUNTRY_NAMES.iter().filter(|(code, _)| *code == record.id()).flat_map(|(_, names)| *names);
        names.extend(common.map(|name| (*name).to_owned()));
    }
    names
}
