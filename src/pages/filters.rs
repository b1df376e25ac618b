//! The filters of a list as a form that reads as a sentence, with the number of rows beside each choice.

use std::sync::Arc;

use super::address::Address;
use super::cell::Teller;
use super::chips::option;
use crate::model::{Column, Type, Value};
use crate::query::{Condition, Query, Test, countable};
use crate::store::{Error, Store};

/// Most choices that a part of the sentence offers.
const CHOICES: usize = 80;
/// How many parts are in sight before the reader asks for more.
const FIRST: usize = 6;
/// Parameters for which the form has fields of their own.
const OWN: [&str; 3] = ["q", "from", "to"];

/// The form.
#[derive(Debug, Default)]
pub struct Filters {
    /// The parts of the sentence that are in sight.
    pub first: Vec<Clause>,
    /// The others.
    pub more: Vec<Clause>,
    /// Whether one of the others is in use.
    pub has_more: bool,
    /// Words to find.
    pub q: String,
    /// First day, month or year; `None` for lists without periods.
    pub window: Option<(String, String)>,
    /// Parameters that stay as they are.
    pub kept: Vec<(String, String)>,
}

/// A part of the sentence: one column.
#[derive(Debug)]
pub struct Clause {
    /// The parameter.
    pub name: &'static str,
    /// What the column is called.
    pub label: &'static str,
    /// The choices made; empty for any.
    pub chosen: Vec<String>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// How many choices there are beside those.
    pub left: usize,
}

/// A value that can be chosen.
#[derive(Debug)]
pub struct Choice {
    /// The word for it in the query string.
    pub word: String,
    /// What it is called.
    pub label: String,
    /// How many rows have it, given the other conditions.
    pub count: u64,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// The form of a list.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn filters(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    address: &Address,
) -> Result<Filters, Error> {
    let mut clauses = Vec::new();
    for column in ordered(query) {
        let clause = clause(store, teller, query, address, column).await?;
        // Where hardly two rows share a value there is nothing to choose by.
        let is_telling = clause.choices.len() > 1 && (clause.choices.len() < 20 || clause.choices[0].count > 4);
        if is_telling || !clause.chosen.is_empty() {
            clauses.push(clause);
        }
    }
    let names: Vec<&str> = clauses.iter().map(|clause| clause.name).chain(OWN).chain(["cursor", "lang"]).collect();
    let kept = address.pairs().iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect();
    let more = clauses.split_off(clauses.len().min(FIRST));
    let window = query.kind.column("start").map(|_| (address.get("from").to_owned(), address.get("to").to_owned()));
    let has_more = more.iter().any(|clause| !clause.chosen.is_empty());
    Ok(Filters { first: clauses, more, has_more, q: address.get("q").to_owned(), window, kept })
}

/// The columns to choose by: those in use, the kind's own, then who, where and when.
fn ordered(query: &Query) -> Vec<&'static Column> {
    let own = |column: &Column| query.kind.columns.iter().any(|own| own == column);
    let used = |column: &Column| {
        query.conditions.iter().any(|condition| condition.column == column && condition.test == Test::AnyOf)
    };
    let place = |column: &&Column| {
        let common = ["kind", "countries", "year", "topic", "sources"].iter().position(|name| *name == column.name);
        let is_own = own(column) && matches!(column.ty, Type::Choice(_));
        (!used(column), !is_own, common.unwrap_or(9))
    };
    let is_aside = |column: &Column| {
        ["derived_from", "sha256", "language", "alpha2"].contains(&column.name)
            || matches!(column.ty, Type::Number | Type::Date)
    };
    let mut columns: Vec<&Column> = countable(query.kind).filter(|column| column.shown && !is_aside(column)).collect();
    columns.sort_by_key(place);
    columns
}

async fn clause(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    address: &Address,
    column: &'static Column,
) -> Result<Clause, Error> {
    // A choice adds to what is chosen of its column, so the column's own condition does not count.
    let mut others = query.clone();
    // Nor does the rule that leaves derived facts out, since the choice is what brings them in.
    let is_own =
        |condition: &Condition| condition.column == column && (condition.test == Test::AnyOf || column.name == "basis");
    others.conditions.retain(|condition| !is_own(condition));
    let counted = store.count(&others, &[column]).await?;
    let chosen = address.words(column.param);
    let choice = |group: &crate::index::Group| {
        let value = counted.values(group).pop().unwrap_or(Value::Null);
        let word = word(column, &value);
        let is_chosen = chosen.contains(&word.as_str());
        Choice { label: option(teller, column, &word), word, count: u64::from(group.0.0), is_chosen }
    };
    // A word with a comma would be two.
    let mut choices: Vec<Choice> =
        counted.groups.iter().map(choice).filter(|choice| !choice.word.contains(',')).take(CHOICES).collect();
    if matches!(column.ty, Type::Integer) {
        choices.sort_by_key(|choice| std::cmp::Reverse(choice.word.parse::<i64>().unwrap_or(i64::MIN)));
    }
    let named = chosen.iter().map(|word| option(teller, column, word)).collect();
    Ok(Clause {
        name: column.param,
        label: teller.column(column.name),
        chosen: named,
        left: counted.groups.len().saturating_sub(choices.len()),
        choices,
    })
}

/// A value as a query string writes it.
fn word(column: &Column, value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Integer(truth) if matches!(column.ty, Type::Bool) => (*truth != 0).to_string(),
        value => value.to_text().into_owned(),
    }
}
