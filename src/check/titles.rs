//! Titles in other languages against the facts: each fact has one, with the figures and names of the English title.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::{Folder, LANGUAGES, Title, titles};
use crate::dataset::Dataset;
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE};
use crate::model::{Finding, Kind, Record};
use crate::text::folded;
use crate::trade;

/// Read the titles of every language that the folder has and give them to the dataset.
pub fn add(dataset: &mut Dataset, folder: &Folder, findings: &mut Vec<Finding>) {
    for language in LANGUAGES.into_iter().skip(1) {
        let titles = titles(folder, language, findings);
        if titles.is_empty() {
            continue; // a folder may do without
        }
        check(dataset, language, &titles, findings);
        let titles = titles.into_iter().map(|title| (title.id, title.text));
        let titles = titles.chain(trade::derived_titles(dataset, language)).collect();
        dataset.titles.insert(language.to_owned(), titles);
    }
}

fn check(dataset: &Dataset, language: &str, titles: &[Title], findings: &mut Vec<Finding>) {
    let facts: BTreeMap<&str, &Record> = dataset.facts().map(|fact| (fact.id(), fact)).collect();
    let named = Named::of(dataset, language);
    for title in titles {
        let wrong = match facts.get(title.id.as_str()) {
            None if dataset.register.find(&title.id).is_some() => continue, // in its file
            None => vec![format!("no fact `{}`", title.id)],
            Some(fact) => differences(fact.text("title").unwrap_or_default(), &title.text, language, &named),
        };
        findings.extend(wrong.into_iter().map(|reason| Finding::at(&title.file, title.line, reason)));
    }
    let told: BTreeSet<&str> = titles.iter().map(|title| title.id.as_str()).collect();
    for fact in dataset.facts().filter(|fact| fact.text("basis") != Some("derived") && !told.contains(fact.id())) {
        let reason = format!("without a title in titles/{language}.toml");
        findings.push(Finding { place: fact.place.clone(), column: Some("title".into()), reason });
    }
}

/// What stands in one title and not in the other.
fn differences(english: &str, other: &str, language: &str, named: &Named) -> Vec<String> {
    let mut wrong = Vec::new();
    let (here, there) = (numbers(english), numbers(other));
    wrong.extend(
        here.iter()
            .filter(|number| !there.contains(*number))
            .map(|number| format!("the English title has {number}, this one has not")),
    );
    // A month may be a word in one language and a number in another.
    let is_month = |number: &str| number.parse::<u32>().is_ok_and(|number| (1..=12).contains(&number));
    let more = there.iter().filter(|number| !(here.contains(*number) || language == "zh" && is_month(number)));
    wrong.extend(more.map(|number| format!("has {number}, which the English title has not")));
    wrong.extend(named.missing(english, other).map(|name| {
        format!("the English title names {name}, this one does not by any of the names that the data have")
    }));
    wrong
}

/// The figures of a title, as printed.
fn numbers(text: &str) -> BTreeSet<String> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits.filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

/// The names of countries, organizations and people in English, each with what may stand for it in another language.
struct Named(Vec<(String, Vec<String>)>);

impl Named {
    fn of(dataset: &Dataset, language: &str) -> Self {
        let text = |record: &Record, column: &str| record.text(column).map(str::to_owned);
        let all = |kind: &'static Kind, english: &'static [&'static str], other: &'static [&'static str]| {
            dataset.of(kind).iter().flat_map(move |record| {
                let mut standing: Vec<String> = Vec::new();
                for column in other {
                    standing.extend(text(record, &format!("{column}_{language}")));
                    standing.extend(text(record, column));
                }
                // Where a language has but few letters for a name, its parts stand for the whole.
                let parts: Vec<String> = standing.iter().flat_map(|name| parts(name, language)).collect();
                standing.extend(parts);
                english.iter().filter_map(move |column| Some((text(record, column)?, standing.clone())))
            })
        };
        let countries = all(&COUNTRIES, &["name_en"], &["name"]).filter(|(name, _)| name != "China");
        let organizations = all(&ORGANIZATIONS, &["name", "abbreviation"], &["name", "abbreviation"]);
        let people = all(&PEOPLE, &["name"], &["name"]);
        Self(countries.chain(organizations).chain(people).collect())
    }

    /// The names that stand in an English title and by no name in the other.
    fn missing<'a>(&'a self, english: &'a str, other: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        let other = folded(other);
        self.0.iter().filter_map(move |(name, standing)| {
            let is_named = contains_word(english, name);
            let is_there = standing.iter().any(|standing| other.contains(&folded(standing)));
            (is_named && !is_there).then_some(name.as_str())
        })
    }
}

fn contains_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word)
        .any(|(at, _)| !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + word.len()..].chars().next()))
}

/// What may stand for a name: in Chinese its first character (中美 for China and the United States) and the parts of a
/// foreign name, elsewhere the last word of a person's or body's name of several.
fn parts(name: &str, language: &str) -> Vec<String> {
    if language == "zh" {
        let first = name.chars().next().filter(|c| !c.is_ascii()).map(String::from);
        return name.split('·').map(str::to_owned).chain(first).collect();
    }
    name.rsplit(' ').next().filter(|word| word.len() > 3 && *word != name).map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> Named {
        let of = |name: &str, standing: &[&str]| {
            (name.to_owned(), standing.iter().map(|&standing| standing.to_owned()).collect())
        };
        Named(vec![of("Brazil", &["Brasil"]), of("ECLAC", &["CEPAL"])])
    }

    #[test]
    fn a_title_has_the_figures_and_names_of_the_english_one_and_no_others() {
        let wrong = |english: &str, other: &str| differences(english, other, "es", &named());
        assert_eq!(wrong("Brazil and ECLAC in 2018", "Brasil y la CEPAL en 2018"), [] as [&str; 0]);
        assert_eq!(wrong("Brazil in 2018", "Brasil en 2019").len(), 2, "2018 is missing, 2019 is new");
        assert!(wrong("Brazil in 2018", "Chile en 2018")[0].contains("names Brazil"));
        assert!(wrong("ECLAC speaks", "La CEPALC habla").is_empty(), "a longer word begins with it");
        assert_eq!(differences("On 1 June", "6月1日", "zh", &named()), [] as [&str; 0]);
    }
}
