//! A text cut into what it is made of: phrases of the lexicon, names, figures, periods, marks, and words that are none of these.

use std::ops::Range;

use super::figure::{Figure, figures};
use super::folded::Folded;
use super::lexicon::{Lexicon, Sense, lexicon, of_text};
use super::period::{Period, periods};
use crate::dataset::{Vocabulary, region};
use crate::kinds::regions::REGIONS;
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE};
use crate::model::Kind;
use crate::text::{is_unspaced, name_key};

/// Most words of a phrase or a name.
const LONGEST: usize = 12;
/// Most characters of one where words have no blanks between them.
const LONGEST_UNSPACED: usize = 16;
/// Names no longer than this are only read in capitals, lest a word be taken for a code.
const CODE: usize = 3;

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A phrase of the lexicon, with what it says.
    Phrase(Vec<Sense>),
    /// A name of something in the dataset: the list it is in and its id.
    Name(&'static str, String),
    /// One of the figures.
    Figure(usize),
    /// One of the periods.
    Period(usize),
    /// A word that is none of these, as it is compared.
    Word(String),
    /// "'s".
    Possessive,
    /// A mark between parts of a sentence.
    Comma,
    /// The end of a sentence.
    Stop,
    /// A mark that belongs to no sentence.
    Odd,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where it stands in the folded text, in bytes.
    pub at: Range<usize>,
    /// What it is.
    pub what: What,
}

/// A text and its parts.
pub struct Scanned {
    /// The text as it is compared.
    pub folded: Folded,
    /// The words of its language.
    pub lexicon: &'static Lexicon,
    /// Its parts in order.
    pub pieces: Vec<Piece>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Its periods.
    pub periods: Vec<Period>,
}

impl Piece {
    /// Whether it says something.
    pub fn has(&self, sense: Sense) -> bool {
        matches!(&self.what, What::Phrase(senses) if senses.contains(&sense))
    }
}

impl Scanned {
    /// A text in whatever of the languages it is.
    pub fn of(text: &str, vocabulary: &Vocabulary) -> Self {
        let folded = Folded::of(text);
        let lexicon = of_text(&folded.text);
        Self::new(text, folded, lexicon, vocabulary)
    }

    /// A text in a language.
    pub fn in_language(text: &str, language: &str, vocabulary: &Vocabulary) -> Self {
        Self::new(text, Folded::of(text), lexicon(language), vocabulary)
    }

    fn new(original: &str, folded: Folded, lexicon: &'static Lexicon, vocabulary: &Vocabulary) -> Self {
        let periods = periods(&folded.text, lexicon);
        let taken: Vec<Range<usize>> = periods.iter().map(|period| period.at.clone()).collect();
        let figures = figures(&folded.text, lexicon, &taken);
        let mut scanned = Self { folded, lexicon, pieces: Vec::new(), figures, periods };
        scanned.pieces = Cutter { original, scanned: &scanned, vocabulary }.pieces();
        scanned
    }
}

struct Cutter<'a> {
    original: &'a str,
    scanned: &'a Scanned,
    vocabulary: &'a Vocabulary,
}

impl Cutter<'_> {
    fn pieces(&self) -> Vec<Piece> {
        let text = self.scanned.folded.text.as_str();
        let (mut pieces, mut at) = (Vec::new(), 0);
        while let Some(c) = text[at..].chars().next() {
            let Some((end, what)) = self.piece(at, c) else {
                at += c.len_utf8();
                continue;
            };
            pieces.push(Piece { at: at..end, what });
            at = end;
        }
        pieces
    }

    /// What begins at a place, and where it ends; nothing for blanks and marks that say nothing.
    fn piece(&self, at: usize, c: char) -> Option<(usize, What)> {
        let Scanned { folded, figures, periods, .. } = self.scanned;
        if let Some(number) = figures.iter().position(|figure| figure.at.start == at) {
            return Some((figures[number].at.end, What::Figure(number)));
        }
        if let Some(number) = periods.iter().position(|period| period.at.start == at) {
            return Some((periods[number].at.end, What::Period(number)));
        }
        let rest = &folded.text[at..];
        if rest.starts_with("'s") && !rest[2..].starts_with(char::is_alphanumeric) {
            return Some((at + 2, What::Possessive));
        }
        if c.is_alphanumeric() {
            return Some(self.word(at));
        }
        let what = match c {
            ',' | ';' | ':' | '(' | ')' => What::Comma,
            '.' | '!' | '?' => What::Stop,
            '&' => What::Phrase(vec![Sense::And]),
            ' ' | '-' | '\'' | '"' | '–' | '—' | '·' | '《' | '》' => return None,
            _ => What::Odd,
        };
        Some((at + c.len_utf8(), what))
    }

    /// The longest phrase or name that begins at a place, else the word there. Of a phrase and a name as long, the phrase.
    fn word(&self, at: usize) -> (usize, What) {
        let text = self.scanned.folded.text.as_str();
        let limit = self.limit(at);
        let ends =
            if text[at..].starts_with(is_unspaced) { unspaced_ends(text, at, limit) } else { ends(text, at, limit) };
        let phrase = ends.iter().rev().find_map(|end| {
            let senses = self.scanned.lexicon.senses.get(&text[at..*end])?;
            Some((*end, What::Phrase(senses.clone())))
        });
        let name = self.name(at, &ends);
        let longest = match (phrase, name) {
            (Some(phrase), Some(name)) => Some(if name.0 > phrase.0 { name } else { phrase }),
            (phrase, name) => phrase.or(name),
        };
        longest.unwrap_or_else(|| {
            let end = ends.first().copied().unwrap_or(text.len());
            (end, What::Word(self.scanned.lexicon.stem(&text[at..end])))
        })
    }

    /// Where the next figure or period begins, at which phrases and names end.
    fn limit(&self, at: usize) -> usize {
        let Scanned { folded, figures, periods, .. } = self.scanned;
        let starts = figures.iter().map(|figure| figure.at.start).chain(periods.iter().map(|period| period.at.start));
        starts.filter(|start| *start > at).min().unwrap_or(folded.text.len())
    }

    /// The longest name that begins at a place and is the name of one thing alone.
    fn name(&self, at: usize, ends: &[usize]) -> Option<(usize, What)> {
        let text = self.scanned.folded.text.as_str();
        let (mut found, mut before) = (None, String::new());
        for end in ends {
            let key = name_key(&text[at..*end]);
            // "The" begins no name.
            if key.is_empty() || !NAMED.iter().any(|kind| self.vocabulary.begins(kind, &key)) {
                break;
            }
            // "And" ends none.
            if key != before {
                found = self.named(at..*end, &key).map(|what| (*end, what)).or(found);
            }
            before = key;
        }
        found
    }

    fn named(&self, at: Range<usize>, key: &str) -> Option<What> {
        let original = &self.original[self.scanned.folded.original(&at)];
        let is_code = key.len() <= CODE && key.is_ascii();
        if is_code && (key.len() == 1 || original.chars().any(char::is_lowercase)) {
            return None;
        }
        let text = &self.scanned.folded.text[at];
        if region(text, REGIONS).is_some() {
            return Some(What::Phrase(vec![if region(text, REGIONS) == Some("WLD") {
                Sense::World
            } else {
                Sense::Region
            }]));
        }
        // Names have a capital letter, where there are any.
        if original.starts_with(char::is_lowercase) {
            return None;
        }
        let meant =
            |kind: &'static Kind| self.vocabulary.resolve(kind, text).map(|id| What::Name(kind.name, id.to_owned()));
        NAMED.iter().find_map(|kind| {
            meant(kind).filter(|_| !(*kind == &COUNTRIES && is_code && !["us", "usa", "uk"].contains(&key)))
        })
    }
}

/// What may be named in a claim.
const NAMED: [&Kind; 3] = [&COUNTRIES, &ORGANIZATIONS, &PEOPLE];

/// Where the first words from a place on end.
fn ends(text: &str, at: usize, limit: usize) -> Vec<usize> {
    let (mut ends, mut from) = (Vec::new(), at);
    while ends.len() < LONGEST && from < limit {
        let is_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
        let Some(start) = text[from..limit].find(is_word) else { break };
        // Marks other than those within names and phrases end both.
        let gap = &text[from..from + start];
        if !ends.is_empty() && !matches!(gap, " " | "-" | "'" | " & " | ". " | "." | " (" | ") " | "  " | "–") {
            break;
        }
        let start = from + start;
        from = text[start..limit].find(|c: char| !is_word(c)).map_or(limit, |length| start + length);
        ends.push(from);
    }
    ends
}

/// The same where words have no blanks between them: after each character.
fn unspaced_ends(text: &str, at: usize, limit: usize) -> Vec<usize> {
    let characters = text[at..limit].char_indices().take_while(|(_, c)| is_unspaced(*c) || *c == '·');
    characters.take(LONGEST_UNSPACED).map(|(start, c)| at + start + c.len_utf8()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::data::Folder;

    #[test]
    fn a_text_is_cut_into_phrases_names_figures_periods_and_words() {
        let vocabulary = check::load(&Folder::Embedded).unwrap().vocabulary();
        let cut = |text: &str| -> String {
            let scanned = Scanned::of(text, &vocabulary);
            let show = |piece: &Piece| match &piece.what {
                What::Phrase(senses) => format!("{:?}", senses[0]),
                What::Name(_, id) => id.clone(),
                What::Word(word) => format!("`{word}`"),
                other => format!("{other:?}"),
            };
            scanned.pieces.iter().map(show).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            cut("China's soybean imports from Latin America reached $3 billion in 2018."),
            "China Possessive `soybean` Import From Region Neutral Figure(0) In Period(0) Stop"
        );
        assert_eq!(cut("The China-CELAC Forum has 33 members"), "Neutral china-celac-forum Neutral Figure(0) `member`");
        assert_eq!(cut("between China and Latin America"), "Between China And Region");
        assert_eq!(
            cut("Xi Jinping said in Brazil that it is so"),
            "xi-jinping Attribution In BRA Neutral Neutral Neutral Neutral"
        );
        assert_eq!(
            cut("2018年，中国与拉美贸易额达到3074亿美元。"),
            "Period(0) Comma China With Region Trade Neutral Figure(0) Stop"
        );
    }
}
