//! A total, or what could be asked instead.

use super::App;
use super::answer::Content;
use super::figures::problem;
use super::hints::hints;
use super::problem::Problem;
use crate::files::figures::{beyond, rows};
use crate::model::Kind;
use crate::query::{self, Query, Resource, Test, given};
use crate::render::envelope::{self, Hint, Meta};
use crate::series::{Asked, Choice, Filters, LeftOut, Refusal, Row, Total, choices, total, total_json};
use crate::words::{Reason, Said};

/// The answer to a query for a total.
pub async fn content(app: &App, query: &Query, address: &str) -> Result<Content, Problem> {
    let total = totalled(app, query).await?;
    let about = &app.store.about;
    let content_hash = query.version.as_ref().map(|_| about.content.as_str());
    let meta = Meta { content_hash, ..Meta::of(&about.manifest) };
    Ok(envelope::item(&total_json(&total).to_string(), &meta, address).into())
}

/// The total of the rows that a query finds.
///
/// # Errors
/// Why there is none, and what could be asked instead.
pub async fn totalled(app: &App, query: &Query) -> Result<Total, Problem> {
    let rows = rows(&app.store, query).await.map_err(|refused| problem(query, refused))?;
    let beyond = beyond(&app.store, query, &rows).await.map_err(|refused| problem(query, refused))?;
    let asked = asked(query);
    match total(&rows, &beyond, &asked) {
        Ok(total) => Ok(total),
        Err(refusal) => {
            let choices = choices(&rows, &beyond, &asked, &refusal);
            Err(refused(app, query, &rows, (&choices, &refusal)).await?)
        }
    }
}

/// The address of a total, or of what its refusal names, that comes near to a query string.
pub async fn nearest(app: &App, kind: &'static Kind, text: &str) -> String {
    let (vocabulary, hash, resource) = (&app.store.about.vocabulary, &app.store.about.content, Resource::Total);
    let text = query::mended_figures(kind, resource, text, &[], vocabulary, hash);
    let list = || format!("/{}", kind.name);
    let Ok(query) = query::parse_figures(kind, resource, &text, vocabulary, hash) else { return list() };
    match content(app, &query, "").await {
        Ok(_) => query.address(""),
        Err(problem) => problem.again.map_or_else(list, Into::into),
    }
}

/// What a query says of how to add.
fn asked(query: &Query) -> Asked {
    let named = || query.conditions.iter().filter(|condition| condition.test == Test::AnyOf);
    let several = named().filter(|condition| condition.values.len() > 1);
    Asked {
        across: several.map(|condition| condition.column.name).collect(),
        scope: named().any(|condition| condition.column.name == "scope"),
    }
}

/// The problem of a query whose rows have no total.
async fn refused(
    app: &App,
    query: &Query,
    rows: &[Row],
    (choices, refusal): (&[Choice], &Refusal),
) -> Result<Problem, Problem> {
    let reason = if matches!(refusal, Refusal::Times) { "one_time" } else { "one_quantity" };
    let mut told: Vec<Hint> = choices
        .iter()
        .filter_map(|choice| hint(app, query, Resource::Total, (reason, &choice.filters, choice.rows)))
        .collect();
    if told.is_empty() && rows.is_empty() {
        told = hints(&app.store, query).await?;
    } else if told.is_empty() {
        told.extend(hint(app, query, Resource::Series, ("series_instead", &Vec::new(), rows.len())));
    }
    Ok(Problem::no_total(detail(rows, refusal), told))
}

/// A query that works, made from one that does not by some filters more.
fn hint(
    app: &App,
    query: &Query,
    resource: Resource,
    (reason, filters, rows): (&'static str, &Filters, usize),
) -> Option<Hint> {
    let param = |column: &str| query.kind.column(column).map(|column| column.param);
    let mut pairs = given(&query.canonical);
    for (column, word) in filters {
        pairs.insert(param(column)?.to_owned(), vec![word.clone()]);
    }
    let pairs = pairs.iter().flat_map(|(name, words)| words.iter().map(move |word| (name, word)));
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let near = query::parse_figures(query.kind, resource, &text, &app.store.about.vocabulary, &app.store.about.content)
        .ok()?;
    let detail = match resource {
        Resource::Total => Reason::of("total.of").with("filters", Said::Filters(filters.clone())),
        _ => Reason::of("total.one_by_one"),
    };
    Some(Hint { reason, detail, again: near.address(""), total: rows as u64 })
}

/// Why there is no total.
fn detail(rows: &[Row], refusal: &Refusal) -> Reason {
    let hints = Reason::aside("see `hints`");
    match refusal {
        Refusal::Quantities(columns) => {
            Reason::of("total.quantities").with("columns", Said::Columns(columns.clone())).also(hints)
        }
        Refusal::Times => Reason::of("total.times").also(hints),
        Refusal::Nothing(_) if rows.is_empty() => Reason::of("total.no_rows"),
        Refusal::Nothing(left_out) => {
            let mut reasons: Vec<&Reason> = left_out.iter().map(|left_out: &LeftOut| &left_out.reason).collect();
            reasons.sort_by_cached_key(ToString::to_string);
            reasons.dedup();
            let why = reasons.into_iter().cloned().reduce(Reason::and).unwrap_or_default();
            Reason::of("total.none_added").with("count", rows.len()).with("why", Said::Reason(why))
        }
    }
}
