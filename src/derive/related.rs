//! The declared relations, put on both the facts that they join.

use std::collections::BTreeMap;

use crate::check::Dataset;
use crate::kinds::{RELATIONS, relations::inverse};
use crate::record::{Record, Related, Value};

/// Fill `related` of every fact.
pub fn fill(dataset: &mut Dataset) {
    let mut all: BTreeMap<String, Vec<Related>> = BTreeMap::new();
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
    for fact in dataset.facts_mut() {
        let mut related = all.remove(fact.id()).unwrap_or_default();
        related.sort_by(|a, b| (&a.relation, &a.fact).cmp(&(&b.relation, &b.fact)));
        fact.set("related", Value::Related(related));
    }
}

fn ends(relation: &Record) -> Option<(&str, &str, &str)> {
    Some((relation.text("fact")?, relation.text("other")?, relation.text("type")?))
}
