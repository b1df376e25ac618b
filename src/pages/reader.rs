//! Who reads a page.

use super::address::Address;
use crate::data::LANGUAGES;

/// Who reads a page, and where the service is for them.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The language of the page, one of [`LANGUAGES`].
    pub language: &'static str,
    /// Whether the address names the language; then all links name it too.
    pub is_asked: bool,
    /// The service's own address, for code that is run elsewhere; empty where it is not known.
    pub base: String,
}

impl Reader {
    /// The place of the language in [`LANGUAGES`].
    pub fn place(&self) -> usize {
        LANGUAGES.iter().position(|language| *language == self.language).unwrap_or(0)
    }

    /// An address as a link on this reader's page.
    pub fn href(&self, address: &Address) -> String {
        let language = if self.is_asked { self.language } else { "" };
        address.with("lang", language).to_string()
    }

    /// The same of a path and its query string. Most are paths alone, which need no reading.
    pub fn link(&self, address: &str) -> String {
        match (address.contains('?'), self.is_asked) {
            (true, _) => self.href(&Address::of(address)),
            (false, true) => format!("{address}?lang={}", self.language),
            (false, false) => address.to_owned(),
        }
    }
}
