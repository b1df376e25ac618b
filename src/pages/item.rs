//! One row as a page: a fact with what proves it and what stands beside it, or something that facts refer to with all that
//! is known of it.

use std::sync::Arc;

use askama::Template;
use serde_json::{Map, Value as Json};

use super::address::Address;
use super::cell::Teller;
use super::columns::heading;
use super::evidence::{Proof, proofs};
use super::frame::Frame;
use super::known::{Known, known, refers};
use super::link::Link;
use super::names::Names;
use super::numberline::{Mark, marks};
use super::paragraphs::{Read, read};
use super::picture::{Picture, picture};
use super::reader::Reader;
use super::related::{Beside, Change, beside, changes, made_of};
use super::report::Report;
use super::said;
use super::titles::titles;
use super::usage::{self, Used};
use super::words::Words;
use crate::cite::Citation;
use crate::files::FORMATS;
use crate::kinds::{COUNTRIES, SOURCES, measured};
use crate::model::{Column, Kind, Type};
use crate::query::{Condition, Query, Test, parse};
use crate::store::{Error, Store};

/// Columns that the page shows in another way than as a field.
const APART: [&str; 8] = ["title", "kind", "value", "evidence", "related", "derived_from", "note", "name"];

/// A field: what it is called, what stands in it.
type Field = (String, Vec<Link>);

#[derive(Template)]
#[template(path = "item.html", config = "src/pages/askama.toml")]
struct Page {
    frame: Frame,
    /// The list in which it stands.
    list: Link,
    heading: String,
    /// The figure as people write it; empty where it has none.
    figure: String,
    /// When, in words.
    period: String,
    note: String,
    marks: Vec<Mark>,
    proofs: Vec<Proof>,
    fields: Vec<Field>,
    beside: Vec<Beside>,
    made_of: Vec<Beside>,
    makes: Vec<Beside>,
    known: Option<Known>,
    /// The figures that there are of a country, a chart a kind.
    pictures: Vec<(Link, Picture)>,
    read: Read,
    compare: Option<Compare>,
    changes: Vec<Change>,
    usage: Vec<usage::Way>,
    citation: String,
    report: Report,
}

/// The page of a row, which is a JSON object; `address` is that of its JSON.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn item(
    store: &Arc<Store>,
    names: &Names,
    reader: &Reader,
    kind: &'static Kind,
    row: &str,
    address: &str,
) -> Result<String, Error> {
    let row: Map<String, Json> = serde_json::from_str(row).unwrap_or_default();
    let text = |column: &str| row.get(column).and_then(Json::as_str).unwrap_or_default();
    let id = text("id").to_owned();
    let titles = titles(store, reader, kind, std::slice::from_ref(&row)).await?;
    let teller = Teller { names, titles: &titles, reader };
    let address = Address::of(address).without(&["lang"]);
    let called = called(&teller, kind, &row, &id);
    let mut frame = Frame::new(store, reader, &address, &called);
    frame.api = address.ending(".json").to_string();
    frame.description = format!("{called}. {}", frame.words.t("promise"));
    let cited = Citation::of(store, &alone(kind, &id), &address.to_string(), &reader.base).await?;
    let citation = cited.text();
    let known = known(store, &teller, kind, &id).await?;
    let used = Used {
        json: &address,
        list: &all(kind, &id),
        formats: &FORMATS,
        name: kind.name,
        title: &called,
        picture: None,
        citation: &citation,
    };
    let page = Page {
        usage: usage::ways(reader, &used),
        list: Link::to(reader.link(&format!("/{}", kind.name)), teller.kind(kind)),
        figure: said::figure(&row, reader.language).unwrap_or_default(),
        period: Some(text("date"))
            .filter(|date| !date.is_empty())
            .map_or_else(String::new, |date| said::period(date, reader.language)),
        note: text("note").to_owned(),
        marks: marks(store, &teller, kind, &row).await?,
        proofs: proofs(&teller, row.get("evidence")),
        fields: fields(&teller, kind, &row),
        beside: beside(store, &teller, row.get("related")).await?,
        made_of: made_of(store, &teller, row.get("derived_from")).await?,
        makes: super::related::makes(store, &teller, kind, &id).await?,
        read: known
            .as_ref()
            .filter(|_| *kind == SOURCES)
            .map(|known| read(&teller, &id, &row, known, &store.about.excused))
            .unwrap_or_default(),
        compare: compare(&teller, kind, &id),
        pictures: if known.is_some() && *kind == COUNTRIES { pictures(store, &teller, &id).await? } else { Vec::new() },
        known,
        changes: changes(store, &teller, kind, &id).await?,
        citation,
        report: Report::new(&store.about.manifest, reader, (&id, &called), &address),
        heading: called,
        frame,
    };
    page.render().map_err(|error| Error::Broken(error.to_string()))
}

/// The charts of the figures of a country, each with its list.
async fn pictures(store: &Arc<Store>, teller: &Teller<'_>, id: &str) -> Result<Vec<(Link, Picture)>, Error> {
    let mut pictures = Vec::new();
    for kind in measured() {
        let address = Address::of(&format!("/{}", kind.name)).with("country", id);
        let Ok(query) = parse(kind, &format!("country={id}"), &store.about.vocabulary, &store.about.content) else {
            continue;
        };
        let list = Link::to(teller.reader.href(&address), teller.kind(kind));
        pictures.extend(picture(store, teller.reader, &query, &address).await?.map(|picture| (list, picture)));
    }
    Ok(pictures)
}

/// What something can be compared with.
#[derive(Debug)]
pub struct Compare {
    /// The parameter that names both.
    pub param: &'static str,
    /// This one.
    pub id: String,
    /// The others: ids and names.
    pub others: Vec<(String, String)>,
}

fn compare(teller: &Teller<'_>, kind: &'static Kind, id: &str) -> Option<Compare> {
    let column = refers(kind).filter(|_| [&COUNTRIES, &SOURCES].contains(&kind))?;
    let others = teller.names.all(kind, teller.reader.place()).into_iter().filter(|(other, _)| other != id);
    let others = others.map(|(id, name)| (id, if *kind == SOURCES { name.short } else { name.full })).collect();
    Some(Compare { param: column.param, id: id.to_owned(), others })
}

/// What a row is called.
fn called(teller: &Teller<'_>, kind: &Kind, row: &Map<String, Json>, id: &str) -> String {
    let name = teller.names.get(kind, id, teller.reader.place()).full;
    if teller.names.has(kind, id) {
        return name;
    }
    let column = heading(kind, teller.reader.language);
    column.and_then(|column| row.get(column)?.as_str()).unwrap_or(id).to_owned()
}

/// Every other column that says something, in the declared order.
fn fields(teller: &Teller<'_>, kind: &'static Kind, row: &Map<String, Json>) -> Vec<Field> {
    let is_field =
        |column: &&Column| !APART.contains(&column.name) && !matches!(column.ty, Type::Evidence | Type::Related);
    let field = |column: &'static Column| (teller.column(column.name).to_owned(), teller.cell(row, column));
    kind.shown().filter(is_field).map(field).filter(|(_, parts)| !parts.is_empty()).collect()
}

/// The list that has one row alone, derived or not.
fn all(kind: &Kind, id: &str) -> Address {
    let list = Address::of(&format!("/{}", kind.name)).with("id", id);
    if kind.is_fact() { list.with("basis", "stated,inferred,derived") } else { list }
}

/// The query that finds one row alone, derived or not.
fn alone(kind: &'static Kind, id: &str) -> Query {
    let column = kind.column("id").into_iter();
    let is_it =
        |column| Condition { column, test: Test::AnyOf, values: vec![crate::model::Value::Text(id.to_owned())] };
    Query { conditions: column.map(is_it).collect(), ..Query::all(kind) }
}

impl Page {
    fn words(&self) -> &'static Words {
        self.frame.words
    }
}
