//! The declared relations, put on both the facts that they join.

use std::collections::BTreeMap;

use crate::dataset::Dataset;
use crate::kinds::{RELATIONS, relations::inverse};
use crate::model::{Record, Related, Value};

/// The relations of each fact that has some, by its id.
pub type Relations = BTreeMap<String, Vec<Related>>;

/// Every relation of a dataset, from both its ends.
pub fn all(dataset: &Dataset) -> Relations {
    let mut all = Relations::new();
    for relation in dataset.of(&RELATIONS) {
        if let Some((fact, other, kind)) = ends(relation) {
            let entry = |relation_name: &str, fact: &str| Related {
                relation: relation_name.to_owned(),
                fact: fact.to_owned(),
                note: relation.text("note").unwrap_or_default().to_owned(),
                known_since: relation.text("known_since").unwrap_or_default().to_owned(),
            };
            all.entry(fact.to_owned()).or_default().push(entry(kind, other));
            all.entry(other.to_owned()).or_default().push(entry(inverse(kind), fact));
        }
    }
    for related in all.values_mut() {
        related.sort_by(|a, b| (&a.relation, &a.fact).cmp(&(&b.relation, &b.fact)));
    }
    all
}

/// Fill `related` of a fact.
pub fn fill(fact: &mut Record, all: &Relations) {
    let related = all.get(fact.id()).cloned().unwrap_or_default();
    fact.set("related", Value::Related(related));
}

fn ends(relation: &Record) -> Option<(&str, &str, &str)> {
    Some((relation.text("fact")?, relation.text("other")?, relation.text("type")?))
}
