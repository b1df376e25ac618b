//! Why a list is empty, so that nobody takes an empty answer for knowledge.
//!
//! Each hint is a query near the one that was asked, which is looked at only for how many rows it finds.

use super::problem::Problem;
use crate::limits::MAX_HINTS;
use crate::model::Column;
use crate::query::{self, Query, Resource, Takes, Test, given};
use crate::render::envelope::Hint;
use crate::store::Store;
use crate::suggest::suggestion;
use crate::text::name_key;

/// Most filters that are left out in turn.
const MAX_FILTERS: usize = 12;
/// Most values that are told, and that are looked at.
const VALUES: usize = 10;
const MOST: usize = 1000;

/// What a query that finds nothing could ask instead.
pub async fn hints(store: &Store, query: &Query) -> Result<Vec<Hint>, Problem> {
    let mut hints: Vec<Hint> = derived(store, query, "derived").await?.into_iter().collect();
    let pairs = pairs(query);
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let windows = ["from", "to", "year_min", "year_max"];
    if let Some(year) = value("year").filter(|year| !year.contains(',') && *year != "null")
        && windows.iter().all(|name| value(name).is_none())
    {
        let asked = changed(&pairs, "year", &[("from", year), ("to", year)]);
        let detail = format!("`year={year}` keeps what lies inside that year; these have days in it and outside of it");
        hints.extend(hint(store, query, "period_crosses_year", detail, &asked).await?);
    }
    for (name, value) in pairs.iter().take(MAX_FILTERS) {
        if hints.len() == MAX_HINTS {
            break;
        }
        let filtered = match takes(query, name) {
            Some(Takes::Filter(column, test)) => Some((column, test)),
            Some(Takes::Search) => None,
            _ => continue,
        };
        let mut asked = changed(&pairs, name, &[]);
        let mut detail = format!("without `{name}` there are rows");
        let mut meant = None;
        if let Some((column, Test::AnyOf)) = filtered.filter(|(column, _)| column.name != "id")
            && let Some(rest) = parsed(store, query, &asked)
        {
            let there = values(store, &rest, column).await?;
            if !there.is_empty() {
                let more = if there.len() > VALUES { ", ..." } else { "" };
                detail = format!("{detail}; its values there: {}{more}", there[..there.len().min(VALUES)].join(", "));
            }
            meant = nearest(value, &there);
        }
        asked.extend(meant.as_deref().map(|meant| (name.as_str(), meant)));
        hints.extend(hint(store, query, "filter_excludes_all", detail, &asked).await?);
    }
    if hints.is_empty() {
        hints.extend(together(store, query, &pairs).await?);
    }
    Ok(hints)
}

/// That there are derived rows, which are left out unless a `basis` asks for them.
pub async fn derived(store: &Store, query: &Query, basis: &str) -> Result<Option<Hint>, Problem> {
    let pairs = pairs(query);
    if query.kind.column("basis").is_none() || pairs.iter().any(|(name, _)| name == "basis") {
        return Ok(None);
    }
    let Some(derived) = parsed(store, query, &changed(&pairs, "", &[("basis", "derived")])) else { return Ok(None) };
    let total = store.total(&derived).await?;
    let detail = format!("rows computed from other facts are left out unless `basis={basis}` asks for them");
    let asked = changed(&pairs, "", &[("basis", basis)]);
    let hint = hint(store, query, "derived_left_out", detail, &asked).await?;
    Ok(hint.filter(|_| total > 0))
}

/// The parameters of a query, each once.
fn pairs(query: &Query) -> Vec<(String, String)> {
    let given = given(&query.canonical).into_iter();
    given.filter_map(|(name, values)| Some((name, values.into_iter().next()?))).collect()
}

/// As many of the filters as find something together, where no single one is at fault.
async fn together(store: &Store, query: &Query, pairs: &[(String, String)]) -> Result<Option<Hint>, Problem> {
    let is_filter = |name: &str| matches!(takes(query, name), Some(Takes::Filter(..) | Takes::Search));
    let (filters, mut asked): (Vec<_>, Vec<_>) =
        changed(pairs, "", &[]).into_iter().partition(|(name, _)| is_filter(name));
    let mut left_out = Vec::new();
    for (at, filter) in filters.into_iter().enumerate() {
        asked.push(filter);
        let finds = match parsed(store, query, &asked).filter(|_| at < MAX_FILTERS) {
            Some(near) => store.total(&near).await? > 0,
            None => false,
        };
        if !finds {
            asked.pop();
            left_out.push(filter.0);
        }
    }
    let detail = format!("without `{}` there are rows", left_out.join("` and `"));
    hint(store, query, "filters_exclude_all", detail, &asked).await
}

/// What a parameter takes.
fn takes(query: &Query, name: &str) -> Option<Takes> {
    query::params(query.kind).iter().find(|param| param.name == name).map(|param| param.takes)
}

/// Parameters without one of them and with others.
fn changed<'a>(pairs: &'a [(String, String)], left_out: &str, added: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = pairs.iter().filter(|(name, _)| name != left_out).map(|(name, value)| (name.as_str(), value.as_str()));
    kept.chain(added.iter().copied()).collect()
}

/// A query as a hint, where it finds something.
async fn hint(
    store: &Store,
    query: &Query,
    reason: &'static str,
    detail: String,
    asked: &[(&str, &str)],
) -> Result<Option<Hint>, Problem> {
    let Some(near) = parsed(store, query, asked) else { return Ok(None) };
    let total = store.total(&near).await?;
    Ok((total > 0).then_some(Hint { reason, detail: detail.into(), again: near.address(""), total }))
}

/// The values that a column has in the rows of a query, the most frequent first, not all of very many.
async fn values(store: &Store, query: &Query, column: &'static Column) -> Result<Vec<String>, Problem> {
    let groups = store.count(query, &[column]).await?;
    let values = groups.groups.iter().take(MOST).flat_map(|group| groups.values(group));
    Ok(values.filter(|value| !value.is_null()).map(|value| value.to_text().into_owned()).collect())
}

/// The value that a word has in it, that has the word in it, or that is spelt alike.
fn nearest(word: &str, values: &[String]) -> Option<String> {
    let key = name_key(word);
    let is_like = |value: &&String| {
        let other = name_key(value);
        other.len() > 3 && key.len() > 3 && (other.contains(&key) || key.contains(&other))
    };
    let like = values.iter().find(is_like).map(String::as_str);
    // A word with a comma would be two.
    like.or_else(|| suggestion(word, values.iter().map(String::as_str)))
        .filter(|value| !value.contains(','))
        .map(str::to_owned)
}

fn parsed(store: &Store, query: &Query, asked: &[(&str, &str)]) -> Option<Query> {
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
    let (vocabulary, hash) = (&store.about.vocabulary, &store.about.content);
    match query.resource {
        Resource::Series => query::parse_figures(query.kind, query.resource, &text, vocabulary, hash).ok(),
        // A total has no use for rows that may not be added; the list shows them.
        _ => query::parse(query.kind, &text, vocabulary, hash).ok(),
    }
}
