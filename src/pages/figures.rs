//! Series and totals as pages: figures over time, and what they add up to.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use serde_json::json;

use super::address::Address;
use super::cell::Teller;
use super::chips::chips;
use super::frame::Frame;
use super::groups::listed;
use super::link::Link;
use super::names::Names;
use super::numberline::{Mark, drawn};
use super::picture::{Picture, picture};
use super::reader::Reader;
use super::related::{Beside, by_id};
use super::told::sentence;
use super::usage::{self, Used};
use super::words::Words;
use crate::cite::Citation;
use crate::files::formats;
use crate::query::Query;
use crate::series::{Grouped, LeftOut, PERIOD, Series, Total};
use crate::store::{Error, Store};
use crate::words;

/// One quantity over time.
#[derive(Debug)]
struct Line {
    /// What it is.
    heading: String,
    /// Its figures.
    marks: Vec<Mark>,
}

#[derive(Template)]
#[template(path = "figures.html", config = "src/pages/askama.toml")]
struct Page {
    frame: Frame,
    list: Link,
    heading: String,
    chips: Vec<Link>,
    all: String,
    /// The sum; empty for series.
    sum: String,
    /// Between which bounds it lies; empty where that is not known.
    between: String,
    picture: Option<Picture>,
    lines: Vec<Line>,
    added: Vec<Beside>,
    left_out: Vec<Beside>,
    usage: Vec<usage::Way>,
}

/// What both pages share: the facts that count and those that do not; `address` is that of the JSON.
async fn page(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    address: &str,
    (key, counted, left_out): (&str, &[String], &[LeftOut]),
) -> Result<Page, Error> {
    let (reader, words) = (teller.reader, Words::of(teller.reader.language));
    let address = Address::of(address).without(&["lang"]);
    let list = Link::to(reader.href(&listed(query, &address)), teller.kind(query.kind));
    let heading = words.fill(key, &[("list", list.text.as_str())]);
    let mut frame = Frame::new(store, reader, &address, &heading);
    frame.api = address.ending(".json").to_string();
    frame.description = format!("{heading}. {}", words.t(&format!("kind.{}", query.kind.name)));
    let cited = Citation::of(store, query, &address.to_string(), &reader.base).await?;
    let used = Used {
        json: &address,
        list: &address,
        formats: formats(query.resource),
        name: query.kind.name,
        title: &heading,
        picture: None,
        citation: &cited.text(),
    };
    let ids = left_out.iter().map(|row| &row.fact).chain(counted);
    let facts = by_id(store, teller, ids.cloned().collect()).await?;
    let title = |id: &str| facts.get(id).map(|fact| fact.link.text.clone());
    let left_out = left_out
        .iter()
        .map(|row| Beside {
            reason: sentence(store, reader, &row.reason, &title),
            ..facts.get(&row.fact).cloned().unwrap_or_default()
        })
        .collect();
    Ok(Page {
        chips: chips(teller, query, &address),
        all: reader.link(&query.path()),
        sum: String::new(),
        between: String::new(),
        picture: None,
        lines: Vec::new(),
        left_out,
        added: counted.iter().filter_map(|id| facts.get(id).cloned()).collect(),
        usage: usage::ways(reader, &used),
        list,
        heading,
        frame,
    })
}

/// The page of series.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn series(
    store: &Arc<Store>,
    names: &Names,
    reader: &Reader,
    query: &Query,
    address: &str,
    found: &Grouped,
) -> Result<String, Error> {
    let teller = Teller { names, titles: &BTreeMap::new(), reader };
    let line = |(heading, series): &(String, Series)| {
        let unit = series.quantity.iter().find(|(name, _)| *name == "unit").map(|(_, value)| value.to_text());
        let marks = drawn(&teller, query.kind, &unit.unwrap_or_default(), "", series);
        Line { heading: heading.clone(), marks }
    };
    let list = listed(query, &Address::of(address).without(&["lang"]));
    let page = Page {
        picture: picture(store, reader, query, &list).await?.map(|picture| Picture { is_open: true, ..picture }),
        lines: together(&teller, &found.series).iter().map(line).collect(),
        ..page(store, &teller, query, address, ("over_time", &[], &found.left_out)).await?
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

/// The page of a total.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn total(
    store: &Arc<Store>,
    names: &Names,
    reader: &Reader,
    query: &Query,
    address: &str,
    total: &Total,
) -> Result<String, Error> {
    let teller = Teller { names, titles: &BTreeMap::new(), reader };
    let bounds = total.value_low.zip(total.value_high).filter(|(low, high)| low < high);
    let between = |(low, high)| words::range(low, high, &total.unit, reader.language);
    let page = Page {
        sum: words::amount(total.value, &total.unit, reader.language),
        between: bounds.map(between).unwrap_or_default(),
        ..page(store, &teller, query, address, ("added_up", &total.facts, &total.left_out)).await?
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

/// Series of one quantity together, whatever the lengths of their periods, as a chart has them; each figure says its own.
fn together(teller: &Teller<'_>, all: &[Series]) -> Vec<(String, Series)> {
    let mut lines: Vec<(String, Series)> = Vec::new();
    for series in all {
        let heading = quantity(teller, series);
        match lines.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, line)) => line.points.extend(series.points.iter().cloned()),
            None => lines.push((heading, series.clone())),
        }
    }
    for (_, line) in &mut lines {
        line.points.sort_by(|a, b| a.shown.start.cmp(&b.shown.start));
    }
    lines
}

/// What a series is of, in words; how long its periods are, these say.
fn quantity(teller: &Teller<'_>, series: &Series) -> String {
    let part = |(name, value): &(&str, crate::model::Value)| {
        let column = series.kind.column(name).filter(|_| !["unit", PERIOD].contains(name))?;
        let texts = match json!(value) {
            serde_json::Value::Array(values) => values.iter().map(|value| teller.value(column, value).text).collect(),
            value => vec![teller.value(column, &value).text],
        };
        Some(texts.join(", "))
    };
    let text = series.quantity.iter().filter_map(part).collect::<Vec<_>>().join(" · ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
