//! The ids that a query may name, and what a word in a query stands for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kinds::COUNTRIES;
use crate::model::Kind;

/// The ids of a dataset's reference kinds: what query strings are checked against and the contract names.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// The ids of each reference kind, by the kind's name, sorted.
    ids: BTreeMap<String, Vec<String>>,
    /// The ids of countries by their ISO 3166-1 alpha-2 codes.
    alpha2: BTreeMap<String, String>,
    /// An id of each kind that has rows.
    examples: BTreeMap<String, String>,
}

impl Vocabulary {
    /// Of the ids of each reference kind, the ids of countries by their alpha-2 codes, and an id of each kind that has
    /// rows.
    pub fn new(
        mut ids: BTreeMap<String, Vec<String>>,
        alpha2: BTreeMap<String, String>,
        examples: BTreeMap<String, String>,
    ) -> Self {
        for ids in ids.values_mut() {
            ids.sort_unstable();
        }
        Self { ids, alpha2, examples }
    }

    /// The same with other examples, where more rows are known than the dataset has in memory.
    #[must_use]
    pub fn with_examples(self, examples: BTreeMap<String, String>) -> Self {
        Self { examples, ..self }
    }

    /// The id that a word in a query means: countries go by either code in any case, the rest by id in any case.
    pub fn resolve(&self, kind: &Kind, word: &str) -> Option<String> {
        let ids = self.ids(kind)?;
        let known = |id: String| ids.binary_search(&id).is_ok().then_some(id);
        if *kind == COUNTRIES {
            let code = word.to_ascii_uppercase();
            return known(code.clone()).or_else(|| self.alpha2.get(&code).cloned());
        }
        known(word.to_lowercase())
    }

    /// The ids of a reference kind, sorted; `None` for other kinds.
    pub fn ids(&self, kind: &Kind) -> Option<&[String]> {
        self.ids.get(kind.name).map(Vec::as_slice)
    }

    /// The first id of a kind, for examples; `None` where it has no rows.
    pub fn example(&self, kind: &Kind) -> Option<&str> {
        self.examples.get(kind.name).map(String::as_str)
    }
}
