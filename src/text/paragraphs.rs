//! A source text: its paragraphs, its sentences, and where they stand.

use std::ops::Range;

/// A text cut into paragraphs and sentences.
#[derive(Debug)]
pub struct Text {
    /// The paragraphs: the non-empty lines.
    pub paragraphs: Vec<Paragraph>,
}

/// A non-empty line of a text.
#[derive(Debug)]
pub struct Paragraph {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// First character in the whole text, counted from 0.
    pub start: usize,
    /// The line.
    pub text: String,
    /// Its sentences, in bytes of `text`.
    pub sentences: Vec<Range<usize>>,
}

/// Ends of words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 10] = ["U.S", "U.N", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Jul"];

impl Text {
    /// Cut a text.
    pub fn of(text: &str) -> Self {
        let mut start = 0;
        let mut paragraphs = Vec::new();
        for (line, content) in (1..).zip(text.split_inclusive('\n')) {
            let bare = content.trim_end_matches(['\n', '\r']);
            if !bare.trim().is_empty() {
                paragraphs.push(Paragraph { line, start, text: bare.to_owned(), sentences: sentences(bare) });
            }
            start += content.chars().count();
        }
        Self { paragraphs }
    }

    /// A paragraph by its number, counted from 1.
    pub fn paragraph(&self, number: u32) -> Option<&Paragraph> {
        self.paragraphs.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The same, to be cut anew.
    pub fn paragraph_mut(&mut self, number: u32) -> Option<&mut Paragraph> {
        self.paragraphs.get_mut(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}

impl Paragraph {
    /// Every place of some words, in bytes.
    pub fn find(&self, words: &str) -> Vec<Range<usize>> {
        self.text.match_indices(words).map(|(at, found)| at..at + found.len()).collect()
    }

    /// Let a sentence begin at some words inside another; false unless they stand there once and begin none already.
    pub fn split(&mut self, words: &str) -> bool {
        let found = self.find(words);
        let [Range { start, .. }] = found[..] else { return false };
        let inside = self.sentences.iter().position(|sentence| sentence.start < start && start < sentence.end);
        let Some(position) = inside else { return false };
        let Range { start: first, end } = self.sentences[position].clone();
        let before = first + self.text[first..start].trim_end().len();
        self.sentences.splice(position..=position, [first..before, start..end]);
        true
    }

    /// A range of bytes as characters of the whole text.
    pub fn position(&self, at: &Range<usize>) -> (usize, usize) {
        let start = self.start + self.text[..at.start].chars().count();
        (start, start + self.text[at.clone()].chars().count())
    }
}

/// Cut a paragraph into sentences. A scan may print another mark for a full stop, and a note's number behind it.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut next = 0;
    while let Some((offset, mark)) =
        text[next..].char_indices().find(|(_, c)| matches!(c, '.' | '!' | '?' | ';' | '>' | '*' | '-'))
    {
        let at = next + offset;
        next = at + mark.len_utf8();
        if let Some(end) = sentence_end(text, at, mark) {
            found.push(start..end);
            start = end + text[end..].len() - text[end..].trim_start().len();
            next = start;
        }
    }
    let end = text.trim_end().len();
    if start < end {
        found.push(start..end);
    }
    found
}

/// The end of the sentence that a mark ends, if it ends one.
fn sentence_end(text: &str, at: usize, mark: char) -> Option<usize> {
    let before = &text[..at];
    let letter_before = before.chars().next_back().is_some_and(char::is_alphabetic);
    let mut rest = &text[at + mark.len_utf8()..];
    match mark {
        '>' | '*' | '-' if !letter_before || !rest.starts_with(char::is_whitespace) => return None,
        '.' if ABBREVIATIONS.iter().any(|word| before.ends_with(word)) => return None,
        _ => {}
    }
    rest = rest.trim_start_matches(['”', '’', '"', '\'', ')', ']']);
    let note = rest.starts_with(|c: char| c.is_ascii_digit()) && rest[1..].starts_with(char::is_whitespace);
    if note && letter_before {
        rest = &rest[1..];
    }
    let end = text.len() - rest.len();
    let following = rest.trim_start();
    let first = following.trim_start_matches(['“', '"', '‘', '\'', '(', '[']).chars().next()?;
    let starts = following.len() < rest.len() && (first.is_uppercase() || first.is_ascii_digit());
    starts.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        assert_eq!(cut("One. Two! “Three?” Four."), ["One.", "Two!", "“Three?”", "Four."]);
        assert_eq!(
            cut("BEIJING, Nov. 21 -- He went. By U.S. law, $1.5 billion."),
            ["BEIJING, Nov. 21 -- He went.", "By U.S. law, $1.5 billion."]
        );
    }

    #[test]
    fn scanning_marks_and_note_numbers_end_sentences_too() {
        assert_eq!(
            cut("after the States> At once. It grew.4 Then"),
            ["after the States>", "At once.", "It grew.4", "Then"]
        );
        assert_eq!(cut("well-known and long-term goals"), ["well-known and long-term goals"]);
    }

    #[test]
    fn a_fused_sentence_is_split_at_its_first_words_and_nowhere_else() {
        let mut text = Text::of("One thing, Lastly, another. A third.\n");
        let paragraph = text.paragraph_mut(1).expect("one line");
        assert!(paragraph.split("Lastly"));
        let cut: Vec<&str> = paragraph.sentences.iter().map(|at| &paragraph.text[at.clone()]).collect();
        assert_eq!(cut, ["One thing,", "Lastly, another.", "A third."]);
        assert!(!paragraph.split("Lastly") && !paragraph.split("Besides") && !paragraph.split("t"));
    }

    #[test]
    fn positions_count_characters_of_the_whole_text() {
        let text = Text::of("é\n\nBárcena said so.\n");
        let paragraph = text.paragraph(2).expect("two non-empty lines");
        assert_eq!(paragraph.line, 3);
        assert_eq!(paragraph.position(&paragraph.find("said")[0]), (11, 15));
    }
}
