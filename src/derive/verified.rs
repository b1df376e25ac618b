//! What verification found, and where the words can be read, put where answers show it.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::data::{Verified, key};
use crate::dataset::Dataset;
use crate::kinds::SOURCES;
use crate::model::{Record, Value};

/// Where quotes stand in the texts, by what evidence says of them.
pub type Places<'a> = BTreeMap<(&'a str, u32, &'a str, u32), (u32, u32)>;

/// Fill the offsets of a fact's evidence.
pub fn place(fact: &mut Record, places: &Places<'_>) {
    if let Some(Value::Evidence(entries)) = fact.get_mut("evidence") {
        for entry in entries {
            if let Some((start, end)) = places.get(&key(entry)) {
                (entry.start, entry.end) = (Some(*start), Some(*end));
            }
        }
    }
}

/// The addresses of the sources that have one.
pub fn addresses(dataset: &Dataset) -> BTreeMap<String, String> {
    let address = |source: &Record| Some((source.id().to_owned(), source.text("url")?.to_owned()));
    dataset.of(&SOURCES).iter().filter_map(address).collect()
}

/// Fill the addresses at which the words of a fact's evidence can be read.
pub fn link(fact: &mut Record, addresses: &BTreeMap<String, String>) {
    if let Some(Value::Evidence(entries)) = fact.get_mut("evidence") {
        for entry in entries {
            entry.url = addresses.get(&entry.source).map(|address| {
                // A browser looks for the words in a page only.
                let fragment =
                    if is_page(address) { format!("#:~:text={}", escaped(&entry.quote)) } else { String::new() };
                format!("{address}{fragment}")
            });
        }
    }
}

/// Whether an address leads to a web page, as far as its ending tells.
fn is_page(address: &str) -> bool {
    let name = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    ![".pdf", ".csv", ".xls", ".xlsx", ".doc", ".docx", ".zip", ".json", ".txt"].iter().any(|end| name.ends_with(end))
}

/// The words of a text fragment: `-`, `,` and `&` have a meaning of their own there (WICG, Scroll to Text Fragment).
fn escaped(quote: &str) -> String {
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(quote, PLAIN).to_string()
}

/// Fill the coverage of sources.
pub fn cover(dataset: &mut Dataset, verified: &Verified) {
    for source in dataset.of_mut(&SOURCES) {
        let Some(coverage) = verified.sources.iter().find(|coverage| coverage.source == source.id()) else { continue };
        for (column, count) in [
            ("sentences", coverage.sentences),
            ("sentences_pinned", coverage.sentences_pinned),
            ("sentences_excused", coverage.sentences_excused),
            ("figures", coverage.figures),
            ("figures_pinned", coverage.figures_pinned),
            ("names", coverage.names),
            ("names_pinned", coverage.names_pinned),
        ] {
            source.set(column, Value::Integer(count));
        }
        source.set("verified", Value::Text(coverage.verified.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_text_fragment_are_escaped_and_only_pages_have_one() {
        assert_eq!(escaped("people-to-people, 6.7 percent"), "people%2Dto%2Dpeople%2C%206.7%20percent");
        assert!(is_page("https://example.org/a/page.htm") && is_page("https://example.org/report_2020"));
        assert!(!is_page("https://example.org/Paper.PDF?download=1"));
    }
}
