//! The phrases of reasons, a table a language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::data::LANGUAGES;

/// The tables, in the order of [`LANGUAGES`].
const TABLES: [&str; LANGUAGES.len()] = [
    include_str!("reasons/en.toml"),
    include_str!("reasons/es.toml"),
    include_str!("reasons/pt.toml"),
    include_str!("reasons/zh.toml"),
];

static ALL: LazyLock<Vec<BTreeMap<String, String>>> =
    LazyLock::new(|| TABLES.map(|table| ::toml::from_str(table).unwrap_or_default()).into());

/// The phrase of a key; the key where there is none, which the tests do not let happen.
pub fn phrase(key: &'static str, language: &str) -> &'static str {
    let place = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0);
    ALL[place].get(key).map_or(key, String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use regex::Regex;

    use super::*;

    #[test]
    fn every_language_has_the_same_keys_with_the_same_places_in_them() {
        let braces = Regex::new(r"\{[a-z]+\}").unwrap();
        let places = |text: &str| {
            let mut found: Vec<String> = braces.find_iter(text).map(|found| found.as_str().to_owned()).collect();
            found.sort();
            found
        };
        assert!(ALL[0].len() > 100, "{}", ALL[0].len());
        for (language, table) in LANGUAGES.iter().zip(ALL.iter()) {
            assert!(table.keys().eq(ALL[0].keys()), "{language}");
            for (key, text) in table {
                assert_eq!(places(text), places(&ALL[0][key]), "{language}: {key}");
                assert_eq!(text.trim(), text, "{language}: {key}");
                // Reasons follow one another, so none is a sentence of its own.
                assert!(!text.is_empty() && !text.ends_with(['.', '。']), "{language}: {key}");
            }
        }
    }

    #[test]
    fn every_reason_that_the_code_has_is_there_and_none_is_there_for_nothing() {
        fn files(folder: &Path, found: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    files(&path, found);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    found.push_str(&std::fs::read_to_string(&path).unwrap());
                }
            }
        }
        let mut code = String::new();
        files(Path::new("src"), &mut code);
        let key = Regex::new(r#""((?:claim|figure|total|query|habit|problem)\.[a-z_]+)""#).unwrap();
        let asked = key.captures_iter(&code).map(|found| found.get(1).unwrap().as_str());
        let asked: BTreeSet<&str> = asked.filter(|key| *key != "problem.html").collect();
        let there: BTreeSet<&str> = ALL[0].keys().map(String::as_str).collect();
        assert_eq!(asked, there);
    }
}
