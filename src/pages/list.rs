//! A list as a page: what it is limited to, its rows, where to go on.

use std::sync::Arc;

use askama::Template;

use super::address::Address;
use super::cell::Teller;
use super::chips::chips;
use super::filters::{Filters, filters};
use super::frame::Frame;
use super::link::Link;
use super::names::Names;
use super::pairs::{Pair, pairs};
use super::picture::{Picture, picture};
use super::reader::Reader;
use super::row;
use super::said::count;
use super::sides::{Side, sides};
use super::table::{Table, table};
use super::titles::titles;
use super::usage::{self, Used};
use crate::cite::Citation;
use crate::files::{FORMATS, Format};
use crate::query::Query;
use crate::render::envelope::Hint;
use crate::store::{Error, Store};

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
    table: Table,
    pairs: Vec<Pair>,
    sides: Vec<Side>,
    next: Option<String>,
    first: Option<String>,
    ways: Vec<Way>,
    files: Vec<Link>,
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
    let rows = row::read(&answered.rows);
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
        name: query.kind.name,
        title: heading,
        picture: picture.as_ref().map(|picture| &picture.address),
        citation: &cited.text(),
    };
    let usage = usage::ways(reader, &used);
    let page = Page {
        heading,
        about: frame.description.clone(),
        filters: filters(store, &teller, query, &address).await?,
        action: bare.clone(),
        chips: chips(&teller, query, &address),
        all: reader.link(&bare),
        count: count(answered.total, reader.language),
        picture,
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

/// The same rows as files.
fn files(address: &Address) -> Vec<Link> {
    let address = address.without(&["cursor", "facets", "limit"]);
    let file = |format: Format| {
        let suffix = if format == Format::Json { ".json" } else { format.suffix() };
        Link::to(address.ending(suffix).to_string(), format.name().to_uppercase())
    };
    FORMATS.into_iter().map(file).collect()
}
