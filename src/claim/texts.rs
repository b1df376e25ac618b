//! What the texts of facts say, worked out once for the facts that claims were held against last.

use std::sync::Arc;

use quick_cache::OptionsBuilder;

use super::fact::{Fact, Said, Told};
use super::lexicon::Lexicon;
use crate::cache::{Cache, cache};
use crate::data::Titles;
use crate::dataset::Vocabulary;

/// Bytes that are kept: some 1,500 facts.
const BYTES: u64 = 2 << 20;
/// What a word takes beside its letters, about.
const BESIDE: usize = 48;

/// What the texts of the facts of one dataset say.
#[derive(Debug)]
pub struct Texts {
    /// By the fact's id and the claim's language.
    kept: Cache<Told>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { kept: cache(BYTES, OptionsBuilder::new().estimated_items_capacity(1024).shards(1), size) }
    }
}

impl Texts {
    /// What a fact's texts say to a claim in a language.
    pub fn of(&self, fact: &Fact, lexicon: &Lexicon, titles: &Titles, vocabulary: &Vocabulary) -> Arc<Told> {
        let key = format!("{} {}", fact.id, lexicon.language);
        if let Some(told) = self.kept.get(&key) {
            return told;
        }
        let told = Arc::new(fact.told(lexicon, titles, vocabulary));
        self.kept.insert(key, Arc::clone(&told));
        told
    }
}

fn size(told: &Told) -> usize {
    let of = |said: &Said| {
        let words: usize = said.words.iter().map(|word| BESIDE + word.len()).sum();
        words + BESIDE * (said.tags.len() + said.parties.len() + said.named.len())
    };
    [&told.title, &told.translated, &told.slug, &told.all].into_iter().map(of).sum()
}
