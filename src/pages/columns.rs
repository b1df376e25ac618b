//! Which columns a table shows where the query does not say: what tells rows apart, not all that is known of them.

use crate::model::{Column, Kind, Role, Type};
use crate::query::{Query, SNIPPET};

/// Most own columns of a kind in its table.
const OWN: usize = 2;
/// Most columns of a table of what facts refer to.
const REFERENCE: usize = 6;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Its name.
    pub name: &'static str,
    /// Its declaration; `None` for the words around what was found.
    pub column: Option<&'static Column>,
    /// Whether it is what the row is called by.
    pub is_heading: bool,
}

/// The columns of a query's table, in their order.
pub fn columns(query: &Query, language: &str) -> Vec<Shown> {
    let kind = query.kind;
    let heading = heading(kind, language);
    let shown = |name: &'static str| Shown { name, column: kind.column(name), is_heading: Some(name) == heading };
    match &query.fields {
        Some(fields) => fields
            .iter()
            .map(|name| Shown { column: kind.column(name).filter(|_| *name != SNIPPET), ..shown(name) })
            .collect(),
        None if kind.role == Role::Reference => of_reference(kind, heading).map(shown).collect(),
        None => of_facts(kind).map(shown).collect(),
    }
}

/// The column that a row is called by.
pub fn heading(kind: &Kind, language: &str) -> Option<&'static str> {
    let name = format!("name_{language}");
    let there = |wanted: &str| kind.shown().find(|column| column.name == wanted).map(|column| column.name);
    there("title").or_else(|| there("name")).or_else(|| there(&name))
}

fn of_facts(kind: &'static Kind) -> impl Iterator<Item = &'static str> {
    let own = kind.columns.iter().filter(|column| column.shown && matches!(column.ty, Type::Choice(_)));
    let own =
        own.filter(|column| kind.role == Role::Fact && column.param == column.name).map(|column| column.name).take(OWN);
    let all = ["date", "title", "value", "kind"].into_iter();
    let all = all.filter(move |name| match *name {
        "value" => kind.role != Role::Fact && kind.column("value").is_some(),
        "kind" => kind.role == Role::Union,
        _ => true,
    });
    all.chain(own).chain(["countries", "sources"]).filter(|name| kind.column(name).is_some())
}

fn of_reference(kind: &'static Kind, heading: Option<&'static str>) -> impl Iterator<Item = &'static str> {
    let tells = |column: &&Column| {
        let is_short = matches!(
            column.ty,
            Type::Choice(_)
                | Type::Ref(_)
                | Type::Refs(_)
                | Type::Text
                | Type::Texts
                | Type::Edtf
                | Type::Date
                | Type::Bool
        );
        let is_other = column.name.starts_with("name") || column.name.starts_with("abbreviation_");
        let is_aside =
            ["id", "title", "file", "sha256", "licence_note", "aliases", "verified", "language"].contains(&column.name);
        is_short && !is_other && !is_aside && !column.name.ends_with("_as_of")
    };
    heading.into_iter().chain(kind.shown().filter(tells).map(|column| column.name)).take(REFERENCE)
}
