//! What there is, as pages: the lists with their columns, and the dataset as a whole.

use std::sync::Arc;

use askama::Template;

use super::address::Address;
use super::frame::Frame;
use super::link::Link;
use super::reader::Reader;
use super::said::{count, period};
use super::words::Words;
use crate::data::{Labels, labels};
use crate::kinds::{FACTS, served, stored};
use crate::model::{Column, Kind, Role};
use crate::store::{Error, Store};

/// A list and what can be asked of it.
#[derive(Debug)]
struct Described {
    name: &'static str,
    link: Link,
    about: String,
    /// Its other answers.
    others: Vec<Link>,
    columns: Vec<Field>,
}

/// A column.
#[derive(Debug)]
struct Field {
    label: String,
    name: &'static str,
    doc: &'static str,
    /// Its words, as they are called.
    choices: Vec<String>,
}

#[derive(Template)]
#[template(path = "kinds.html", config = "src/pages/askama.toml")]
struct Kinds {
    frame: Frame,
    kinds: Vec<Described>,
}

/// The page of all lists.
///
/// # Errors
/// When the template fails.
pub fn kinds(store: &Arc<Store>, reader: &Reader) -> Result<String, Error> {
    let address = Address::of("/kinds");
    let words = Words::of(reader.language);
    let mut frame = Frame::new(store, reader, &address, words.t("kinds_title"));
    words.t("kinds_line").clone_into(&mut frame.description);
    frame.api = address.ending(".json").to_string();
    let page = Kinds { frame, kinds: served().map(|kind| described(reader, kind)).collect() };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

fn described(reader: &Reader, kind: &'static Kind) -> Described {
    let (words, labels) = (Words::of(reader.language), labels(reader.language));
    let of = |path: &str, key: &str| Link::to(reader.link(&format!("/{}{path}", kind.name)), words.t(key));
    let by =
        crate::query::countable(kind).find(|column| column.shown).map(|column| format!("/groups?by={}", column.param));
    let figures = [of("/series", "as_series"), of("/total", "as_total")];
    // What all facts share is told once, with the list of all of them.
    let columns: Vec<&Column> = match kind.role {
        Role::Fact | Role::Figure => kind.columns.iter().filter(|column| column.shown).collect(),
        _ => kind.shown().collect(),
    };
    Described {
        name: kind.name,
        link: Link::to(reader.link(&format!("/{}", kind.name)), named(labels, kind)),
        about: words.t(&format!("kind.{}", kind.name)).to_owned(),
        others: by
            .iter()
            .map(|by| of(by, "as_groups"))
            .chain(figures.into_iter().filter(|_| kind.is_measured()))
            .collect(),
        columns: columns.into_iter().map(|column| field(labels, column)).collect(),
    }
}

fn field(labels: &Labels, column: &Column) -> Field {
    let called = |word: &'static str| {
        let label = labels.choices.get(column.name).and_then(|words| words.get(word));
        label.map_or_else(|| word.replace('_', " "), Clone::clone)
    };
    Field {
        label: labels.columns.get(column.name).map_or(column.name, String::as_str).to_owned(),
        name: column.name,
        doc: column.doc,
        choices: column.words().into_iter().map(called).collect(),
    }
}

fn named<'a>(labels: &'a Labels, kind: &'a Kind) -> &'a str {
    labels.kinds.get(kind.name).map_or(kind.name, String::as_str)
}

#[derive(Template)]
#[template(path = "dataset.html", config = "src/pages/askama.toml")]
struct Dataset {
    frame: Frame,
    title: String,
    description: String,
    /// What it is called and what stands there.
    fields: Vec<(String, String)>,
    /// The lists with their numbers of rows.
    lists: Vec<(Link, String)>,
    /// The versions that can be asked, the latest first.
    versions: Vec<(Link, String)>,
    downloads: [(&'static str, &'static str); 4],
    /// SHA-256 of its rows.
    hash: String,
}

/// The page of the dataset.
///
/// # Errors
/// When the template fails.
pub fn dataset(store: &Arc<Store>, reader: &Reader) -> Result<String, Error> {
    let (about, words, labels) = (&store.about, Words::of(reader.language), labels(reader.language));
    let (manifest, summary, address) = (&about.manifest, &about.summary, Address::of("/dataset"));
    let mut frame = Frame::new(store, reader, &address, words.t("dataset_title"));
    frame.description.clone_from(&manifest.description);
    frame.api = address.ending(".json").to_string();
    let number = |number: i64| count(u64::try_from(number).unwrap_or(0), reader.language);
    let day = |day: Option<&str>| day.map_or_else(String::new, |day| period(day, reader.language));
    let keepers: Vec<&str> = manifest.maintainers.iter().map(|keeper| keeper.name.as_str()).collect();
    let fields = [
        ("edition", manifest.version.clone()),
        ("released", day(Some(&manifest.released))),
        ("license", manifest.license.clone()),
        ("keepers", keepers.join(", ")),
        ("facts", number(summary.facts)),
        ("derived_facts", number(summary.derived)),
        ("covers", format!("{} – {}", day(summary.from.as_deref()), day(summary.to.as_deref()))),
        ("countries", count(summary.countries.len() as u64, reader.language)),
    ];
    let list = |kind: &'static Kind| {
        (Link::to(reader.link(&format!("/{}", kind.name)), named(labels, kind)), number(summary.rows(kind)))
    };
    let kept = about.editions.iter().map(|edition| (edition.version.as_str(), edition.released.as_str()));
    let own = Some((manifest.version.as_str(), manifest.released.as_str()));
    let mut versions: Vec<(&str, &str)> = kept.chain(own).collect();
    versions.dedup_by_key(|(version, _)| *version);
    let version = |(version, released): (&str, &str)| {
        let facts = Address::of(&format!("/{}", FACTS.name)).with("version", version);
        (Link::to(reader.href(&facts), version), period(released, reader.language))
    };
    let page = Dataset {
        title: manifest.title.clone(),
        description: manifest.description.clone(),
        fields: fields.map(|(key, text)| (words.t(key).to_owned(), text)).into(),
        lists: stored().map(list).collect(),
        versions: versions.into_iter().rev().map(version).collect(),
        downloads: [
            ("/dataset.db", "SQLite"),
            ("/datapackage.json", "Frictionless Data Package"),
            ("/croissant.json", "Croissant"),
            ("/dataset.jsonld", "schema.org/Dataset"),
        ],
        hash: about.content.clone(),
        frame,
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}
