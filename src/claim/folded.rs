//! A text as it is compared, which knows where each of its parts stood.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text in lower case, without accents, with plain blanks and quotation marks and narrow digits.
pub struct Folded {
    /// The text.
    pub text: String,
    /// For each of its bytes, and its end, the byte of the original.
    origin: Vec<usize>,
}

impl Folded {
    /// Of a text.
    pub fn of(original: &str) -> Self {
        let (mut text, mut origin) = (String::with_capacity(original.len()), Vec::with_capacity(original.len() + 1));
        for (at, c) in original.char_indices() {
            let plain = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
            for c in plain.flat_map(char::to_lowercase).map(plain_mark) {
                text.push(c);
                origin.resize(text.len(), at);
            }
        }
        origin.push(original.len());
        Self { text, origin }
    }

    /// Where a part stands in the original.
    pub fn original(&self, part: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.origin.get(byte).copied().unwrap_or(0);
        // The last character may have more bytes there.
        let end = self.origin[part.end.min(self.origin.len() - 1)..].first().copied().unwrap_or(0);
        at(part.start)..end
    }
}

fn plain_mark(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{3002}' => '.',
        '\u{3001}' => ',',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_again_in_the_original() {
        let original = "El superávit de China’s ２０１８，超过3074亿";
        let folded = Folded::of(original);
        assert_eq!(folded.text, "el superavit de china's 2018,超过3074亿");
        for part in ["superavit", "china's", "2018", "超过", "3074亿"] {
            let at = folded.text.find(part).unwrap();
            let found = &original[folded.original(&(at..at + part.len()))];
            assert_eq!(Folded::of(found).text, part);
        }
    }
}
