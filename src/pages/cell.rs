//! A value as a page shows it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::link::Link;
use super::names::{Name, Names};
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
    pub fn column(&self, name: &'static str) -> &'static str {
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
        let text = json_cell(value);
        match column.ty {
            Type::Edtf => Link::plain(said::period(&text, self.reader.language)).with_more(&text),
            Type::Url => Link::to(text.clone(), host(&text)).with_more(&text),
            _ if is_place(column) => self.place(&text),
            _ if leads_to_facts(column) => self.fact(&text),
            _ if column.targets().0.is_empty() => Link::plain(self.text(column, &text)),
            _ => self.reference(column, &text),
        }
    }

    /// The same without where it leads.
    pub fn text(&self, column: &Column, text: &str) -> String {
        let place = self.reader.place();
        match column.ty {
            _ if column.name == "kind" => {
                let kind = facts().find(|kind| kind.singular == text);
                kind.map_or(text, |kind| self.kind(kind)).to_owned()
            }
            Type::Choice(_) => self.choice(column.name, text),
            Type::Edtf | Type::Date => said::period(text, self.reader.language),
            Type::Bool => self.words().t(if text == "true" { "yes" } else { "no" }).to_owned(),
            Type::Url => host(text).to_owned(),
            _ if is_place(column) => match self.names.find(&COUNTRIES, text, place) {
                Some(name) => name.full.clone(),
                None => self.region(text).text,
            },
            _ if leads_to_facts(column) => self.fact(text).text,
            _ => match self.named(column, text) {
                Some((_, name)) => name.short.clone(),
                None if column.targets().0.is_empty() => text.to_owned(),
                None => self.region(text).text,
            },
        }
    }

    /// What a word of a choice is called.
    pub fn choice(&self, column: &str, word: &str) -> String {
        let found = self.labels().choices.get(column).and_then(|words| words.get(word));
        found.map_or_else(|| word.replace('_', " "), Clone::clone)
    }

    /// A country by its code, or a region.
    fn place(&self, code: &str) -> Link {
        match self.names.find(&COUNTRIES, code, self.reader.place()) {
            Some(name) => Link::to(self.reader.link(&format!("/{}/{code}", COUNTRIES.name)), name.full.as_str()),
            None => self.region(code),
        }
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
        let Some((kind, name)) = self.named(column, id) else { return self.region(id) };
        Link::to(self.reader.link(&format!("/{}/{id}", kind.name)), name.short.as_str()).with_more(&name.full)
    }

    /// What a column refers to by an id.
    fn named(&self, column: &Column, id: &str) -> Option<(&'static Kind, &Name)> {
        let find = |kind: &&'static Kind| Some((*kind, self.names.find(kind, id, self.reader.place())?));
        column.targets().0.iter().find_map(find)
    }
}

/// Whether a column has codes of countries and regions.
fn is_place(column: &Column) -> bool {
    matches!(column.ty, Type::Code) && column.filter != Filter::None && column.name != "id" && column.name != "alpha2"
}

/// The host of a web address, which is what a reader wants to know of it.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
