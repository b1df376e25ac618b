//! Rows as a table that sorts by the list's own parameter.

use serde_json::{Map, Value as Json};

use super::address::Address;
use super::cell::Teller;
use super::columns::{Shown, columns};
use super::link::Link;
use crate::model::{Kind, Type};
use crate::query::Query;

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug)]
pub struct Head {
    /// What it is called, and where it leads to sort by it.
    pub link: Link,
    /// `ascending`, `descending`; empty for a column that the rows are not sorted by.
    pub order: &'static str,
    /// How the column looks.
    pub class: &'static str,
}

/// A cell.
#[derive(Debug)]
pub struct Cell {
    /// What the column is called, for screens that have no room for heads.
    pub label: &'static str,
    /// How it looks.
    pub class: &'static str,
    /// What stands in it.
    pub parts: Vec<Link>,
    /// What stands in it where that is HTML: the words around what was found, escaped with their marks.
    pub html: String,
}

/// The table of some rows.
pub fn table(teller: &Teller<'_>, query: &Query, address: &Address, rows: &[Map<String, Json>]) -> Table {
    let mut shown = columns(query, teller.reader.language);
    if query.fields.is_none() {
        // A column in which no row says anything only takes room.
        let says = |value: &Json| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
        let says = |shown: &Shown| rows.iter().any(|row| row.get(shown.name).is_some_and(says));
        shown.retain(says);
    }
    let heads = shown.iter().map(|shown| head(teller, shown, address)).collect();
    let labelled: Vec<(&Shown, &'static str)> = shown.iter().map(|shown| (shown, teller.column(shown.name))).collect();
    let cells = |row| labelled.iter().map(|(shown, label)| cell(teller, query.kind, (shown, label), row)).collect();
    let rows = rows.iter().map(cells).collect();
    Table { heads, rows }
}

fn head(teller: &Teller<'_>, shown: &Shown, address: &Address) -> Head {
    let text =
        teller.column(if shown.is_heading && shown.name.starts_with("name_") { "name" } else { shown.name }).to_owned();
    let class = class(shown);
    let Some(column) = shown.column.filter(|column| column.is_sortable()) else {
        return Head { link: Link::plain(text), order: "", class };
    };
    // Periods are sorted by their first day: as text, EDTF has no order of time.
    let by = if matches!(column.ty, Type::Edtf) && shown.name == "date" { "start" } else { column.name };
    let sort = address.get("sort");
    let (order, next) = match sort.split(',').next() {
        Some(first) if first == by => ("ascending", format!("-{by}")),
        Some(first) if first.strip_prefix('-') == Some(by) => ("descending", String::new()),
        _ if shown.name == "value" || by == "start" => ("", format!("-{by}")),
        _ => ("", by.to_owned()),
    };
    Head { link: Link::to(teller.reader.href(&address.without(&["cursor"]).with("sort", &next)), text), order, class }
}

fn cell(teller: &Teller<'_>, kind: &Kind, (shown, label): (&Shown, &'static str), row: &Map<String, Json>) -> Cell {
    let mut parts = shown.column.map_or_else(Vec::new, |column| teller.cell(row, column));
    let id = row.get("id").and_then(Json::as_str);
    if let (true, Some(id), Some(part)) = (shown.is_heading, id, parts.first_mut()) {
        let kind = home(kind, row);
        part.href = teller.reader.link(&format!("/{kind}/{id}"));
    }
    let html = row.get(shown.name).and_then(Json::as_str).filter(|_| shown.column.is_none()).unwrap_or_default();
    Cell { label, class: class(shown), parts, html: html.to_owned() }
}

/// The list in which a row is at home: of a fact that of its kind.
pub fn home<'a>(kind: &'a Kind, row: &Map<String, Json>) -> &'a str {
    let singular = row.get("kind").and_then(Json::as_str);
    let own = crate::kinds::facts().find(|own| Some(own.singular) == singular);
    own.filter(|_| kind.role == crate::model::Role::Union).map_or(kind.name, |own| own.name)
}

fn class(shown: &Shown) -> &'static str {
    match shown.column.map(|column| (column.name, column.ty)) {
        _ if shown.is_heading => "heading",
        Some(("value", _)) => "figure",
        Some((_, Type::Edtf | Type::Date)) => "time",
        Some((_, Type::Integer | Type::Number)) => "number",
        Some(("note" | "reason", _)) => "prose",
        _ => "",
    }
}
