//! What a reader types into a search box, as words and phrases; nothing in it is the syntax of an engine by accident.

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use crate::text::{folded, is_unspaced, terms, words};

/// A full-text query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// All of them must be found.
    terms: Vec<Term>,
}

/// Words that must stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Term {
    /// The words, folded.
    words: Vec<String>,
    /// Whether the last one may be only the beginning of a word: somebody is still typing.
    is_beginning: bool,
}

impl Search {
    /// Read a query: words in quotes are a phrase, the last word outside quotes may be a beginning.
    pub fn of(text: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let mut quoted = false;
        for part in text.split('"') {
            let words: Vec<String> = words(part).map(|at| folded(&part[at])).collect();
            if !words.is_empty() {
                for term in &mut terms {
                    term.is_beginning = false;
                }
            }
            if quoted {
                terms.extend(
                    Some(words).filter(|words| !words.is_empty()).map(|words| Term { words, is_beginning: false }),
                );
            } else {
                let last = words.len().checked_sub(1).filter(|_| part.ends_with(char::is_alphanumeric));
                let term = |(at, word)| Term { words: vec![word], is_beginning: Some(at) == last };
                terms.extend(words.into_iter().enumerate().map(term));
            }
            quoted = !quoted;
        }
        // To look for a word twice finds nothing else and costs as much again.
        if let Some(last) = terms.pop() {
            let mut seen = HashSet::new();
            terms.retain(|term| term.words != last.words && seen.insert(term.words.clone()));
            terms.push(last);
        }
        Self { terms }
    }

    /// How many words it looks for.
    pub fn count(&self) -> usize {
        self.terms.iter().map(|term| term.words.len()).sum()
    }

    /// The query as FTS5 wants it: every word in quotes, so that it is a word and nothing else.
    pub fn fts(&self) -> String {
        let terms: Vec<String> = self.terms.iter().map(Term::fts).collect();
        if terms.is_empty() { "\"\"".to_owned() } else { terms.join(" ") }
    }

    /// The query as a `tsquery` of PostgreSQL; without words it is empty and finds nothing.
    pub fn tsquery(&self) -> String {
        self.terms.iter().map(Term::tsquery).collect::<Vec<_>>().join(" & ")
    }

    /// A text as HTML with the words that were found marked; `None` when none was.
    pub fn marked(&self, text: &str) -> Option<String> {
        let found: Vec<Range<usize>> = words(text).filter(|at| self.has(&folded(&text[at.clone()]))).collect();
        let mut html = String::new();
        let mut from = 0;
        for at in &found {
            _ = write!(html, "{}<mark>{}</mark>", escaped(&text[from..at.start]), escaped(&text[at.clone()]));
            from = at.end;
        }
        html.push_str(&escaped(&text[from..]));
        (!found.is_empty()).then_some(html)
    }

    /// Whether a word of a text is one that is looked for, or has one in it where words have no blanks between them.
    fn has(&self, word: &str) -> bool {
        let is_found = |term: &Term| {
            let beginning = term.words.last().filter(|_| term.is_beginning);
            beginning.is_some_and(|beginning| word.starts_with(beginning.as_str()))
                || term
                    .words
                    .iter()
                    .any(|other| other == word || other.starts_with(is_unspaced) && word.contains(other))
        };
        self.terms.iter().any(is_found)
    }
}

impl Term {
    /// The words as the index has them, and whether the last may go on. Of a run without blanks at its end the last
    /// character is left out, for the run may go on; one character alone is the beginning of a pair.
    fn indexed(&self) -> (Vec<String>, bool) {
        let mut words: Vec<String> = self.words.iter().flat_map(|word| terms(word)).collect();
        let is_unspaced = self.words.last().is_some_and(|word| word.starts_with(is_unspaced));
        if is_unspaced && self.words.last().is_some_and(|word| word.chars().nth(1).is_some()) {
            words.pop();
        }
        let is_one = is_unspaced && words.last().is_some_and(|word| word.chars().nth(1).is_none());
        (words, is_one || self.is_beginning && !is_unspaced)
    }

    /// Words are letters and digits alone, so there is no quote to escape, here and below.
    fn fts(&self) -> String {
        let (words, is_open) = self.indexed();
        format!("\"{}\"{}", words.join(" "), if is_open { "*" } else { "" })
    }

    fn tsquery(&self) -> String {
        let (words, is_open) = self.indexed();
        let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        words.join(" <-> ") + if is_open { ":*" } else { "" }
    }
}

/// A text as HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_phrases_kept_and_the_last_word_may_go_on() {
        for (typed, fts) in [
            ("belt road", "\"belt\" \"road\"*"),
            ("Bárcena ", "\"barcena\""),
            ("\"free trade\" peru", "\"free trade\" \"peru\"*"),
            ("peru \"free trade\"", "\"peru\" \"free trade\""),
            ("a-b", "\"a\" \"b\"*"),
            ("NOT (x OR y) NEAR* {col}: ^z", "\"not\" \"x\" \"or\" \"y\" \"near\" \"col\" \"z\"*"),
            ("\"unclosed", "\"unclosed\""),
            ("'\"; drop table facts --", "\"drop table facts\""),
            ("!?", "\"\""),
            ("", "\"\""),
            ("巴西", "\"巴西\""),
            ("巴西利", "\"巴西 西利\""),
            ("巴", "\"巴\"*"),
            ("巴西 trade", "\"巴西\" \"trade\"*"),
            ("\"巴西 trade\"", "\"巴西 西 trade\""),
        ] {
            assert_eq!(Search::of(typed).fts(), fts, "{typed}");
        }
    }

    #[test]
    fn found_words_are_marked_whatever_their_case_and_accents() {
        let search = Search::of("barcena exp");
        assert_eq!(
            search.marked("Alicia Bárcena on <exports>").as_deref(),
            Some("Alicia <mark>Bárcena</mark> on &lt;<mark>exports</mark>&gt;")
        );
        assert_eq!(search.marked("nothing"), None);
    }

    #[test]
    fn postgresql_is_asked_for_the_same_words_phrases_and_beginnings() {
        for (typed, tsquery) in [
            ("belt road", "'belt' & 'road':*"),
            ("Bárcena ", "'barcena'"),
            ("\"free trade\" peru", "'free' <-> 'trade' & 'peru':*"),
            ("NOT (x | y) & !z <-> :*", "'not' & 'x' & 'y' & 'z'"),
            ("'; drop schema sinolac", "'drop' & 'schema' & 'sinolac':*"),
            ("", ""),
            ("巴西利", "'巴西' <-> '西利'"),
            ("巴", "'巴':*"),
            ("\"巴西 trade\"", "'巴西' <-> '西' <-> 'trade'"),
        ] {
            assert_eq!(Search::of(typed).tsquery(), tsquery, "{typed}");
        }
    }
}
