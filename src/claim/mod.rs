//! Sentences against facts: what a claim says, and what the facts say of it.
//!
//! A claim goes through four steps, each of which is pure: `scanned` cuts it into phrases, names, figures and periods, by the
//! words of four languages in `words/`; `reading` puts together what each figure is said to be; `search` tells what to
//! look for; `judge` holds the figure against the facts that were found. No word is skipped: what is in no lexicon, in no
//! name and in no fact keeps a figure from being supported.

mod clause;
mod compare;
mod counted;
mod cutter;
mod digits;
mod fact;
mod figure;
mod fit;
mod folded;
mod judge;
mod lexicon;
mod measure;
mod part;
mod party;
mod period;
mod piece;
mod rank;
mod reading;
mod scanned;
mod search;
mod sense;
mod sides;
mod structured;
mod subject;
mod texts;
mod topic;

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

pub use fact::Fact;
pub use judge::{Judged, Verdict};
pub use reading::Reading;
pub use search::Search;
pub use structured::{Given, structured};
pub use texts::Texts;
pub use topic::Topics;

use crate::data::Titles;
use crate::dataset::Vocabulary;
use crate::limits::MAX_CLAIM_FIGURES;
use crate::model::Value;
use crate::words::Reason;
use lexicon::{Lexicon, lexicon};
use piece::What;
use scanned::Scanned;

/// Most words that are looked for where a claim has no figure.
const KEYWORDS: usize = 8;

/// A claim as it was read.
pub struct Claim {
    /// The claim as it was given.
    pub text: String,
    /// Its figures, with what it says of each.
    pub readings: Vec<Reading>,
    /// Where each figure stands in the text, in bytes.
    places: Vec<std::ops::Range<usize>>,
    /// Names and words that are in no lexicon.
    keywords: Vec<String>,
    lexicon: &'static Lexicon,
}

impl Claim {
    /// Read a sentence.
    pub fn read(text: &str, vocabulary: &Vocabulary) -> Self {
        let scanned = Scanned::of(text, vocabulary);
        let mut readings = reading::readings(&scanned);
        if readings.len() > MAX_CLAIM_FIGURES {
            let why = Reason::of("claim.many_figures").with("count", readings.len()).with("most", MAX_CLAIM_FIGURES);
            readings.truncate(MAX_CLAIM_FIGURES);
            for reading in &mut readings {
                reading.unclear.push(why.clone());
            }
        }
        let places = readings.iter().map(|reading| scanned.folded.original(&reading.figure.at)).collect();
        let keywords = scanned.pieces.iter().filter(|piece| matches!(piece.what, What::Word(_) | What::Name(..)));
        let keywords = keywords.map(|piece| scanned.folded.text[piece.at.clone()].to_owned()).take(KEYWORDS).collect();
        Self { text: text.to_owned(), readings, places, keywords, lexicon: scanned.lexicon }
    }

    /// A claim in parts, which has one figure.
    pub fn of_parts(text: &str, reading: Reading) -> Self {
        Self {
            text: text.to_owned(),
            readings: vec![reading],
            places: std::iter::once(0..text.len()).collect(),
            keywords: Vec::new(),
            lexicon: lexicon("en"),
        }
    }

    /// Where a figure stands in the text, in bytes.
    pub fn place(&self, number: usize) -> std::ops::Range<usize> {
        self.places.get(number).cloned().unwrap_or_default()
    }

    /// A figure as the text has it.
    pub fn written(&self, number: usize) -> &str {
        self.text.get(self.place(number)).unwrap_or_default().trim()
    }

    /// What to look for to judge one of its figures.
    pub fn searches(&self, number: usize, topics: &Topics) -> Vec<Search> {
        self.readings.get(number).map_or_else(Vec::new, |reading| search::searches(reading, topics))
    }

    /// A query string that finds the words of a claim without figures; empty where it has none.
    pub fn words(&self) -> String {
        if self.keywords.is_empty() {
            return String::new();
        }
        let words: String = form_urlencoded::byte_serialize(self.keywords.join(" ").as_bytes()).collect();
        format!("q={words}")
    }

    /// The verdict on one of its figures.
    pub fn judge(
        &self,
        number: usize,
        facts: &[Fact],
        vocabulary: &Vocabulary,
        titles: &Titles,
        texts: &Texts,
    ) -> Option<Judged> {
        let context = judge::Context { lexicon: self.lexicon, vocabulary, titles, texts };
        self.readings.get(number).map(|reading| judge::judge(reading, facts, &context))
    }

    /// A figure with its verdict, as answers have it.
    pub fn figure(&self, number: usize, judged: &Judged) -> Option<Json> {
        let reading = self.readings.get(number)?;
        let figure = &reading.figure;
        Some(json!({
            "text": self.written(number),
            "value": Value::Number(figure.value),
            "value_to": figure.high.map(Value::Number),
            "unit": figure.unit,
            "qualifier": reading.hedge.word(),
            "period": reading.period.as_ref().map(period::Period::edtf),
            "verdict": judged.verdict,
            "reason": judged.reason,
            "facts": judged.facts,
        }))
    }

    /// Why a claim without figures is not supported.
    pub fn wordy(&self) -> Option<Reason> {
        self.readings.is_empty().then(|| Reason::of("claim.without_figure"))
    }

    /// How the claim was understood.
    pub fn understood(&self, judged: &[Judged]) -> Json {
        let each = |say: &dyn Fn(&Reading) -> Vec<String>| -> BTreeSet<String> {
            self.readings.iter().flat_map(say).collect()
        };
        let one = |word: Option<&str>| word.map(str::to_owned).into_iter().collect::<Vec<_>>();
        let subject = each(&|reading| {
            let parties = reading.parties.iter().map(|party| party.id().to_owned());
            parties
                .chain(reading.named.iter().map(|(_, id)| id.clone()))
                .chain(reading.quantity.partner.clone())
                .collect()
        });
        let mut ambiguous = each(&|reading| reading.unclear.iter().map(Reason::to_string).collect());
        ambiguous.extend(self.wordy().map(|why| why.to_string()));
        let unread: BTreeSet<&String> = judged.iter().flat_map(|judged| &judged.unread).collect();
        json!({
            "language": self.lexicon.language,
            "subject": subject,
            "kind": each(&|reading| one(reading.quantity.kind)),
            "measure": each(&|reading| one(reading.quantity.measure)),
            "direction": each(&|reading| one(reading.quantity.direction)),
            "period": each(&|reading| reading.period.iter().map(period::Period::edtf).collect()),
            "hedge": each(&|reading| one(Some(reading.hedge.word()).filter(|word| *word != "exact"))),
            "ambiguous": ambiguous,
            "unread": unread,
        })
    }
}
