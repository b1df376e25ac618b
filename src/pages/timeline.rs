//! What happened when: a dot for each visit, event and agreement above its year.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address::Address;
use super::cell::Teller;
use super::link::Link;
use super::row::{rows, text};
use super::table::home;
use crate::kinds::{FACTS, facts};
use crate::model::Kind;
use crate::query::parse;
use crate::store::{Error, Store};

/// The kinds of what happens, by their plural names.
const KINDS: [&str; 3] = ["visits", "events", "agreements"];
/// Room for a year, and for a dot.
const YEAR: usize = 24;
const DOT: usize = 12;

/// A timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    /// Its size.
    pub width: usize,
    /// The same.
    pub height: usize,
    /// What the colours stand for.
    pub kinds: Vec<(usize, Link)>,
    /// The dots.
    pub dots: Vec<Dot>,
    /// Years to be written below: where, which.
    pub years: Vec<(usize, String)>,
    /// How many there are in each year that has some, with their list.
    pub tally: Vec<(Link, usize)>,
    /// All of them, as a list.
    pub all: String,
}

/// Something that happened.
#[derive(Debug)]
pub struct Dot {
    /// Its page, its title with its period.
    pub link: Link,
    /// The place of its kind in the legend.
    pub kind: usize,
    /// Where it is drawn.
    pub x: usize,
    /// The same.
    pub y: usize,
}

/// The timeline of a dataset.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn timeline(store: &Arc<Store>, teller: &Teller<'_>) -> Result<Timeline, Error> {
    let kinds: Vec<&Kind> = KINDS.iter().filter_map(|name| facts().find(|kind| kind.name == *name)).collect();
    let singulars: Vec<&str> = kinds.iter().map(|kind| kind.singular).collect();
    let address = Address::of("/facts").with("kind", &singulars.join(",")).with("sort", "start");
    let asked = address.to_string().split_once('?').map_or(String::new(), |(_, text)| text.to_owned());
    let Ok(query) = parse(&FACTS, &asked, &store.about.vocabulary, &store.about.content) else {
        return Ok(Timeline::default());
    };
    let rows = rows(store, teller.reader, query).await?;
    let mut years: BTreeMap<i32, Vec<(usize, Link)>> = BTreeMap::new();
    for row in &rows {
        let (year, kind) = (
            text(row, "start").get(..4).and_then(|year| year.parse().ok()),
            singulars.iter().position(|kind| *kind == text(row, "kind")),
        );
        let (Some(year), Some(kind)) = (year, kind) else { continue };
        let href = teller.reader.link(&format!("/{}/{}", home(&FACTS, row), text(row, "id")));
        years.entry(year).or_default().push((kind, Link::to(href, text(row, "title"))));
    }
    let legend = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| (at, Link::to(teller.reader.link(&format!("/{}", kind.name)), teller.kind(kind))));
    Ok(Timeline { kinds: legend.collect(), all: teller.reader.href(&address), ..drawn(teller, years, &address) })
}

fn drawn(teller: &Teller<'_>, mut years: BTreeMap<i32, Vec<(usize, Link)>>, address: &Address) -> Timeline {
    let (Some(first), Some(last)) = (years.keys().next().copied(), years.keys().last().copied()) else {
        return Timeline::default();
    };
    let most = years.values().map(Vec::len).max().unwrap_or(0);
    let height = most * DOT + DOT;
    let x = |year: i32| usize::try_from(year - first).unwrap_or(0) * YEAR + YEAR;
    let mut timeline = Timeline { width: x(last) + YEAR, height, ..Timeline::default() };
    for (year, found) in &mut years {
        found.sort_by_key(|(kind, _)| *kind);
        let in_year = address.without(&["sort"]).with("from", &year.to_string()).with("to", &year.to_string());
        timeline.tally.push((Link::to(teller.reader.href(&in_year), year.to_string()), found.len()));
        let dots = found.drain(..).enumerate().map(|(at, (kind, link))| Dot {
            link,
            kind,
            x: x(*year),
            y: height - DOT / 2 - at * DOT,
        });
        timeline.dots.extend(dots);
    }
    timeline.years = (first..=last).filter(|year| year % 5 == 0).map(|year| (x(year), year.to_string())).collect();
    timeline
}
