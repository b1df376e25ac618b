//! Groups as a page: how many rows there are of each value, each number leading to its rows.

use std::sync::Arc;

use askama::Template;
use serde_json::Value as Json;

use super::address::Address;
use super::cell::Teller;
use super::chips::{chips, option};
use super::frame::Frame;
use super::link::Link;
use super::list::Answered;
use super::names::Names;
use super::reader::Reader;
use super::row::{Row, read};
use super::said::count;
use super::usage::{self, Used};
use super::words::Words;
use crate::cite::Citation;
use crate::files::GROUP_FORMATS;
use crate::model::Column;
use crate::query::{BY, Query, countable};
use crate::render::csv::json_cell;
use crate::store::{Error, Store};

/// How wide the longest bar is.
const WIDTH: u64 = 240;

/// A group.
#[derive(Debug)]
struct Group {
    /// Its values.
    values: Vec<Link>,
    /// How many rows, with their list where one condition for each column finds them.
    count: Link,
    /// How long its bar is.
    bar: u64,
}

/// A choice of a column to count by.
type By = (&'static str, String, bool);

#[derive(Template)]
#[template(path = "groups.html", config = "src/pages/askama.toml")]
struct Page {
    frame: Frame,
    list: Link,
    heading: String,
    chips: Vec<Link>,
    all: String,
    action: String,
    /// The columns to count by, for the first and the second choice.
    choices: [Vec<By>; 2],
    /// Parameters that stay as they are.
    kept: Vec<(String, String)>,
    total: String,
    heads: Vec<String>,
    groups: Vec<Group>,
    next: Option<String>,
    first: Option<String>,
    usage: Vec<usage::Way>,
}

/// The page of groups; `address` is that of their JSON.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn groups(
    store: &Arc<Store>,
    names: &Names,
    reader: &Reader,
    query: &Query,
    address: &str,
    answered: Answered,
) -> Result<String, Error> {
    let teller = Teller { names, titles: &std::collections::BTreeMap::new(), reader };
    let address = Address::of(address).without(&["lang"]);
    let list = Link::to(reader.href(&listed(query, &address)), teller.kind(query.kind));
    let heads: Vec<String> = query.group_by.iter().map(|column| teller.column(column.name).to_owned()).collect();
    let words = Words::of(reader.language);
    let heading = words.fill("counted_by", &[("list", list.text.as_str()), ("by", &heads.join(", "))]);
    let mut frame = Frame::new(store, reader, &address, &heading);
    frame.api = address.ending(".json").to_string();
    frame.description = format!("{heading}. {}", words.t(&format!("kind.{}", query.kind.name)));
    let cited = Citation::of(store, query, &address.to_string(), &reader.base).await?;
    let used = Used {
        json: &address.without(&["cursor"]),
        list: &address.without(&["cursor"]),
        formats: &GROUP_FORMATS,
        name: query.kind.name,
        title: &heading,
        picture: None,
        citation: &cited.text(),
    };
    let rows = read(&answered.rows);
    let most = rows.iter().map(counted).max().unwrap_or(0).max(1);
    let group = |row: &Row| group(&teller, query, &address, row, most);
    let page = Page {
        chips: chips(&teller, query, &address),
        all: reader.href(&Address::of(&query.path()).with(BY, address.get(BY))),
        action: query.path(),
        choices: [0, 1].map(|at| choices(&teller, query, at)),
        kept: address.pairs().iter().filter(|(name, _)| ![BY, "cursor"].contains(&name.as_str())).cloned().collect(),
        total: count(answered.total, reader.language),
        groups: rows.iter().map(group).collect(),
        next: answered.next.map(|next| reader.href(&Address::of(&next))),
        first: query.cursor.map(|_| reader.href(&address.without(&["cursor"]))),
        usage: usage::ways(reader, &used),
        heads,
        list,
        heading,
        frame,
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

/// The list whose rows groups, series or a total are made of.
pub fn listed(query: &Query, address: &Address) -> Address {
    address.without(&[BY, "cursor", "limit", "width", "bom"]).at(&format!("/{}", query.kind.name))
}

fn counted(row: &Row) -> u64 {
    row.get("count").and_then(Json::as_u64).unwrap_or(0)
}

fn group(teller: &Teller<'_>, query: &Query, address: &Address, row: &Row, most: u64) -> Group {
    let (mut list, mut is_list) = (listed(query, address), true);
    let mut values = Vec::new();
    for column in &query.group_by {
        let value = row.get(column.param).unwrap_or(&Json::Null);
        let word = if value.is_null() { "null".into() } else { json_cell(value) };
        // A second condition on a column would be another question, and a word with a comma would be two.
        is_list &= !word.contains(',') && list.get(column.param).is_empty();
        list = list.with(column.param, &word);
        values.push(if value.is_null() {
            Link::plain(option(teller, column, &word))
        } else {
            teller.value(column, value)
        });
    }
    let number = count(counted(row), teller.reader.language);
    let count = if is_list { Link::to(teller.reader.href(&list), number) } else { Link::plain(number) };
    Group { values, count, bar: (counted(row) * WIDTH).div_ceil(most) }
}

/// The columns that rows can be counted by, with the one that is chosen at a place.
fn choices(teller: &Teller<'_>, query: &Query, at: usize) -> Vec<By> {
    let chosen = query.group_by.get(at).map(|column| column.name);
    let choice =
        |column: &'static Column| (column.param, teller.column(column.name).to_owned(), chosen == Some(column.name));
    countable(query.kind).filter(|column| column.shown).map(choice).collect()
}
