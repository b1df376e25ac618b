//! A value as a page shows it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::link::Link;
use super::names::Names;
use super::reader::Reader;
use super::said;
use super::titles::leads_to_facts;
use super::words::Words;
use crate::data::{Labels, labels};
use crate::kinds::{COUNTRIES, facts};
use crate::model::{Column, Filter, Kind, Type};
use crate::render::csv::json_cell;

/// What is needed to say what stands in rows.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// What things are called.
    pub names: &'a Names,
    /// What facts are called that rows lead to, with the names of their lists.
    pub titles: &'a BTreeMap<String, Link>,
    /// Who reads.
    pub reader: &'a Reader,
}

impl Teller<'_> {
    /// The labels of the reader's language.
    pub fn labels(&self) -> &'static Labels {
        labels(self.reader.language)
    }

    /// The words of the interface.
    pub fn words(&self) -> &'static Words {
        Words::of(self.reader.language)
    }

    /// What a column is called.
    pub fn column<'b>(&self, name: &'b str) -> &'b str {
        self.labels().columns.get(name).map_or(name, String::as_str)
    }

    /// What a kind is called.
    pub fn kind(&self, kind: &Kind) -> &'static str {
        self.labels().kinds.get(kind.name).map_or(kind.name, String::as_str)
    }

    /// What stands in a column of a row, as links and texts.
    pub fn cell(&self, row: &Map<String, Json>, column: &Column) -> Vec<Link> {
        match (column.name, row.get(column.name)) {
            (_, None | Some(Json::Null)) => Vec::new(),
            ("value", _) => said::figure(row, self.reader.language).map(Link::plain).into_iter().collect(),
            ("value_low" | "value_high", Some(Json::Number(bound))) => {
                said::bound(row, bound, self.reader.language).map(Link::plain).into_iter().collect()
            }
            (_, Some(Json::Array(values))) => values.iter().map(|value| self.value(column, value)).collect(),
            (_, Some(value)) => vec![self.value(column, value)],
        }
    }

    /// A single value of a column.
    pub fn value(&self, column: &Column, value: &Json) -> Link {
        let text = json_cell(value).into_owned();
        if column.name == "kind" {
            let kind = facts().find(|kind| kind.singular == text);
            return kind.map_or_else(|| Link::plain(text.clone()), |kind| Link::plain(self.kind(kind)));
        }
        match column.ty {
            Type::Choice(_) => Link::plain(self.choice(column.name, &text)),
            Type::Edtf => Link::plain(said::period(&text, self.reader.language)).with_more(&text),
            Type::Date => Link::plain(said::period(&text, self.reader.language)),
            Type::Bool => Link::plain(self.words().t(if text == "true" { "yes" } else { "no" })),
            Type::Url => Link::to(text.clone(), host(&text)).with_more(&text),
            Type::Code if column.filter != Filter::None && column.name != "id" && column.name != "alpha2" => {
                self.place(&text)
            }
            _ if leads_to_facts(column) => self.fact(&text),
            _ if column.targets().0.is_empty() => Link::plain(text),
            _ => self.reference(column, &text),
        }
    }

    /// What a word of a choice is called.
    pub fn choice(&self, column: &str, word: &str) -> String {
        let found = self.labels().choices.get(column).and_then(|words| words.get(word));
        found.map_or_else(|| word.replace('_', " "), Clone::clone)
    }

    /// A country by its code, or a region.
    fn place(&self, code: &str) -> Link {
        if !self.names.has(&COUNTRIES, code) {
            return self.region(code);
        }
        let name = self.names.get(&COUNTRIES, code, self.reader.place()).full;
        Link::to(self.reader.link(&format!("/{}/{code}", COUNTRIES.name)), name)
    }

    /// A region by its code; what has no name stays as it is.
    fn region(&self, code: &str) -> Link {
        let key = format!("region.{code}");
        let name = self.words().t(&key);
        Link::plain(if name == key { code } else { name }).with_more(code)
    }

    /// A fact that a row leads to.
    fn fact(&self, id: &str) -> Link {
        let unknown = || Link::to(self.reader.link(&format!("/facts/{id}")), id);
        self.titles.get(id).cloned().unwrap_or_else(unknown)
    }

    /// Something that a row refers to.
    fn reference(&self, column: &Column, id: &str) -> Link {
        let (kinds, _) = column.targets();
        let Some(kind) = kinds.iter().find(|kind| self.names.has(kind, id)) else { return self.region(id) };
        let name = self.names.get(kind, id, self.reader.place());
        Link::to(self.reader.link(&format!("/{}/{id}", kind.name)), name.short).with_more(&name.full)
    }
}

/// The host of a web address, which is what a reader wants to know of it.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
