//! Claims held against the facts, as a page with a form for the next one.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use serde_json::Value as Json;

use super::address::Address;
use super::frame::Frame;
use super::link::Link;
use super::reader::Reader;
use super::row::{Row, text};
use super::said;
use super::table::home;
use super::told::{Piece, sentence};
use super::words::Words;
use crate::claim::{Judged, Verdict};
use crate::factcheck::Checked;
use crate::kinds::FACTS;
use crate::limits::MAX_CLAIM;
use crate::store::{Error, Store};

/// A claim and what the facts say of it.
#[derive(Debug)]
struct Claim {
    text: String,
    /// Its verdict, and the same in words.
    verdict: (&'static str, String),
    /// Why, where it has no figures that say so.
    reason: Vec<Piece>,
    figures: Vec<Figure>,
    /// Words that were not understood.
    unread: String,
}

/// A figure of a claim.
#[derive(Debug)]
struct Figure {
    text: String,
    /// Its verdict in words; empty where the claim has no other figure and so the same verdict.
    verdict: String,
    reason: Vec<Piece>,
    facts: Vec<Fact>,
}

/// A fact that a figure was compared with: its page, its figure, its period.
#[derive(Debug)]
struct Fact {
    link: Link,
    figure: String,
    period: String,
}

#[derive(Template)]
#[template(path = "check.html", config = "src/pages/askama.toml")]
struct Page {
    frame: Frame,
    most: usize,
    /// What stands in the form.
    claimed: String,
    claims: Vec<Claim>,
}

/// The page of some claims; none for the form alone.
///
/// # Errors
/// When the template fails.
pub fn check(store: &Arc<Store>, reader: &Reader, address: &str, checked: &[Checked]) -> Result<String, Error> {
    let (address, words) = (Address::of(address).without(&["lang"]), Words::of(reader.language));
    let mut frame = Frame::new(store, reader, &address, words.t("check_title"));
    words.t("check_line").clone_into(&mut frame.description);
    let claims: Vec<Claim> = checked.iter().map(|checked| claim(store, reader, checked)).collect();
    let claimed = if let [one] = &claims[..] { one.text.clone() } else { String::new() };
    let page = Page { frame, most: MAX_CLAIM, claimed, claims };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

/// A verdict as a word, and in words.
fn said_of(reader: &Reader, verdict: Verdict) -> (&'static str, String) {
    let key = format!("verdict.{}", verdict.word());
    (verdict.word(), Words::of(reader.language).t(&key).to_owned())
}

fn claim(store: &Store, reader: &Reader, checked: &Checked) -> Claim {
    let unread: BTreeSet<&str> = checked.judged.iter().flat_map(|judged| &judged.unread).map(String::as_str).collect();
    let is_one = checked.judged.len() == 1;
    let figures = checked.judged.iter().enumerate().map(|(number, judged)| {
        let figure = figure(store, reader, checked.claim.written(number), judged);
        if is_one { Figure { verdict: String::new(), ..figure } } else { figure }
    });
    Claim {
        text: checked.claim.text.clone(),
        verdict: said_of(reader, checked.verdict()),
        reason: checked.claim.wordy().map(|why| sentence(store, reader, &why, &|_| None)).unwrap_or_default(),
        figures: figures.collect(),
        unread: unread.into_iter().collect::<Vec<_>>().join(", "),
    }
}

fn figure(store: &Store, reader: &Reader, written: &str, judged: &Judged) -> Figure {
    let rows: Vec<&Row> = judged.facts.iter().filter_map(Json::as_object).collect();
    let translated = store.about.titles.get(reader.language);
    let title = |row: &Row| {
        let told = translated.and_then(|titles| titles.get(text(row, "id")));
        told.map_or(text(row, "title"), String::as_str).to_owned()
    };
    let fact = |row: &&Row| Fact {
        link: Link::to(reader.link(&format!("/{}/{}", home(&FACTS, row), text(row, "id"))), title(row)),
        figure: said::figure(row, reader.language).unwrap_or_default(),
        period: Some(text(row, "date"))
            .filter(|date| !date.is_empty())
            .map_or_else(String::new, |date| said::period(date, reader.language)),
    };
    let called = |id: &str| rows.iter().find(|row| text(row, "id") == id).map(|row| title(row));
    Figure {
        text: written.to_owned(),
        verdict: said_of(reader, judged.verdict).1,
        reason: sentence(store, reader, &judged.reason, &called),
        facts: rows.iter().map(fact).collect(),
    }
}
