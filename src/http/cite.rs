//! `GET /cite?url=...`: how to cite an answer.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use percent_encoding::percent_decode_str;
use serde_json::json;

use super::answer::{Content, Plan, answer};
use super::gone::withdrawn;
use super::list::{asked_in, groups_address};
use super::problem::Problem;
use super::{App, Shared, reading};
use crate::cite::Citation;
use crate::files::{FORMATS, Format, GROUP_FORMATS};
use crate::kinds::served;
use crate::limits::MAX_MISTAKES;
use crate::model::{Kind, Value};
use crate::query::{
    Condition, Mistake, Query, Test, explain, explain_groups, given, parse, parse_groups, parse_language,
    unknown_parameter,
};
use crate::render::envelope::{self, Meta};
use crate::store;

/// A form of a citation: the ending of its path, its media type, what makes it.
type Form = (&'static str, &'static str, fn(&Citation) -> String);

const FORMS: [Form; 4] = [
    (".txt", "text/plain; charset=utf-8", Citation::text),
    (".bib", "application/x-bibtex; charset=utf-8", Citation::bibtex),
    (".ris", "application/x-research-info-systems; charset=utf-8", Citation::ris),
    (".csl.json", "application/vnd.citationstyles.csl+json", |citation| format!("{:#}\n", citation.csl())),
];

/// The routes of citations.
pub fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for (suffix, media, make) in FORMS {
        let handler = move |State(app): Shared, request: Parts| async move {
            cited(&app, &request, suffix, media, move |citation, _, _| make(citation)).await
        };
        router = router.route(&format!("/cite{suffix}"), reading(get(handler)));
    }
    router.route("/cite", reading(get(all)))
}

/// `GET /cite`: every form in one answer.
async fn all(State(app): Shared, request: Parts) -> Result<Response, Problem> {
    cited(&app, &request, "", "application/json", |citation, app, address| {
        let data = json!({
            "text": citation.text(),
            "bibtex": citation.bibtex(),
            "ris": citation.ris(),
            "csl": citation.csl(),
        });
        envelope::item(&data.to_string(), &Meta::of(&app.store.about.manifest), address)
    })
    .await
}

async fn cited(
    app: &App,
    request: &Parts,
    suffix: &str,
    media: &'static str,
    make: impl FnOnce(&Citation, &App, &str) -> String,
) -> Result<Response, Problem> {
    let (query, cited) = asked(app, &request.uri)?;
    let url: String = form_urlencoded::byte_serialize(cited.as_bytes()).collect();
    let item = cited[1..].split_once('/').filter(|_| query.group_by.is_empty());
    let plan = Plan { media, is_there: item.is_none(), ..Plan::json(format!("/cite{suffix}?url={url}")) };
    let make = async {
        let citation = Citation::of(&app.store, &query, &cited).await?;
        if let Some((_, id)) = item.filter(|_| citation.rows == 0) {
            let id = id.split('?').next().unwrap_or_default();
            return Err(not_there(app, query.kind, id).await?);
        }
        Ok(Content::from(make(&citation, app, &plan.address)))
    };
    answer(app, request, &plan, pin!(make)).await
}

/// The query behind the address that is to be cited, and that address in its normal form.
fn asked(app: &App, uri: &Uri) -> Result<(Query, String), Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut url = None;
    for (name, mut values) in given(uri.query().unwrap_or_default()) {
        match (name.as_str(), values.len()) {
            ("url", 1) => url = values.pop(),
            _ if mistakes.len() > MAX_MISTAKES => break,
            ("url", _) => mistakes.push(wrong("given more than once; once would be right".to_owned())),
            _ => {
                let mut mistake = unknown_parameter(&name, &["url"]);
                mistake.detail += "; where it belongs to the address, write its `&` as %26";
                mistakes.push(mistake);
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

fn parsed(app: &App, path: &str, text: &str) -> Result<(Query, String), Vec<Mistake>> {
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
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.hash);
    let groups = id.and_then(|id| {
        GROUP_FORMATS.map(Format::suffix).into_iter().find(|suffix| id.strip_prefix("groups") == Some(*suffix))
    });
    if let Some((kind, suffix)) = served().find(|kind| kind.name == name).zip(groups) {
        let query = parse_groups(kind, text, vocabulary, hash)
            .map_err(|mistakes| told(explain_groups(kind, suffix, text, mistakes, vocabulary, hash)))?;
        let address = format!("{}{suffix}?{}", query.path(), query.canonical);
        return Ok((query, address));
    }
    let endings = FORMATS.map(Format::suffix);
    let found = served().find_map(|kind| {
        let ending = name.strip_prefix(kind.name)?;
        endings.into_iter().find(|suffix| *suffix == ending).map(|suffix| (kind, suffix))
    });
    let Some((kind, suffix)) = found.filter(|(_, suffix)| id.is_none() || suffix.is_empty()) else {
        return Err(vec![wrong(format!("`{path}` is no list and no item of this service; /trade?year=2018 would be"))]);
    };
    if let Some(id) = id {
        let language = parse_language(path, text).map_err(told)?;
        let (query, address) = item(app, kind, &percent_decode_str(id).decode_utf8_lossy());
        return Ok((query, address + &asked_in(language)));
    }
    if let Some((path, text)) = groups_address(kind, suffix, text).as_deref().and_then(|url| url.split_once('?')) {
        return parsed(app, path, text);
    }
    let query = parse(kind, text, vocabulary, hash)
        .map_err(|mistakes| told(explain(kind, suffix, text, mistakes, vocabulary, hash)))?;
    let mark = if query.canonical.is_empty() { "" } else { "?" };
    let address = format!("/{}{suffix}{mark}{}", kind.name, query.canonical);
    Ok((query, address))
}

/// The path of an address on this service. Where the service does not know its own name, any host may be it.
fn local<'a>(address: &'a str, base: &str) -> &'a str {
    let path = match address.split_once("://") {
        Some((_, rest)) if base.is_empty() => rest.find('/').map_or(address, |at| &rest[at..]),
        _ => address.strip_prefix(base).unwrap_or(address),
    };
    path.strip_prefix('/').unwrap_or(path)
}

/// The query that finds one row, and its address.
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
    (query, format!("/{}/{id}", kind.name))
}

/// An item that is not there cannot be cited.
async fn not_there(app: &App, kind: &'static Kind, id: &str) -> Result<Problem, store::Error> {
    let withdrawn = withdrawn(app, kind, id).await?;
    let detail = withdrawn.unwrap_or_else(|| format!("there is no {} `{id}`", kind.singular));
    Ok(Problem::bad_query(vec![wrong(detail)]))
}

fn wrong(detail: String) -> Mistake {
    Mistake {
        parameter: "url".to_owned(),
        detail,
        again: Some("/cite?url=%2Ftrade%3Fyear%3D2018".into()),
        ..Mistake::default()
    }
}
