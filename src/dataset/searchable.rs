//! What full-text search looks at: a row's own words and the names of what it refers to.

use std::collections::{BTreeMap, HashMap};

use super::Dataset;
use crate::kinds::filed;
use crate::model::{Kind, Record, Role, Type, Value};
use crate::text::cut;

/// The names of everything that rows refer to, and titles in other languages.
pub struct Names {
    /// By kind and id.
    names: BTreeMap<&'static str, HashMap<String, String>>,
    /// The titles of each fact in other languages.
    titles: HashMap<String, String>,
}

impl Names {
    /// Those of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let own = |name: &str| name.starts_with("name") || name == "abbreviation" || name == "aliases";
        let named = |kind| dataset.of(kind).iter().map(|record| (record.id().to_owned(), words(record, own))).collect();
        let kinds = filed().filter(|kind| kind.role == Role::Reference);
        let mut titles: HashMap<String, String> = HashMap::new();
        for (id, title) in dataset.titles.values().flatten() {
            let all = titles.entry(id.clone()).or_default();
            all.push(' ');
            all.push_str(title);
        }
        Self { names: kinds.map(|kind| (kind.name, named(kind))).collect(), titles }
    }

    /// The headline of a row and the rest of its words, cut as the index of full-text search has them.
    pub fn texts(&self, record: &Record) -> (String, String) {
        let headline = |name: &str| name == "title" || name.starts_with("name");
        let mut rest = words(record, |name| !headline(name));
        for (column, value) in record.kind.columns().zip(&record.values) {
            for kind in column.targets().0 {
                match value {
                    Value::Text(id) => self.push(&mut rest, kind, id),
                    Value::List(ids) => ids.iter().for_each(|id| self.push(&mut rest, kind, id)),
                    _ => {}
                }
            }
        }
        let titles = self.titles.get(record.id()).filter(|_| record.kind.is_fact());
        (cut(&(words(record, headline) + titles.map_or("", String::as_str))), cut(&rest))
    }

    fn push(&self, text: &mut String, kind: &Kind, id: &str) {
        if let Some(name) = self.names.get(kind.name).and_then(|names| names.get(id)) {
            text.push(' ');
            text.push_str(name);
        }
    }
}

/// The texts of some columns of a row, one after the other.
fn words(record: &Record, wanted: impl Fn(&str) -> bool) -> String {
    let texts = record.kind.columns().zip(&record.values).filter(|(column, _)| column.shown && wanted(column.name));
    let texts = texts.filter_map(|(column, value)| match (column.ty, value) {
        (Type::Text, Value::Text(text)) => Some(text.clone()),
        (Type::Texts, Value::List(texts)) => Some(texts.join(" ")),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}
