//! What full-text search looks at: a row's own words and the names of what it refers to.

use std::collections::{BTreeMap, HashMap};

use super::Dataset;
use crate::kinds::filed;
use crate::model::{Kind, Record, Role, Type, Value};
use crate::text::cut;

/// The names of everything that rows refer to, by kind and id.
pub struct Names(BTreeMap<&'static str, HashMap<String, String>>);

impl Names {
    /// Those of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let own = |name: &str| name.starts_with("name") || name == "abbreviation" || name == "aliases";
        let named = |kind| dataset.of(kind).iter().map(|record| (record.id().to_owned(), words(record, own))).collect();
        let kinds = filed().filter(|kind| kind.role == Role::Reference);
        Self(kinds.map(|kind| (kind.name, named(kind))).collect())
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
        (cut(&words(record, headline)), cut(&rest))
    }

    fn push(&self, text: &mut String, kind: &Kind, id: &str) {
        if let Some(name) = self.0.get(kind.name).and_then(|names| names.get(id)) {
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
