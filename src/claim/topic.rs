//! Which indicators the words of a claim may mean.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fact::Said;
use super::reading::Reading;
use super::scanned::Scanned;
use crate::data::Titles;
use crate::dataset::Vocabulary;

/// Most indicators that a claim is held against.
const MOST: usize = 5;

/// The words by which the indicators of a dataset are known.
#[derive(Debug, Default)]
pub struct Topics {
    slugs: Vec<String>,
    /// Which slugs have a word.
    by_word: HashMap<String, BTreeSet<usize>>,
}

impl Topics {
    /// From the titles of some facts of each indicator, by its slug: their ids and English titles.
    pub fn of(indicators: &BTreeMap<String, Vec<(String, String)>>, titles: &Titles, vocabulary: &Vocabulary) -> Self {
        let mut topics = Self::default();
        for (number, (slug, facts)) in indicators.iter().enumerate() {
            topics.slugs.push(slug.clone());
            let mut add = |language: &str, text: &str| {
                for word in Said::of(&Scanned::in_language(text, language, vocabulary)).words {
                    topics.by_word.entry(word).or_default().insert(number);
                }
            };
            add("en", &slug.replace('-', " "));
            for (id, title) in facts {
                add("en", title);
                for (language, titles) in titles {
                    titles.get(id).into_iter().for_each(|title| add(language, title));
                }
            }
        }
        topics
    }

    /// The slugs that share the most, and the rarest, words with a claim.
    pub fn meant(&self, reading: &Reading) -> Vec<&str> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let unspaced = |word: &str| word.starts_with(crate::text::is_unspaced);
        let same = |known: &str, word: &str| {
            known == word || unspaced(known) && (known.contains(word) || word.contains(known))
        };
        for word in reading.words.keys() {
            let exact = self.by_word.get(word).filter(|_| !unspaced(word)).into_iter();
            let parts =
                self.by_word.iter().filter(|(known, _)| unspaced(word) && same(known, word)).map(|(_, slugs)| slugs);
            for slugs in exact.chain(parts) {
                #[expect(clippy::cast_precision_loss, reason = "slugs are few")]
                let weight = 1.0 / slugs.len() as f64;
                for slug in slugs {
                    *scores.entry(*slug).or_default() += weight;
                }
            }
        }
        let mut best: Vec<(usize, f64)> = scores.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        best.into_iter().take(MOST).filter_map(|(slug, _)| self.slugs.get(slug).map(String::as_str)).collect()
    }
}
