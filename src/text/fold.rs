//! Words as they are compared: cut from a text, in lower case, without accents.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text: runs of letters and digits. Chinese and Japanese have no blanks between words, so a run of their
/// characters is one of its own.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphanumeric)?;
        let has_blanks = !text[start..].starts_with(is_unspaced);
        let ends = |c: char| !(c.is_alphanumeric() && is_unspaced(c) != has_blanks || is_combining_mark(c));
        from = text[start..].find(ends).map_or(text.len(), |length| start + length);
        Some(start..from)
    })
}

/// True for characters of scripts that put no blanks between words: Han and Kana.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A text for the index of full-text search: its words, folded, with blanks between them.
pub fn cut(text: &str) -> String {
    let mut cut = String::with_capacity(text.len());
    for word in words(text).map(|at| &text[at]) {
        if !cut.is_empty() {
            cut.push(' ');
        }
        // Most words have no accents to be taken off.
        if word.is_ascii() {
            cut.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            cut.push_str(&terms(&folded(word)).join(" "));
        }
    }
    cut
}

/// What stands for a folded word in the index: itself; for a run without blanks each two neighbours, then the last
/// character, so that any part of it is found as a phrase and each character as a beginning.
pub fn terms(word: &str) -> Vec<String> {
    if !word.starts_with(is_unspaced) {
        return vec![word.to_owned()];
    }
    let characters: Vec<char> = word.chars().collect();
    (0..characters.len()).map(|at| characters[at..].iter().take(2).collect()).collect()
}

/// A text in lower case and without its accents, as the index of full-text search has it.
pub fn folded(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// A name as it is compared with others: its words folded and joined, without those that come and go (`Antigua and
/// Barbuda`, `Antigua & Barbuda`).
pub fn name_key(text: &str) -> String {
    let words = words(text).map(|at| folded(&text[at]));
    words.filter(|word| !["and", "the", "y", "e"].contains(&word.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_blanks_and_where_there_are_none_into_pairs() {
        for (text, cut_to) in [
            ("Alicia Bárcena, ECLAC", "alicia barcena eclac"),
            ("巴西", "巴西 西"),
            ("与巴西2019年签署MoU。", "与巴 巴西 西 2019 年签 签署 署 mou"),
            ("中", "中"),
            ("ブラジル", "フラ ラシ シル ル"),
            ("", ""),
        ] {
            assert_eq!(cut(text), cut_to, "{text}");
        }
    }
}
