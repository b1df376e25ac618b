//! Claims held against a dataset: what [`claim`](crate::claim) wants to know is asked of the store, and the answer put together.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Value as Json, json};

use crate::claim::{Claim, Fact, Judged, Texts, Topics, Verdict};
use crate::kinds::served;
use crate::query::{Query, parse};
use crate::store::{Error, Store};

/// What is kept between claims.
#[derive(Debug, Default)]
pub struct Checker {
    topics: OnceLock<Topics>,
    texts: Texts,
}

/// A claim with the verdict on each of its figures.
pub struct Checked {
    /// The claim.
    pub claim: Claim,
    /// The verdicts, in the order of its figures.
    pub judged: Vec<Judged>,
    /// The addresses at which was looked, and how many facts are there.
    searched: BTreeMap<String, u64>,
}

impl Checked {
    /// The verdict on the claim as a whole: that of its worst figure. Words alone support nothing.
    pub fn verdict(&self) -> Verdict {
        self.judged.iter().map(|judged| judged.verdict).min().unwrap_or(Verdict::NoEvidence)
    }

    /// As answers have it.
    pub fn json(&self) -> Json {
        let figures: Vec<Json> =
            self.judged.iter().enumerate().filter_map(|(number, judged)| self.claim.figure(number, judged)).collect();
        let searched: Vec<Json> =
            self.searched.iter().map(|(url, total)| json!({ "url": url, "total": total })).collect();
        json!({
            "claim": self.claim.text,
            "verdict": self.verdict(),
            "figures": figures,
            "understood": self.claim.understood(&self.judged),
            "searched": searched,
        })
    }
}

impl Checker {
    /// Hold a claim against a dataset.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn check(&self, store: &Store, claim: Claim) -> Result<Checked, Error> {
        let about = &store.about;
        let topics =
            self.topics.get_or_init(|| Topics::of(&about.summary.indicators, &about.titles, &about.vocabulary));
        let mut checked = Checked { judged: Vec::new(), searched: BTreeMap::new(), claim };
        for number in 0..checked.claim.readings.len() {
            let mut facts: Vec<Fact> = Vec::new();
            for (list, text) in checked.claim.searches(number, topics) {
                let Some(query) = query(store, list, &text) else { continue };
                let page = store.page(&query).await?;
                checked.searched.insert(format!("{}?{}", query.path(), query.canonical), page.total);
                let new =
                    Fact::read(&page.rows).into_iter().filter(|fact| !facts.iter().any(|known| known.id == fact.id));
                let new: Vec<Fact> = new.collect();
                facts.extend(new);
            }
            checked.judged.extend(checked.claim.judge(number, &facts, &about.vocabulary, &about.titles, &self.texts));
        }
        if checked.judged.is_empty() {
            let text = checked.claim.words();
            if let Some(query) = query(store, "facts", &text).filter(|_| !text.is_empty()) {
                checked.searched.insert(format!("/facts?{}", query.canonical), store.total(&query).await?);
            }
        }
        Ok(checked)
    }
}

/// A query of a list. Words that are no value there find nothing.
fn query(store: &Store, list: &str, text: &str) -> Option<Query> {
    let kind = served().find(|kind| kind.name == list)?;
    parse(kind, text, &store.about.vocabulary, &store.about.content).ok()
}
