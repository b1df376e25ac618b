//! What a reader types into a search box, as words and phrases; nothing in it is FTS5 syntax by accident.

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use crate::text::{folded, words};

/// A full-text query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Each must be found; one of several words is a phrase.
    terms: Vec<Vec<String>>,
    /// Whether the last word may be only the beginning of one: somebody is still typing.
    prefix: bool,
}

impl Search {
    /// Read a query: words in quotes are a phrase, the last word outside quotes may be a beginning.
    pub fn of(text: &str) -> Self {
        let mut terms: Vec<Vec<String>> = Vec::new();
        let mut quoted = false;
        let mut prefix = false;
        for part in text.split('"') {
            let words: Vec<String> = words(part).map(|at| folded(&part[at])).collect();
            if quoted {
                prefix &= words.is_empty();
                terms.extend(Some(words).filter(|words| !words.is_empty()));
            } else if !words.is_empty() {
                prefix = part.ends_with(char::is_alphanumeric);
                terms.extend(words.into_iter().map(|word| vec![word]));
            }
            quoted = !quoted;
        }
        // To look for a word twice finds nothing else and costs as much again.
        if let Some(last) = terms.pop() {
            let mut seen = HashSet::new();
            terms.retain(|term| *term != last && seen.insert(term.clone()));
            terms.push(last);
        }
        Self { terms, prefix }
    }

    /// How many words it looks for.
    pub fn count(&self) -> usize {
        self.terms.iter().map(Vec::len).sum()
    }

    /// The query as FTS5 wants it: every word in quotes, so that it is a word and nothing else.
    pub fn fts(&self) -> String {
        let mut query = String::new();
        for (position, term) in self.terms.iter().enumerate() {
            let last = position + 1 == self.terms.len();
            let star = if last && self.prefix { "*" } else { "" };
            let gap = if position > 0 { " " } else { "" };
            // Words are letters and digits alone, so there is no quote to escape.
            _ = write!(query, "{gap}\"{}\"{star}", term.join(" "));
        }
        if query.is_empty() { "\"\"".to_owned() } else { query }
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

    fn has(&self, word: &str) -> bool {
        let last = self.terms.last().filter(|_| self.prefix).and_then(|term| term.last());
        last.is_some_and(|beginning| word.starts_with(beginning.as_str()))
            || self.terms.iter().flatten().any(|term| term == word)
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
}
