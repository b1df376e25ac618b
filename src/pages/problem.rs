//! A problem as a page: what is wrong, and addresses that work.

use askama::Template;

use super::address::Address;
use super::frame::Frame;
use super::link::Link;
use super::reader::Reader;
use super::told::{Piece, sentence};
use crate::render::envelope::Hint;
use crate::store::{Error, Store};
use crate::words::Reason;

/// What is wrong with a request.
#[derive(Debug, Default)]
pub struct Wrong {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong.
    pub detail: Reason,
    /// Every mistake of a query string: the parameter, what is wrong with it.
    pub mistakes: Vec<(String, Reason)>,
    /// A path and query that work.
    pub again: Option<String>,
    /// What could be asked instead.
    pub ways: Vec<Hint>,
}

#[derive(Template)]
#[template(path = "problem.html", config = "src/pages/askama.toml")]
struct Page<'a> {
    frame: Frame,
    heading: &'a str,
    status: u16,
    detail: Vec<Piece>,
    mistakes: Vec<(&'a str, Vec<Piece>)>,
    again: Option<Link>,
    /// What could be asked instead, and where.
    ways: Vec<(Vec<Piece>, Link)>,
}

/// The page of a problem at an address.
///
/// # Errors
/// When the template fails.
pub fn problem(store: &Store, reader: &Reader, address: &str, wrong: &Wrong) -> Result<String, Error> {
    let mut frame = Frame::new(store, reader, &Address::of(address), "");
    let words = frame.words;
    let heading = match wrong.status {
        400 => words.t("wrong_query"),
        404 => words.t("wrong_nothing"),
        422 => words.t("wrong_sum"),
        410 => words.t("wrong_gone"),
        429 => words.t("wrong_much"),
        503 => words.t("wrong_now"),
        _ => words.t("wrong_other"),
    };
    heading.clone_into(&mut frame.title);
    let again = wrong.again.as_ref().map(|again| Link::to(reader.link(again), again.clone()));
    let told = |reason: &Reason| sentence(store, reader, reason, &|_| None);
    let way = |hint: &Hint| {
        let key = format!("reason.{}", hint.reason);
        let known = words.has(&key).then(|| vec![Piece::plain(words.t(&key))]);
        let what = known.unwrap_or_else(|| told(&hint.detail));
        (what, Link::to(reader.link(&hint.again), hint.again.clone()))
    };
    let ways: Vec<_> = wrong.ways.iter().map(way).collect();
    let again = again.filter(|_| ways.is_empty());
    let mistakes = wrong.mistakes.iter().map(|(name, reason)| (name.as_str(), told(reason))).collect();
    let (status, detail) = (wrong.status, told(&wrong.detail));
    let page = Page { frame, heading, status, detail, mistakes, again, ways };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}
