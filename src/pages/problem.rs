//! A problem as a page: what is wrong, and addresses that work.

use askama::Template;

use super::address::Address;
use super::frame::Frame;
use super::link::Link;
use super::reader::Reader;
use crate::store::{Error, Store};

/// What is wrong with a request.
#[derive(Debug, Default)]
pub struct Wrong {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong, in English, as programs are told it.
    pub detail: String,
    /// Every mistake of a query string: the parameter, what is wrong with it.
    pub mistakes: Vec<(String, String)>,
    /// A path and query that work.
    pub again: Option<String>,
    /// What could be asked instead: addresses, and what each is, in English.
    pub ways: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "problem.html", config = "src/pages/askama.toml")]
struct Page<'a> {
    frame: Frame,
    heading: &'a str,
    wrong: &'a Wrong,
    again: Option<Link>,
    ways: Vec<(Link, &'a str)>,
}

/// The page of a problem at an address.
///
/// # Errors
/// When the template fails.
pub fn problem<'a>(store: &Store, reader: &Reader, address: &str, wrong: &'a Wrong) -> Result<String, Error> {
    let mut frame = Frame::new(store, reader, &Address::of(address), "");
    let words = frame.words;
    let heading = match wrong.status {
        400 => words.t("wrong_query"),
        404 => words.t("wrong_nothing"),
        422 => words.t("wrong_sum"),
        410 => words.t("wrong_gone"),
        503 => words.t("wrong_late"),
        _ => words.t("wrong_other"),
    };
    heading.clone_into(&mut frame.title);
    let again = wrong.again.as_ref().map(|again| Link::to(reader.link(again), again.clone()));
    let way = |(address, what): &'a (String, String)| (Link::to(reader.link(address), address.clone()), what.as_str());
    let ways: Vec<_> = wrong.ways.iter().map(way).collect();
    let again = again.filter(|_| ways.is_empty());
    let page = Page { frame, heading, wrong, again, ways };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}
