//! Answers as pages: to browsers, which ask for `text/html`, and at paths of their own.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::answer::{Content, Plan, answer};
use super::host::own_address;
use super::list::{address, rows};
use super::negotiate::{self, media};
use super::past;
use super::problem::Problem;
use super::unfit::moved;
use super::{App, Shared, paths, reading, signpost};
use crate::data::LANGUAGES;
use crate::files::{COLUMNS, Format};
use crate::kinds::served;
use crate::limits::MAX_DETAIL;
use crate::model::Kind;
use crate::pages::{self, MEDIA, Names, POLICY, Reader, SUFFIX, Wrong, assets};
use crate::query::{self, Query, given};

/// The routes of pages that have paths of their own, and of the files that pages load.
pub fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for kind in served() {
        let page = move |State(app): Shared, request: Parts| async move { list(&app, kind, false, &request).await };
        let json = move |State(app): Shared, request: Request| async move { json(app, kind, request).await };
        router = router.route(&format!("/{}{SUFFIX}", kind.name), reading(get(page)));
        router = router.route(&format!("/{}.json", kind.name), reading(get(json)));
    }
    let page = |State(app): Shared, request: Parts| async move { start(&app, false, &request).await };
    router = router.route(&format!("/index{SUFFIX}"), reading(get(page)));
    for asset in assets::all() {
        let handler = move |State(app): Shared, request: Parts| async move {
            query::parse_nothing(&asset.path, request.uri.query().unwrap_or_default())?;
            let plan = Plan { media: asset.media, ..Plan::json(asset.path.clone()) };
            answer(&app, &request, &plan, async { Ok(Content::from(asset.text.to_owned())) }).await
        };
        router = router.route(&asset.path, reading(get(handler)));
    }
    router
}

/// Whether a client likes a page better than JSON.
pub fn wants_page(headers: &HeaderMap) -> bool {
    media(headers, &[Format::Json.media(), COLUMNS, MEDIA]) == Some(MEDIA)
}

/// `GET /{kind}` by a browser.
pub async fn list(app: &Arc<App>, kind: &'static Kind, negotiated: bool, request: &Parts) -> Result<Response, Problem> {
    let text = request.uri.query().unwrap_or_default();
    if let Some(response) = moved_form(request.uri.path(), text) {
        return Ok(response);
    }
    if let Some(problem) = moved(app, kind, Format::Json, text) {
        return Err(problem);
    }
    let (app, text) = &past::asked(app, kind, text).await?;
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    let explained = |mistakes| query::explain(kind, "", text, mistakes, vocabulary, hash);
    let query = query::parse(kind, text, vocabulary, hash).map_err(explained)?;
    let reader = reader(app, request);
    // Titles are in the language of the page, whether the address names it or the browser.
    let query = Query { language: language(app, request), ..query };
    let here = address(app, &query, "", query.cursor);
    let plan =
        Plan { signs: signpost::of_list(app, &query, Format::Json, &here), ..page_plan(&reader, &here, negotiated) };
    let make = async {
        let answered = rows(app, &query, "").await?;
        Ok(pages::list(&app.store, names(app).await?, &reader, &query, &here, answered).await?.into())
    };
    answer(app, request, &plan, pin!(make)).await
}

/// `GET /{kind}.json`: to a browser the bare path is a page, so the JSON that pages lead to has an ending; to others it is
/// another name for the bare path.
async fn json(app: Arc<App>, kind: &'static Kind, request: Request) -> Result<Response, Problem> {
    if !wants_page(request.headers()) {
        return Err(paths::unknown(State(app), request).await);
    }
    super::list::list(&app, kind, Format::Json, false, &request.into_parts().0).await
}

/// `GET /` by a browser.
pub async fn start(app: &App, negotiated: bool, request: &Parts) -> Result<Response, Problem> {
    query::parse_language(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let reader = reader(app, request);
    let plan = page_plan(&reader, "/", negotiated);
    let make = async { Ok(pages::start(&app.store, names(app).await?, &reader).await?.into()) };
    answer(app, request, &plan, pin!(make)).await
}

/// `GET /{kind}/{id}` by a browser; the row as JSON is already in the language of the page.
pub async fn item(
    app: &App,
    kind: &'static Kind,
    here: &str,
    negotiated: bool,
    request: &Parts,
    row: impl Future<Output = Result<String, Problem>>,
) -> Result<Response, Problem> {
    let reader = reader(app, request);
    let here = here.split('?').next().unwrap_or(here);
    let plan = Plan {
        is_there: false,
        signs: signpost::of_item(app, kind, here, Format::Json),
        ..page_plan(&reader, here, negotiated)
    };
    let make = async { Ok(pages::item(&app.store, names(app).await?, &reader, kind, &row.await?, here).await?.into()) };
    answer(app, request, &plan, pin!(make)).await
}

/// The plan of a page, given the address of its JSON.
pub fn page_plan(reader: &Reader, address: &str, negotiated: bool) -> Plan {
    let (path, text) = address.split_once('?').unwrap_or((address, ""));
    let rest = text.split('&').filter(|part| !part.is_empty() && !part.starts_with("lang="));
    let language = format!("lang={}", reader.language);
    let parts: Vec<&str> = std::iter::once(language.as_str()).chain(rest).collect();
    let path = if path == "/" { "/index" } else { path };
    let own = format!("{path}{SUFFIX}?{}", parts.join("&"));
    // Links name the language where the address does, which makes another page of it.
    let is_asked = if reader.is_asked { "" } else { "#" };
    Plan {
        media: MEDIA,
        negotiated,
        location: Some(own.clone()),
        host: reader.base.clone(),
        ..Plan::json(format!("{own}{is_asked}"))
    }
}

/// The language of a page, `None` for English.
pub fn language(app: &App, request: &Parts) -> Option<&'static str> {
    Some(reader(app, request).language).filter(|language| *language != LANGUAGES[0])
}

/// Who asks.
pub fn reader(app: &App, request: &Parts) -> Reader {
    let given = given(request.uri.query().unwrap_or_default());
    let named =
        given.get("lang").and_then(|words| LANGUAGES.into_iter().find(|known| words.contains(&(*known).to_owned())));
    Reader {
        language: named.unwrap_or_else(|| negotiate::language(&request.headers)),
        is_asked: named.is_some(),
        base: own_address(app, &request.headers),
    }
}

/// The names of what rows refer to, read when the first page is asked for.
pub async fn names(app: &App) -> Result<&Names, Problem> {
    Ok(app.names.get_or_try_init(|| Names::load(&app.store)).await?)
}

/// The address that a form without a script means: its empty fields left out, its choices joined by commas.
fn tidied(path: &str, text: &str) -> Option<String> {
    let given = given(text);
    let is_untidy = |values: &Vec<String>| values.len() > 1 || values.iter().any(String::is_empty);
    given.values().any(is_untidy).then(|| {
        let joined = given.iter().map(|(name, values)| {
            let words: Vec<&str> = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
            (name, words.join(","))
        });
        let pairs = joined.filter(|(_, words)| !words.is_empty());
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().replace("%2C", ",");
        if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
    })
}

/// The way to the address that a form without a script means; `None` where this is it.
pub fn moved_form(path: &str, text: &str) -> Option<Response> {
    Some(see_other(&tidied(path, text)?))
}

fn see_other(location: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.extend(location.parse().ok().map(|location: HeaderValue| (header::LOCATION, location)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept"));
    response
}

/// Tell a browser of a problem by a page.
pub async fn problems(State(app): Shared, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() else { return response };
    // What is a file stays one: who asks for `.csv` is a program, whatever its headers say.
    let is_file = asked.uri.path().rsplit('/').next().is_some_and(|last| last.contains('.') && !last.ends_with(SUFFIX));
    if is_file || problem.location.is_some() || !wants_page(&asked.headers) {
        return response;
    }
    let reader = reader(&app, &asked);
    let wrong = Wrong {
        status: problem.status,
        detail: problem.detail.clone(),
        mistakes: problem.errors.iter().map(|error| (error.parameter.clone(), error.detail.clone())).collect(),
        again: problem
            .again
            .as_ref()
            .or_else(|| problem.errors.iter().find_map(|error| error.again.as_ref()))
            .map(ToString::to_string),
        ways: problem.hints.clone(),
    };
    // A page has its own address in it several times, so one that is long is none.
    let here = asked.uri.path_and_query().map_or("/", |here| here.as_str());
    let here = [here, asked.uri.path()].into_iter().find(|here| here.len() <= MAX_DETAIL).unwrap_or("/");
    let Ok(page) = pages::problem(&app.store, &reader, here, &wrong) else { return response };
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    let is_head = asked.method == Method::HEAD;
    response.map(|_| if is_head { axum::body::Body::empty() } else { page.into() })
}
