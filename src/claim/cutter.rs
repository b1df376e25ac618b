//! A text cut at its figures and periods, and between them into the longest phrases and names that are known.

use std::ops::Range;

use super::figure::Figure;
use super::folded::Folded;
use super::lexicon::Lexicon;
use super::period::Period;
use super::piece::{Piece, What};
use super::sense::Sense;
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
/// What may be named in a claim.
const NAMED: [&Kind; 3] = [&COUNTRIES, &ORGANIZATIONS, &PEOPLE];

/// What a text is cut by.
pub struct Cutter<'a> {
    /// The text as it was given.
    pub original: &'a str,
    /// The text as it is compared.
    pub folded: &'a Folded,
    /// The words of its language.
    pub lexicon: &'a Lexicon,
    /// Its figures.
    pub figures: &'a [Figure],
    /// Its periods.
    pub periods: &'a [Period],
    /// The names that are known.
    pub vocabulary: &'a Vocabulary,
}

impl Cutter<'_> {
    /// The parts of the text in order.
    pub fn pieces(&self) -> Vec<Piece> {
        let text = self.folded.text.as_str();
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
        let Self { folded, figures, periods, .. } = self;
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
        let text = self.folded.text.as_str();
        let limit = self.limit(at);
        let ends =
            if text[at..].starts_with(is_unspaced) { unspaced_ends(text, at, limit) } else { ends(text, at, limit) };
        let phrase = ends.iter().rev().find_map(|end| {
            let senses = self.lexicon.senses.get(&text[at..*end])?;
            let is_article = self.is_article(at..*end);
            Some((*end, What::Phrase(if is_article { vec![Sense::Neutral] } else { senses.clone() })))
        });
        let name = self.name(at, &ends);
        let longest = match (phrase, name) {
            (Some(phrase), Some(name)) => Some(if name.0 > phrase.0 { name } else { phrase }),
            (phrase, name) => phrase.or(name),
        };
        longest.unwrap_or_else(|| {
            let end = ends.first().copied().unwrap_or(text.len());
            (end, What::Word(self.lexicon.stem(&text[at..end])))
        })
    }

    /// Whether it is the Portuguese article, which has no accent where "to" has one.
    fn is_article(&self, at: Range<usize>) -> bool {
        let is_either = self.lexicon.language == "pt" && matches!(&self.folded.text[at.clone()], "a" | "as");
        is_either && !self.original[self.folded.original(&at)].starts_with(['à', 'À'])
    }

    /// Where the next figure or period begins, at which phrases and names end.
    fn limit(&self, at: usize) -> usize {
        let Self { folded, figures, periods, .. } = self;
        let starts = figures.iter().map(|figure| figure.at.start).chain(periods.iter().map(|period| period.at.start));
        starts.filter(|start| *start > at).min().unwrap_or(folded.text.len())
    }

    /// The longest name that begins at a place and is the name of one thing alone.
    fn name(&self, at: usize, ends: &[usize]) -> Option<(usize, What)> {
        let text = self.folded.text.as_str();
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
        let original = &self.original[self.folded.original(&at)];
        let is_code = key.len() <= CODE && key.is_ascii();
        if is_code && (key.len() == 1 || original.chars().any(char::is_lowercase)) {
            return None;
        }
        let text = &self.folded.text[at];
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
