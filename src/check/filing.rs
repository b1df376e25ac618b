//! How facts are filed, as far as it takes what they refer to: what is as reported, what an indicator's slug may name,
//! who may corroborate whom. CONTRIBUTING.md has the rules in words.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::Dataset;
use crate::kinds::{COUNTRIES, INDICATORS, PEOPLE, RELATIONS, SOURCES};
use crate::model::{Finding, Kind, Record};
use crate::text::folded;

/// What the rules look up.
pub struct Filing {
    /// When each source appeared, in EDTF.
    published: BTreeMap<String, String>,
    /// The names of countries and persons, as the words that a slug would have.
    named: BTreeSet<Vec<String>>,
}

impl Filing {
    /// From what facts refer to.
    pub fn of(records: &[(&'static Kind, Vec<Record>)]) -> Self {
        let of = |kind: &'static Kind| records.iter().filter(move |(of, _)| **of == *kind).flat_map(|(_, rows)| rows);
        let published = |source: &Record| Some((source.id().to_owned(), source.text("published")?.to_owned()));
        // Peru's code is a word of English.
        let code = |country: &Record| if country.id() == "PER" { String::new() } else { country.id().to_owned() };
        let countries =
            of(&COUNTRIES).flat_map(|country| [code(country), country.text("name_en").unwrap_or_default().to_owned()]);
        let people = of(&PEOPLE).flat_map(|person| [person.id().to_owned(), surname(person).to_owned()]);
        Self {
            published: of(&SOURCES).filter_map(published).collect(),
            named: countries.chain(people).map(|name| words(&name)).filter(|words| !words.is_empty()).collect(),
        }
    }

    /// Check a fact.
    pub fn check(&self, fact: &Record, findings: &mut Vec<Finding>) {
        let mut say = |column: &str, reason: String| {
            findings.push(Finding { place: fact.place.clone(), column: Some(column.to_owned()), reason });
        };
        if fact.text("date_basis") == Some("as_reported") {
            let days: Vec<&str> = fact
                .list("sources")
                .iter()
                .filter_map(|source| self.published.get(source))
                .map(String::as_str)
                .collect();
            if !fact.text("date").is_some_and(|date| days.contains(&date)) {
                let right = days.join("` or `");
                say(
                    "date",
                    format!("what is as reported has the date on which its source appeared; `{right}` would be right"),
                );
            }
        }
        if *fact.kind == INDICATORS
            && let Some(name) = fact.text("indicator").and_then(|slug| self.named_in(slug))
        {
            say(
                "indicator",
                format!("names `{name}`; subject, year and people are columns, so that siblings share a slug"),
            );
        }
    }

    /// The year, country or person that a slug names.
    fn named_in(&self, slug: &str) -> Option<String> {
        let words: Vec<String> = slug.split('-').map(str::to_owned).collect();
        let is_year = |word: &&String| word.len() == 4 && matches!(word.parse(), Ok(1800..=2199));
        let runs = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| from..to));
        let named = runs.map(|run| &words[run]).find(|run| self.named.contains(*run)).map(|run| run.join("-"));
        words.iter().find(is_year).cloned().or(named)
    }
}

/// The last word of a name, by which a person is usually called; Chinese names begin with it.
fn surname(person: &Record) -> &str {
    let name = person.text("name").unwrap_or_default();
    if person.text("country") == Some("CHN") { "" } else { name.rsplit(' ').next().unwrap_or_default() }
}

fn words(name: &str) -> Vec<String> {
    folded(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Only another source can corroborate: what one source says twice it says once.
pub fn corroborations(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let sources: BTreeMap<&str, &[String]> = dataset.facts().map(|fact| (fact.id(), fact.list("sources"))).collect();
    for relation in dataset.of(&RELATIONS).iter().filter(|relation| relation.text("type") == Some("corroborates")) {
        let [fact, other] = ["fact", "other"].map(|end| relation.text(end).and_then(|id| sources.get(id)));
        let (Some(fact), Some(other)) = (fact, other) else { continue };
        if fact.iter().all(|source| other.contains(source)) || other.iter().all(|source| fact.contains(source)) {
            let reason =
                "both facts stand in the same source, which cannot corroborate itself; part_of or none would be right";
            findings.push(Finding {
                place: relation.place.clone(),
                column: Some("type".into()),
                reason: reason.to_owned(),
            });
        }
    }
}
