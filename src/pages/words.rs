//! The words of the interface, a table a language; what kinds, columns and choices are called stands in `data/labels`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::data::LANGUAGES;

/// The tables, in the order of [`LANGUAGES`].
const TABLES: [&str; LANGUAGES.len()] = [
    include_str!("words/en.toml"),
    include_str!("words/es.toml"),
    include_str!("words/pt.toml"),
    include_str!("words/zh.toml"),
];

/// The words of the interface in one language.
#[derive(Debug)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Those of a language.
    pub fn of(language: &str) -> &'static Self {
        static ALL: LazyLock<Vec<Words>> =
            LazyLock::new(|| TABLES.map(|table| Words(::toml::from_str(table).unwrap_or_default())).into());
        let place = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0);
        &ALL[place]
    }

    /// The words for something; its key where there are none, which the tests do not let happen.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Whether there are words for something.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The same with what stands in braces put in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.t(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_keys_with_the_same_places_in_them() {
        let places = |text: &str| {
            let mut found: Vec<String> =
                text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect();
            found.sort();
            found
        };
        let english = Words::of("en");
        assert!(english.0.len() > 20, "{}", english.0.len());
        for language in LANGUAGES {
            let words = Words::of(language);
            let keys = |words: &Words| words.0.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(words), keys(english), "{language}");
            for (key, text) in &words.0 {
                assert_eq!(places(text), places(&english.0[key]), "{language}: {key}");
                assert!(!text.trim().is_empty(), "{language}: {key}");
            }
        }
    }

    #[test]
    fn every_word_that_a_page_asks_for_is_there_and_every_word_is_asked_for() {
        let folder = std::path::Path::new("src/pages");
        let files = [folder.to_owned(), folder.join("templates")]
            .into_iter()
            .flat_map(|folder| std::fs::read_dir(folder).unwrap());
        let texts: String = files
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file() && !path.ends_with("words.rs"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        let asked = regex::Regex::new(r#"\b(?:t|fill)\("([a-z_.]+)""#).unwrap();
        for found in asked.captures_iter(&texts) {
            assert!(Words::of("en").0.contains_key(&found[1]), "{}", &found[1]);
        }
        for key in Words::of("en").0.keys() {
            let is_family = ["kind.", "reason.", "verdict.", "relation.", "question.", "excuse.", "region."]
                .iter()
                .any(|family| key.starts_with(family));
            assert!(is_family || texts.contains(&format!("\"{key}\"")), "{key}");
        }
    }
}
