//! The answer that a request is about: `url=` of `/cite` and `/linkset`.

use std::sync::Arc;

use axum::http::Uri;
use percent_encoding::percent_decode_str;

use super::App;
use super::gone::withdrawn;
use super::list::asked_in;
use super::past;
use super::problem::Problem;
use super::unfit::groups_address;
use crate::files::{FORMATS, Format, GROUP_FORMATS, formats};
use crate::kinds::{measured, served};
use crate::limits::MAX_MISTAKES;
use crate::model::{Kind, Value};
use crate::query::{
    Condition, Mistake, Query, Resource, Test, explain, explain_figures, explain_groups, given, parse, parse_figures,
    parse_groups, parse_language, unknown_parameter,
};
use crate::store;
use crate::words::{Reason, Said};

/// An answer of this service.
pub struct Asked {
    /// The query that finds its rows.
    pub query: Query,
    /// Its address in its normal form.
    pub address: String,
    /// The id where it is a single row.
    pub id: Option<String>,
    /// Its format.
    pub format: Format,
}

/// The service of the version that the address named by a query string names, else the present one.
///
/// # Errors
/// When the database fails.
pub async fn of_version(app: &Arc<App>, uri: &Uri) -> Result<Arc<App>, store::Error> {
    let url = given(uri.query().unwrap_or_default()).remove("url").and_then(|mut urls| urls.pop()).unwrap_or_default();
    let (path, text) = url.split_once('?').unwrap_or((&url, ""));
    past::of_address(app, &format!("{}?{text}", local(path, &app.store.base))).await
}

/// The answer whose address the query string names.
///
/// # Errors
/// When it names none, or one that cannot be asked.
pub fn asked(app: &App, uri: &Uri) -> Result<Asked, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut url = None;
    for (name, mut values) in given(uri.query().unwrap_or_default()) {
        match (name.as_str(), values.len()) {
            ("url", 1) => url = values.pop(),
            _ if mistakes.len() > MAX_MISTAKES => break,
            ("url", _) => mistakes.push(wrong(Reason::of("query.twice"))),
            _ => {
                let mistake = unknown_parameter(&name, &["url"]);
                let detail = mistake.detail.and("where it belongs to the address, write its `&` as %26");
                mistakes.push(Mistake { detail, ..mistake });
            }
        }
    }
    let url = match url {
        Some(url) => url,
        None if mistakes.is_empty() => {
            return Err(vec![wrong(
                "missing; the path of an answer would be right, such as /trade?year=2018".to_owned(),
            )]);
        }
        None => return Err(mistakes),
    };
    let (path, text) = url.split_once('?').unwrap_or((&url, ""));
    match parsed(app, path, text) {
        Ok(asked) if mistakes.is_empty() => Ok(asked),
        Ok(_) => Err(mistakes),
        Err(more) => Err(mistakes.into_iter().chain(more).collect()),
    }
}

fn parsed(app: &App, path: &str, text: &str) -> Result<Asked, Vec<Mistake>> {
    let bare = local(path, &app.store.base);
    let (name, id) = bare.split_once('/').map_or((bare, None), |(name, id)| (name, Some(id)));
    let told = |mistakes: Vec<Mistake>| -> Vec<Mistake> {
        let told = |mistake: Mistake| {
            let again = mistake.again.map(|url| form_urlencoded::byte_serialize(url.as_bytes()).collect::<String>());
            let wrong = wrong(format!("{}: {}", mistake.parameter, mistake.detail));
            Mistake { again: again.map(|url| format!("/cite?url={url}").into()).or(wrong.again), ..wrong }
        };
        mistakes.into_iter().map(told).collect()
    };
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    if let Some(asked) = figures(app, name, id.unwrap_or_default(), text) {
        return asked.map_err(told);
    }
    let groups =
        id.and_then(|id| GROUP_FORMATS.into_iter().find(|format| id.strip_prefix("groups") == Some(format.suffix())));
    if let Some((kind, format)) = served().find(|kind| kind.name == name).zip(groups) {
        let suffix = format.suffix();
        let query = parse_groups(kind, text, vocabulary, hash)
            .map_err(|mistakes| told(explain_groups(kind, suffix, text, mistakes, vocabulary, hash)))?;
        let address = format!("{}{suffix}?{}", query.path(), query.canonical);
        return Ok(Asked { query, address, id: None, format });
    }
    let found = served().find_map(|kind| {
        let ending = name.strip_prefix(kind.name)?;
        FORMATS.into_iter().find(|format| format.suffix() == ending).map(|format| (kind, format))
    });
    let Some((kind, format)) = found.filter(|(_, format)| id.is_none() || *format == Format::Json) else {
        return Err(vec![wrong(format!("`{path}` is no list and no item of this service; /trade?year=2018 would be"))]);
    };
    if let Some(id) = id {
        let language = parse_language(path, text).map_err(told)?;
        let id = percent_decode_str(id).decode_utf8_lossy();
        let (id, version) = id.split_once('@').map_or((&*id, ""), |(id, version)| (id, version));
        let (query, id) = item(app, kind, id);
        let at = if version.is_empty() { String::new() } else { format!("@{version}") };
        if !version.is_empty() && app.store.about.manifest.version != version {
            let known = app.store.about.vocabulary.versions().join(", ");
            return Err(vec![wrong(format!("there is no version `{version}`; there are {known}"))]);
        }
        let address = format!("/{}/{id}{at}{}", kind.name, asked_in(language));
        return Ok(Asked { query, address, id: Some(id), format });
    }
    let suffix = format.suffix();
    if let Some((path, text)) = groups_address(kind, suffix, text).as_deref().and_then(|url| url.split_once('?')) {
        return parsed(app, path, text);
    }
    let query = parse(kind, text, vocabulary, hash)
        .map_err(|mistakes| told(explain(kind, suffix, text, mistakes, vocabulary, hash)))?;
    let mark = if query.canonical.is_empty() { "" } else { "?" };
    let address = format!("/{}{suffix}{mark}{}", kind.name, query.canonical);
    Ok(Asked { query, address, id: None, format })
}

/// The series or the total at an address; `None` where the address is neither's.
fn figures(app: &App, name: &str, last: &str, text: &str) -> Option<Result<Asked, Vec<Mistake>>> {
    let kind = measured().find(|kind| kind.name == name)?;
    let (resource, format) = [Resource::Series, Resource::Total].into_iter().find_map(|resource| {
        let ending = last.strip_prefix(resource.path().trim_start_matches('/'))?;
        Some((resource, formats(resource).iter().copied().find(|format| format.suffix() == ending)?))
    })?;
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    let explained =
        |mistakes| explain_figures(kind, (resource, format.suffix(), &[]), text, mistakes, vocabulary, hash);
    let asked = |query: Query| Asked { address: query.address(format.suffix()), query, id: None, format };
    Some(parse_figures(kind, resource, text, vocabulary, hash).map(asked).map_err(explained))
}

/// The path of an address on this service. Where the service does not know its own name, any host may be it.
fn local<'a>(address: &'a str, base: &str) -> &'a str {
    let path = match address.split_once("://") {
        Some((_, rest)) if base.is_empty() => rest.find('/').map_or(address, |at| &rest[at..]),
        _ => address.strip_prefix(base).unwrap_or(address),
    };
    path.strip_prefix('/').unwrap_or(path)
}

/// The query that finds one row, and its id.
fn item(app: &App, kind: &'static Kind, id: &str) -> (Query, String) {
    let id = app.store.about.vocabulary.resolve(kind, id).unwrap_or(id).to_owned();
    // An item may be derived, so the rule that leaves derived facts out of lists does not hold.
    let mut query = Query::all(kind);
    let column = kind.column("id").into_iter();
    query.conditions.extend(column.map(|column| Condition {
        column,
        test: Test::AnyOf,
        values: vec![Value::Text(id.clone())],
    }));
    (query, id)
}

/// The answer about an item that is not there.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn not_there(app: &App, kind: &'static Kind, id: &str) -> Result<Problem, store::Error> {
    let withdrawn = withdrawn(app, kind, id).await?;
    let detail = withdrawn
        .unwrap_or_else(|| Reason::of("query.nothing").with("kinds", Said::Kinds(vec![kind])).with("word", id));
    Ok(Problem::bad_query(vec![wrong(detail)]))
}

fn wrong(detail: impl Into<Reason>) -> Mistake {
    Mistake {
        parameter: "url".to_owned(),
        detail: detail.into(),
        again: Some("/cite?url=%2Ftrade%3Fyear%3D2018".into()),
        ..Mistake::default()
    }
}
