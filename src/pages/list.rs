//! A list as a page: what it is limited to, its rows, where to go on.

use std::sync::Arc;

use askama::Template;

use super::address::Address;
use super::cell::Teller;
use super::chips::chips;
use super::columns::columns;
use super::filters::{Filters, filters};
use super::frame::Frame;
use super::link::Link;
use super::map::{Map, has_places, map_of};
use super::names::Names;
use super::pairs::{Pair, pairs};
use super::partly::read_partly;
use super::picture::{Picture, picture, rows_of};
use super::reader::Reader;
use super::said::count;
use super::sides::{Side, sides};
use super::table::{Table, table};
use super::titles::titles;
use super::usage::{self, Used};
use super::words::Words;
use crate::cite::Citation;
use crate::files::{FORMATS, Format};
use crate::query::{BY, Query};
use crate::render::envelope::Hint;
use crate::store::{Error, Store};

/// Columns without which others cannot be told, and those that say which facts a relation has.
const TELLING: [&str; 8] = ["id", "kind", "unit", "qualifier", "fact", "other", "type", "note"];

/// One page of a list, as the list itself answers it.
#[derive(Debug)]
pub struct Answered {
    /// The rows as JSON objects, joined by commas.
    pub rows: String,
    /// How many rows match in all.
    pub total: u64,
    /// Where the next page is.
    pub next: Option<String>,
    /// Why there are no rows.
    pub hints: Vec<Hint>,
}

/// A reason for an empty list, with what finds rows.
#[derive(Debug)]
pub struct Way {
    /// Where rows are.
    pub link: Link,
    /// Why there are none here.
    pub reason: String,
    /// How many there are.
    pub total: String,
}

#[derive(Template)]
#[template(path = "list.html", config = "src/pages/askama.toml")]
struct Page<'a> {
    frame: Frame,
    heading: &'a str,
    about: String,
    filters: Filters,
    /// Where the form leads.
    action: String,
    chips: Vec<Link>,
    /// The list without conditions.
    all: String,
    count: String,
    picture: Option<Picture>,
    map: Option<Map>,
    /// Whether the map is in sight at once.
    is_mapped: bool,
    table: Table,
    pairs: Vec<Pair>,
    sides: Vec<Side>,
    next: Option<String>,
    first: Option<String>,
    ways: Vec<Way>,
    /// Where words with a figure in them are held against the facts, where none has these words.
    claim: String,
    files: Vec<Link>,
    /// Other answers about the same rows.
    others: Vec<Link>,
    usage: Vec<usage::Way>,
    /// The same with figures computed from others, where these are left out.
    derived: Option<String>,
}

/// The page of a list; `address` is that of its JSON.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn list(
    store: &Arc<Store>,
    names: &Names,
    reader: &Reader,
    query: &Query,
    address: &str,
    answered: Answered,
) -> Result<String, Error> {
    let shown = columns(query, reader.language);
    let wanted: Vec<&str> = shown.iter().map(|shown| shown.name).chain(TELLING).collect();
    let rows = read_partly(&answered.rows, &wanted);
    let titles = titles(store, reader, query.kind, &rows).await?;
    let teller = Teller { names, titles: &titles, reader };
    let address = Address::of(address).without(&["lang"]);
    let heading = teller.kind(query.kind);
    let mut frame = Frame::new(store, reader, &address, heading);
    let words = frame.words;
    frame.api = address.ending(".json").to_string();
    frame.description = words.t(&format!("kind.{}", query.kind.name)).to_owned();
    let bare = format!("/{}", query.kind.name);
    let cited = Citation::of(store, query, &address.to_string(), &reader.base).await?;
    let picture = picture(store, reader, query, &address).await?;
    let used = Used {
        json: &address.without(&["cursor"]),
        list: &address.without(&["cursor", "facets"]),
        formats: &FORMATS,
        name: query.kind.name,
        title: heading,
        picture: picture.as_ref().map(|picture| &picture.address),
        citation: &cited.text(),
    };
    let usage = usage::ways(reader, &used);
    let filters = filters(store, &teller, query, &address).await?;
    let page = Page {
        heading,
        about: frame.description.clone(),
        others: others(reader, query, &address, &filters),
        filters,
        action: bare.clone(),
        chips: chips(&teller, query, &address),
        all: reader.link(&bare),
        count: count(answered.total, reader.language),
        picture,
        map: map_of(store, &teller, query, &address).await?,
        is_mapped: has_places(query.kind),
        table: table(&teller, query, &address, &rows),
        pairs: pairs(store, &teller, query.kind, &rows).await?,
        sides: sides(store, &teller, query, &address).await?,
        next: answered.next.map(|next| reader.href(&Address::of(&next).without(&["lang"]))),
        first: query.cursor.map(|_| reader.href(&address.without(&["cursor"]))),
        ways: answered
            .hints
            .iter()
            .map(|hint| way(reader, words.t(&format!("reason.{}", hint.reason)), hint))
            .collect(),
        claim: Some(address.get("q"))
            .filter(|words| answered.total == 0 && words.contains(|c: char| c.is_ascii_digit()))
            .map_or_else(String::new, |words| reader.href(&Address::of("/check").with("claim", words))),
        files: files(&address),
        usage,
        derived: derived(query, &address).map(|address| reader.href(&address)),
        frame,
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

fn way(reader: &Reader, reason: &str, hint: &Hint) -> Way {
    Way {
        link: Link::to(reader.link(&hint.again), hint.again.clone()),
        reason: reason.to_owned(),
        total: count(hint.total, reader.language),
    }
}

/// The list with derived facts beside the others.
fn derived(query: &Query, address: &Address) -> Option<Address> {
    let is_left_out =
        query.kind.column("basis").is_some() && !address.pairs().iter().any(|(name, _)| name.starts_with("basis"));
    is_left_out.then(|| address.without(&["cursor"]).with("basis", "stated,inferred,derived"))
}

/// The same rows counted, by the first column of which nothing is chosen, over time and added up.
fn others(reader: &Reader, query: &Query, address: &Address, filters: &Filters) -> Vec<Link> {
    let (words, rows) = (Words::of(reader.language), rows_of(query.kind, address));
    let link = |path: &str, key| Link::to(reader.href(&rows.ending(path)), words.t(key));
    let by = filters.first.iter().find(|clause| clause.chosen.is_empty()).map(|clause| clause.name);
    let groups = by.map(|by| Link::to(reader.href(&rows.ending("/groups").with(BY, by)), words.t("as_groups")));
    let figures = [("/series", "as_series"), ("/total", "as_total")].map(|(path, key)| link(path, key));
    groups.into_iter().chain(figures.into_iter().filter(|_| query.kind.is_measured())).collect()
}

/// The same rows as files.
fn files(address: &Address) -> Vec<Link> {
    let address = address.without(&["cursor", "facets", "limit"]);
    let file = |format: Format| {
        let suffix = if format == Format::Json { ".json" } else { format.suffix() };
        Link::to(address.ending(suffix).to_string(), format.name().to_uppercase())
    };
    FORMATS.into_iter().map(file).collect()
}
