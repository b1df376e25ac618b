//! What words of claims mean: the files of `words/`, one a language, read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::figure::Unit;
use super::folded::Folded;
use super::sense::{Means, Sense};
use crate::text::is_unspaced;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    markers: HashSet<String>,
    senses: BTreeMap<Sense, Vec<String>>,
    synonyms: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u32>,
    ratios: BTreeMap<String, u32>,
    scales: BTreeMap<String, f64>,
    units: BTreeMap<Unit, Vec<String>>,
    months: BTreeMap<String, u32>,
    periods: Vec<Pattern>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    pattern: String,
    means: Means,
}

/// The words of a language.
pub struct Lexicon {
    /// Its ISO 639-1 code.
    pub language: &'static str,
    markers: HashSet<String>,
    /// What phrases say, folded, their words with a blank between them.
    pub senses: HashMap<String, Vec<Sense>>,
    /// The canonical stem of a stem.
    synonyms: HashMap<String, String>,
    /// Cardinal numbers.
    pub numbers: HashMap<String, u32>,
    /// Places in an order.
    pub ordinals: HashMap<String, u32>,
    /// Multiples: "doubled".
    pub ratios: Vec<(String, u32)>,
    /// Magnitudes, the longest first.
    pub scales: Vec<(String, f64)>,
    /// What is counted, the longest first.
    pub units: Vec<(String, Unit)>,
    /// Months by their names.
    pub months: HashMap<String, u32>,
    /// Periods, in the order in which they are looked for.
    pub periods: Vec<(Regex, Means)>,
}

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("words/en.toml")),
    ("es", include_str!("words/es.toml")),
    ("pt", include_str!("words/pt.toml")),
    ("zh", include_str!("words/zh.toml")),
];

static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| FILES.into_iter().filter_map(|(language, text)| Lexicon::read(language, text)).collect());

/// The words of a language; English for others.
pub fn lexicon(language: &str) -> &'static Lexicon {
    LEXICONS.iter().find(|lexicon| lexicon.language == language).unwrap_or(&LEXICONS[0])
}

/// The words of the language in which a folded text most likely is.
pub fn of_text(text: &str) -> &'static Lexicon {
    if text.contains(is_unspaced) {
        return lexicon("zh");
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let score = |lexicon: &Lexicon| words.iter().filter(|word| lexicon.markers.contains(**word)).count();
    // Of several as likely, the first.
    LEXICONS.iter().rev().max_by_key(|lexicon| score(lexicon)).unwrap_or(&LEXICONS[0])
}

impl Lexicon {
    /// The files are part of the program, and a test reads them.
    fn read(language: &'static str, text: &str) -> Option<Self> {
        let file: File = toml::from_str(text).ok()?;
        let fold = |text: &str| Folded::of(text).text;
        let mut senses: HashMap<String, Vec<Sense>> = HashMap::new();
        for (sense, phrases) in &file.senses {
            for phrase in phrases {
                senses.entry(fold(phrase)).or_default().push(*sense);
            }
        }
        let alternatives = |words: Vec<&String>| {
            let mut words: Vec<String> = words.into_iter().map(|word| regex::escape(&fold(word))).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.join("|")
        };
        let places = [
            ("{y}", r"(?P<y>(?:1[5-9]|20)\d\d)".to_owned()),
            ("{y2}", r"(?P<y2>(?:1[5-9]|20)\d\d)".to_owned()),
            ("{n}", format!(r"(?P<n>\d{{1,2}}|{})", alternatives(file.numbers.keys().collect()))),
            ("{o}", format!("(?P<o>{})", alternatives(file.ordinals.keys().collect()))),
            ("{m}", format!(r"(?P<m>{})\.?", alternatives(file.months.keys().collect()))),
            ("{m2}", format!(r"(?P<m2>{})\.?", alternatives(file.months.keys().collect()))),
            ("{k}", r"(?P<k>1[0-2]|0?[1-9])".to_owned()),
            ("{k2}", r"(?P<k2>1[0-2]|0?[1-9])".to_owned()),
            ("{d}", r"(?P<d>[12]\d|3[01]|0?[1-9])".to_owned()),
        ];
        let compiled = |Pattern { pattern, means }: &Pattern| {
            let with = places.iter().fold(fold(pattern), |text, (name, place)| text.replace(name, place));
            Regex::new(&with.replace(' ', " +").replace(" +?", " ?")).ok().map(|regex| (regex, *means))
        };
        let periods: Option<Vec<_>> = file.periods.iter().map(compiled).collect();
        let mut units: Vec<(String, Unit)> =
            file.units.iter().flat_map(|(unit, words)| words.iter().map(|word| (fold(word), *unit))).collect();
        units.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let mut scales: Vec<(String, f64)> =
            file.scales.into_iter().map(|(word, factor)| (fold(&word), factor)).collect();
        scales.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let synonyms =
            file.synonyms.iter().flat_map(|(word, others)| others.iter().map(|other| (stem(other), stem(word))));
        Some(Self {
            language,
            markers: file.markers,
            senses,
            synonyms: synonyms.collect(),
            numbers: file.numbers.into_iter().map(|(word, value)| (fold(&word), value)).collect(),
            ordinals: file.ordinals.into_iter().map(|(word, value)| (fold(&word), value)).collect(),
            ratios: file.ratios.into_iter().map(|(word, value)| (fold(&word), value)).collect(),
            scales,
            units,
            months: file.months.into_iter().map(|(word, value)| (fold(&word), value)).collect(),
            periods: periods?,
        })
    }

    /// A folded word as words of claims and of facts are compared.
    pub fn stem(&self, word: &str) -> String {
        let stem = stem(word);
        self.synonyms.get(&stem).cloned().unwrap_or(stem)
    }
}

/// A word without the endings of number, gender and tense.
fn stem(word: &str) -> String {
    if word.len() < 4 || word.starts_with(is_unspaced) {
        return word.to_owned();
    }
    let mut stem = word;
    for (ending, least) in [("s", 3), ("ed", 4), ("e", 3), ("o", 3), ("a", 3)] {
        stem = stem.strip_suffix(ending).filter(|rest| rest.len() >= least && !rest.ends_with('s')).unwrap_or(stem);
    }
    stem.strip_suffix('y').map_or_else(|| stem.to_owned(), |rest| format!("{rest}i"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_can_be_read_and_is_recognised() {
        assert_eq!(LEXICONS.len(), FILES.len(), "a file in words/ has a mistake");
        for (text, language) in [
            ("Trade between China and Latin America was 3 in 2018", "en"),
            ("El comercio entre China y América Latina fue de 3 en 2018", "es"),
            ("O comércio entre a China e a América Latina foi de 3 em 2018", "pt"),
            ("2018年，中国与拉美贸易额达到3074亿美元。", "zh"),
        ] {
            assert_eq!(of_text(&Folded::of(text).text).language, language, "{text}");
        }
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in
            [("institutes", "institute"), ("country", "countries"), ("signed", "sign"), ("tour", "trips")]
        {
            assert_eq!(lexicon("en").stem(one), lexicon("en").stem(other), "{one}, {other}");
        }
    }
}
