//! Claims held against the facts, as a page with a form for the next one.

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
use super::words::Words;
use crate::kinds::FACTS;
use crate::limits::MAX_CLAIM;
use crate::store::{Error, Store};

/// A claim and what the facts say of it.
#[derive(Debug)]
struct Claim {
    text: String,
    /// Its verdict, and the same in words.
    verdict: (String, String),
    figures: Vec<Figure>,
    /// Words that were not understood.
    unread: String,
}

/// A figure of a claim.
#[derive(Debug)]
struct Figure {
    text: String,
    verdict: (String, String),
    reason: String,
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

/// The page of some claims, as `/check` answers them; none for the form alone.
///
/// # Errors
/// When the template fails.
pub fn check(store: &Arc<Store>, reader: &Reader, address: &str, answered: &[Json]) -> Result<String, Error> {
    let (address, words) = (Address::of(address).without(&["lang"]), Words::of(reader.language));
    let mut frame = Frame::new(store, reader, &address, words.t("check_title"));
    words.t("check_line").clone_into(&mut frame.description);
    let claims: Vec<Claim> = answered.iter().map(|answer| claim(reader, answer)).collect();
    let claimed = if let [one] = &claims[..] { one.text.clone() } else { String::new() };
    let page = Page { frame, most: MAX_CLAIM, claimed, claims };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

fn entries(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn said_of(reader: &Reader, json: &Json) -> (String, String) {
    let verdict = json["verdict"].as_str().unwrap_or_default().to_owned();
    let told = Words::of(reader.language).t(&format!("verdict.{verdict}")).to_owned();
    (verdict, told)
}

fn claim(reader: &Reader, answer: &Json) -> Claim {
    let unread: Vec<&str> = entries(&answer["understood"]["unread"]).iter().filter_map(Json::as_str).collect();
    Claim {
        text: answer["claim"].as_str().unwrap_or_default().to_owned(),
        verdict: said_of(reader, answer),
        figures: entries(&answer["figures"]).iter().map(|figure| self::figure(reader, figure)).collect(),
        unread: unread.join(", "),
    }
}

fn figure(reader: &Reader, figure: &Json) -> Figure {
    let fact = |row: &Row| Fact {
        link: Link::to(reader.link(&format!("/{}/{}", home(&FACTS, row), text(row, "id"))), text(row, "title")),
        figure: said::figure(row, reader.language).unwrap_or_default(),
        period: Some(text(row, "date"))
            .filter(|date| !date.is_empty())
            .map_or_else(String::new, |date| said::period(date, reader.language)),
    };
    Figure {
        text: figure["text"].as_str().unwrap_or_default().to_owned(),
        verdict: said_of(reader, figure),
        reason: figure["reason"].as_str().unwrap_or_default().to_owned(),
        facts: entries(&figure["facts"]).iter().filter_map(Json::as_object).map(fact).collect(),
    }
}
