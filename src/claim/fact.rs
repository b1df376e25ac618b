//! A fact as claims are held against it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value as Json;

use super::counted::Counted;
use super::lexicon::Lexicon;
use super::party::{Party, Role, mentions};
use super::piece::What;
use super::scanned::Scanned;
use super::sense::Sense;
use crate::data::Titles;
use crate::dataset::Vocabulary;

/// The columns that matter here, as the fact's line has them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "they are told in `kinds`")]
pub struct Fact {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub date: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub period: Option<String>,
    pub date_basis: Option<String>,
    pub basis: String,
    pub countries: Vec<String>,
    pub organizations: Vec<String>,
    pub people: Vec<String>,
    pub sources: Vec<String>,
    pub evidence: Vec<Pin>,
    pub value: Option<f64>,
    pub value_low: Option<f64>,
    pub value_high: Option<f64>,
    pub unit: Option<String>,
    pub qualifier: Option<String>,
    pub attributed_to: Option<String>,
    pub printed_as: Option<String>,
    pub flow: Option<String>,
    pub measure: Option<String>,
    pub product: Option<String>,
    pub partner: Option<String>,
    pub direction: Option<String>,
    pub coverage: Option<String>,
    pub subject: Option<String>,
    pub among: Option<String>,
    pub share_of: Option<String>,
    pub indicator: Option<String>,
}

/// The words that pin a fact in its source.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Pin {
    /// The words.
    pub quote: String,
}

/// What a text says, as claims and facts are compared.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// By the words of the lexicon.
    pub tags: BTreeSet<Sense>,
    /// By other words.
    pub words: BTreeSet<String>,
    /// Whom it names.
    pub parties: BTreeSet<Party>,
    /// How they are tied to the rest.
    pub roles: BTreeSet<(Party, Role)>,
    /// What it begins with, as titles do.
    pub counted: Counted,
    /// Organizations and people that it names.
    pub named: BTreeSet<(&'static str, String)>,
}

/// What a fact's texts say.
#[derive(Debug)]
pub struct Told {
    /// Its title in English.
    pub title: Said,
    /// Its title in the language of the claim.
    pub translated: Said,
    /// The slug of its indicator.
    pub slug: Said,
    /// All of its texts.
    pub all: Said,
}

impl Fact {
    /// Those of some lines, which are JSON objects joined by commas.
    pub fn read(lines: &str) -> Vec<Self> {
        serde_json::from_str(&format!("[{lines}]")).unwrap_or_default()
    }

    /// Whether it is a state as its source knew it when it appeared.
    pub fn is_as_reported(&self) -> bool {
        self.date_basis.as_deref() == Some("as_reported")
    }

    /// The unit of its figure; empty where it has none.
    pub fn unit(&self) -> String {
        self.unit.clone().unwrap_or_default()
    }

    /// What its texts say.
    pub fn told(&self, lexicon: &Lexicon, titles: &Titles, vocabulary: &Vocabulary) -> Told {
        let english = |text: &str| Said::of(&Scanned::in_language(text, "en", vocabulary));
        let title = english(&self.title);
        let translation = titles.get(lexicon.language).and_then(|titles| titles.get(&self.id));
        let translated = translation
            .map_or_else(|| title.clone(), |text| Said::of(&Scanned::in_language(text, lexicon.language, vocabulary)));
        let slug = english(&self.indicator.as_deref().unwrap_or_default().replace('-', " "));
        let mut all = title.clone();
        all.add(&translated);
        all.add(&slug);
        let texts = [&self.among, &self.share_of, &self.product].into_iter().flatten();
        texts.chain(self.evidence.iter().map(|pin| &pin.quote)).for_each(|text| all.add(&english(text)));
        Told { title, translated, slug, all }
    }

    /// What answers show of it, with how it bears on the claim.
    pub fn shown(&self, relation: &str, difference: Option<f64>) -> Json {
        serde_json::json!({
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "relation": relation,
            "date": self.date,
            "period": self.period,
            "value": self.value.map(crate::model::Value::Number),
            "value_low": self.value_low.map(crate::model::Value::Number),
            "value_high": self.value_high.map(crate::model::Value::Number),
            "unit": self.unit,
            "qualifier": self.qualifier,
            "basis": self.basis,
            "sources": self.sources,
            "difference": difference.map(crate::model::Value::Number),
        })
    }
}

impl Said {
    /// What a text says.
    pub fn of(scanned: &Scanned) -> Self {
        let mut said = Self::default();
        for piece in &scanned.pieces {
            match &piece.what {
                What::Word(word) => _ = said.words.insert(word.clone()),
                What::Name(kind @ ("organizations" | "people"), id) => _ = said.named.insert((kind, id.clone())),
                What::Phrase(senses) => said.tags.extend(senses),
                _ => {}
            }
        }
        said.roles = mentions(&scanned.pieces, None).into_iter().map(|mention| (mention.party, mention.role)).collect();
        said.parties = said.roles.iter().map(|(party, _)| party.clone()).collect();
        said.counted = Counted::in_title(scanned);
        said
    }

    fn add(&mut self, other: &Self) {
        self.tags.extend(&other.tags);
        self.words.extend(other.words.iter().cloned());
        self.parties.extend(other.parties.iter().cloned());
        self.named.extend(other.named.iter().cloned());
    }

    /// Whether it has a word; of words without blanks between them, whether one has it within.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
            || word.starts_with(crate::text::is_unspaced)
                && self
                    .words
                    .iter()
                    .any(|other| other.contains(word) || word.contains(other.as_str()) && other.chars().count() > 1)
    }
}
