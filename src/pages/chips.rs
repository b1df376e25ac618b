//! What a list is limited to, each with a link to the list without it.

use super::address::Address;
use super::cell::Teller;
use super::link::Link;
use crate::model::Column;
use crate::query::{Query, Takes, Test, params};

/// The conditions of a query.
pub fn chips(teller: &Teller<'_>, query: &Query, address: &Address) -> Vec<Link> {
    let chip = |(name, value): &(String, String)| {
        let param = params(query.kind).iter().find(|param| param.name == *name)?;
        let text = match param.takes {
            Takes::Search => format!("\u{201c}{value}\u{201d}"),
            Takes::Filter(column, test) => said(teller, name, column, test, value),
            _ => return None,
        };
        let without = address.without(&[name.as_str(), "cursor"]);
        Some(Link::to(teller.reader.href(&without), text))
    };
    address.pairs().iter().filter_map(chip).collect()
}

fn said(teller: &Teller<'_>, name: &str, column: &Column, test: Test, value: &str) -> String {
    let words = teller.words();
    let values: Vec<String> = value.split(',').map(|word| option(teller, column, word)).collect();
    let values = values.join(words.t("or"));
    let label = teller.column(column.name);
    match (name, test) {
        ("from", _) => format!("{} {values}", words.t("from")),
        ("to", _) => format!("{} {values}", words.t("to")),
        (_, Test::KnownBy) => format!("{} {values}", words.t("as_of")),
        (_, Test::NoneOf) => format!("{label} \u{2260} {values}"),
        (_, Test::AtLeast) => format!("{label} \u{2265} {values}"),
        (_, Test::AtMost) => format!("{label} \u{2264} {values}"),
        _ => format!("{label}: {values}"),
    }
}

/// A value of a filter as its column shows it.
pub fn option(teller: &Teller<'_>, column: &Column, word: &str) -> String {
    if word == "null" {
        return teller.words().t("none").to_owned();
    }
    teller.text(column, word)
}
