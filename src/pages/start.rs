//! The start page: what this is, what is in it, and questions whose answers show it.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;

use super::address::Address;
use super::cell::Teller;
use super::frame::Frame;
use super::link::Link;
use super::map::{Map, map};
use super::names::Names;
use super::picture::{Picture, picture};
use super::reader::Reader;
use super::said::count;
use super::timeline::{Timeline, timeline};
use crate::data::labels;
use crate::kinds::{SOURCES, TRADE, facts};
use crate::query::parse;
use crate::store::{Error, Store};

/// What the chart of the start page shows: trade by whole years, also those that follow from growth rates.
const TRADE_OVER_TIME: &str = "/trade?basis=stated,inferred,derived&flow=total&measure=value&partner=LAC&period=year";

/// Questions and the addresses of their answers.
const QUESTIONS: [(&str, &str); 6] = [
    ("question.trade", "/trade?flow=total&measure=value&partner=LAC&sort=start"),
    ("question.partners", "/agreements?type=strategic_partnership,partnership"),
    ("question.visits", "/visits?level=head_of_state&direction=to_lac"),
    ("question.projects", "/projects?status=operating,inaugurated,under_construction"),
    ("question.brazil", "/facts?country=BRA"),
    ("question.contradicts", "/relations?type=contradicts"),
];

/// A list with what its rows are and how many there are.
#[derive(Debug)]
pub struct Shelf {
    /// The list.
    pub link: Link,
    /// What its rows are.
    pub about: String,
    /// How many there are.
    pub count: String,
}

#[derive(Template)]
#[template(path = "start.html", config = "src/pages/askama.toml")]
struct Page {
    frame: Frame,
    coverage: String,
    trade: Option<Picture>,
    trade_list: String,
    map: Map,
    timeline: Timeline,
    shelves: Vec<Shelf>,
    questions: Vec<Link>,
}

/// The start page.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn start(store: &Arc<Store>, names: &Names, reader: &Reader) -> Result<String, Error> {
    let mut frame = Frame::new(store, reader, &Address::of("/"), "");
    let (words, labels, summary) = (frame.words, labels(reader.language), &store.about.summary);
    frame.description = words.t("what_line").to_owned();
    let number = |number: i64| count(u64::try_from(number).unwrap_or(0), reader.language);
    let coverage = words.fill(
        "coverage_line",
        &[
            ("facts", &number(summary.facts)),
            ("sources", &number(summary.rows(&SOURCES))),
            ("countries", &count(summary.countries.len() as u64, reader.language)),
            ("from", &year(summary.from.as_deref())),
            ("to", &year(summary.to.as_deref())),
        ],
    );
    let shelf = |kind: &'static crate::model::Kind| Shelf {
        link: Link::to(
            reader.link(&format!("/{}", kind.name)),
            labels.kinds.get(kind.name).map_or(kind.name, String::as_str),
        ),
        about: words.t(&format!("kind.{}", kind.name)).to_owned(),
        count: number(summary.rows(kind)),
    };
    let teller = Teller { names, titles: &BTreeMap::new(), reader };
    let question = |(key, address): (&str, &str)| Link::to(reader.link(address), words.t(key));
    let page = Page {
        coverage,
        trade: trade(store, reader).await?,
        trade_list: reader.link(TRADE_OVER_TIME),
        map: map(store, &teller).await?,
        timeline: timeline(store, &teller).await?,
        shelves: facts().map(shelf).collect(),
        questions: QUESTIONS.into_iter().map(question).collect(),
        frame,
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

async fn trade(store: &Arc<Store>, reader: &Reader) -> Result<Option<Picture>, Error> {
    let asked = TRADE_OVER_TIME.split_once('?').map_or("", |(_, text)| text);
    match parse(&TRADE, asked, &store.about.vocabulary, &store.about.content) {
        Ok(query) => picture(store, reader, &query, &Address::of(TRADE_OVER_TIME)).await,
        Err(_) => Ok(None),
    }
}

fn year(day: Option<&str>) -> String {
    day.unwrap_or_default().chars().take(4).collect()
}
