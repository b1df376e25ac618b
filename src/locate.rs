//! Find words in the texts as a person types them, whatever their case, accents, apostrophes and quotation marks.

use std::ops::Range;

use crate::limits::MAX_QUOTE_WORDS;
use crate::text::{Paragraph, Texts, folded};

/// Words shown on either side of what was found.
const AROUND: usize = 60;

/// A place where the words stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Id of the source.
    pub source: String,
    /// Paragraph, counted from 1.
    pub paragraph: u32,
    /// The words, as printed.
    pub quote: String,
    /// Which occurrence of the quote in the paragraph it is.
    pub occurrence: u32,
    /// The words around it, with it.
    pub context: String,
}

/// Every place in the texts where the words stand.
pub fn locate(texts: &Texts, words: &str) -> Vec<Place> {
    let wanted: String =
        compared(words).map(|(_, c)| c).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut places = Vec::new();
    for (source, text) in texts {
        for (number, paragraph) in (1..).zip(&text.text.paragraphs) {
            places.extend(find(&paragraph.text, &wanted).into_iter().map(|at| place(source, number, paragraph, &at)));
        }
    }
    places
}

/// The lines to paste into a data file.
pub fn entry(place: &Place) -> String {
    let quote = toml::Value::String(place.quote.clone());
    let occurrence = if place.occurrence > 1 { format!(", occurrence = {}", place.occurrence) } else { String::new() };
    format!("{{ source = \"{}\", paragraph = {}, quote = {quote}{occurrence} }}", place.source, place.paragraph)
}

/// What keeps a place from being evidence as it stands.
pub fn warning(place: &Place) -> Option<String> {
    let words = place.quote.split_whitespace().count();
    (words > MAX_QUOTE_WORDS).then(|| format!("{words} words; evidence has at most {MAX_QUOTE_WORDS}"))
}

/// The characters of a text as they are compared, each with the place of the character that it comes from.
fn compared(text: &str) -> impl Iterator<Item = (Range<usize>, char)> + '_ {
    text.char_indices().flat_map(|(at, c)| {
        let range = at..at + c.len_utf8();
        let plain = match c {
            '\'' | '’' | '‘' => String::new(),
            '“' | '”' => "\"".to_owned(),
            '–' | '—' => "-".to_owned(),
            c if c.is_whitespace() => " ".to_owned(),
            _ => folded(&text[range.clone()]),
        };
        plain.chars().map(move |c| (range.clone(), c)).collect::<Vec<_>>()
    })
}

fn find(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let (places, plain): (Vec<Range<usize>>, Vec<char>) = compared(text).unzip();
    let wanted: Vec<char> = wanted.chars().collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let found = plain.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted);
    found.map(|(from, _)| places[from].start..places[from + wanted.len() - 1].end).collect()
}

fn place(source: &str, number: u32, paragraph: &Paragraph, at: &Range<usize>) -> Place {
    let text = &paragraph.text;
    let quote = &text[at.clone()];
    let same = paragraph.find(quote);
    let occurrence = same.iter().position(|other| other == at).map_or(1, |position| position + 1);
    let from = text[..at.start].char_indices().rev().take(AROUND).last().map_or(at.start, |(from, _)| from);
    let to = text[at.end..].char_indices().nth(AROUND).map_or(text.len(), |(to, _)| at.end + to);
    Place {
        source: source.to_owned(),
        paragraph: number,
        quote: quote.to_owned(),
        occurrence: u32::try_from(occurrence).unwrap_or(u32::MAX),
        context: text[from..to].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Text};

    fn texts(text: &str) -> Texts {
        Texts::from([("paper".to_owned(), Source { file: "paper.txt".into(), text: Text::of(text) })])
    }

    #[test]
    fn case_accents_apostrophes_and_blanks_make_no_difference() {
        let texts = texts("One.\n\nAlicia Bárcena said that China’s\u{a0}“exports” grew.\n");
        for words in ["alicia barcena", "ALICIA BÁRCENA", "chinas \"exports\"", "China's  \"Exports\""] {
            let places = locate(&texts, words);
            assert_eq!(places.len(), 1, "{words}");
            assert_eq!(places[0].paragraph, 2);
        }
        assert_eq!(locate(&texts, "chinas \"exports\"")[0].quote, "China’s\u{a0}“exports”");
        assert_eq!(locate(&texts, ""), []);
    }

    #[test]
    fn an_entry_is_ready_to_paste_and_names_the_occurrence() {
        let places = locate(&texts("up 5 percent, then up 5 percent"), "UP 5");
        let entries: Vec<String> = places.iter().map(entry).collect();
        assert_eq!(entries[0], "{ source = \"paper\", paragraph = 1, quote = \"up 5\" }");
        assert_eq!(entries[1], "{ source = \"paper\", paragraph = 1, quote = \"up 5\", occurrence = 2 }");
    }
}
