//! Lists in every format.

use std::pin::pin;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Map, Value as Json};

use super::App;
use super::answer::{Content, Made, Plan, Source, answer, exact};
use super::differences;
use super::hints::hints;
use super::host::own_address;
use super::markdown;
use super::negotiate::media;
use super::pages;
use super::past;
use super::problem::Problem;
use super::signpost;
use super::unfit::{mistake, moved, unfit};
use super::views::view;
use crate::files::{self, COLUMNS, DIFFERENCES, FORMATS, Format, GROUP_FORMATS, groups as counted};
use crate::limits::{DEFAULT_LIMIT, MAX_XLSX};
use crate::load::Refusal;
use crate::model::Kind;
use crate::pages::{Answered, MEDIA};
use crate::query::{self, Cursor, Mistake, Query, Resource};
use crate::render::envelope::{self, Links, Meta};

/// `GET /{kind}`: the format that the client likes best, JSON if it does not say.
pub async fn negotiated(app: &Arc<App>, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    match liked(request, &FORMATS).map_err(|offered| Problem::not_acceptable(&offered))? {
        Some(format) => list(app, kind, format, true, request).await,
        None => pages::list(app, kind, true, request).await,
    }
}

/// `GET /{kind}/groups`: the same for groups.
pub async fn negotiated_groups(app: &Arc<App>, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    match liked(request, &GROUP_FORMATS).map_err(|offered| Problem::not_acceptable(&offered))? {
        Some(format) => groups(app, kind, format, true, request).await,
        None => view(app, (kind, Resource::Groups), true, request).await,
    }
}

/// The format that a client likes best, `None` for a page, else the types that there are. Either type of JSON stands for
/// both: which one it is, `fields` decides.
fn liked(request: &Parts, formats: &[Format]) -> Result<Option<Format>, Vec<&'static str>> {
    let offered: Vec<&str> = formats.iter().map(|format| format.media()).chain([COLUMNS, DIFFERENCES, MEDIA]).collect();
    match media(&request.headers, &offered) {
        None => Err(offered),
        Some(MEDIA) => Ok(None),
        Some(liked) => Ok(formats.iter().copied().find(|format| format.media() == liked).or(Some(Format::Json))),
    }
}

/// `GET /{kind}.csv` and its like.
pub async fn list(
    app: &Arc<App>,
    kind: &'static Kind,
    format: Format,
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    let text = request.uri.query().unwrap_or_default();
    if let Some(problem) = moved(app, kind, format, text) {
        return Err(problem);
    }
    let (app, text) = &past::asked(app, kind, text).await?;
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    let explained = |mistakes| query::explain(kind, format.suffix(), text, mistakes, vocabulary, hash);
    let query = query::parse(kind, text, vocabulary, hash).map_err(explained)?;
    let mistakes: Vec<Mistake> = differences::unfit(&query, format).into_iter().chain(unfit(&query, format)).collect();
    if !mistakes.is_empty() {
        return Err(explained(mistakes).into());
    }
    if query.between.0.is_some() {
        return differences::respond(app, &query, request).await;
    }
    respond(app, &query, format, negotiated, request).await
}

/// `GET /{kind}/groups.csv` and its like.
pub async fn groups(
    app: &Arc<App>,
    kind: &'static Kind,
    format: Format,
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    let (app, text) = &past::asked(app, kind, request.uri.query().unwrap_or_default()).await?;
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    let explained = |mistakes| query::explain_groups(kind, format.suffix(), text, mistakes, vocabulary, hash);
    let query = query::parse_groups(kind, text, vocabulary, hash).map_err(explained)?;
    if let Some(mistake) = unfit(&query, format) {
        return Err(explained(vec![mistake]).into());
    }
    respond(app, &query, format, negotiated, request).await
}

async fn respond(
    app: &Arc<App>,
    query: &Query,
    format: Format,
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    // A spreadsheet has links to its facts and its own citation in it.
    let host = if format == Format::Xlsx { own_address(app, &request.headers) } else { String::new() };
    let has_columns = format == Format::Json && query.fields.is_some();
    let plan = plan(app, query, format, negotiated);
    let plan = Plan { media: if has_columns { COLUMNS } else { plan.media }, host, ..plan };
    answer(app, request, &plan, pin!(content(app, query, format, &plan))).await
}

/// What the answer to a query in a format is.
pub fn plan(app: &App, query: &Query, format: Format, negotiated: bool) -> Plan {
    let address = address(app, query, format.suffix(), query.cursor);
    Plan {
        media: format.media(),
        compressible: format.is_compressible(),
        negotiated,
        location: (negotiated && format != Format::Json).then(|| address.clone()),
        filename: (!format.is_page()).then(|| format!("sinolac{}{}", query.path().replace('/', "-"), format.suffix())),
        signs: signpost::of_list(app, query, format, &address),
        address,
        ..Plan::json(String::new())
    }
}

/// What a list is answered with.
async fn content(app: &Arc<App>, query: &Query, format: Format, plan: &Plan) -> Result<Content, Problem> {
    let (store, address) = (&app.store, &plan.address);
    let body = match format {
        Format::Json => return page(app, query, address).await,
        Format::Markdown => {
            let (rows, facets) = (rows(app, query, format.suffix()).await?, facets(app, query).await?);
            return Ok(markdown::list(app, query, &rows, facets.as_ref(), address));
        }
        Format::Xlsx => {
            let rows = store.total(query).await?.min(query.limit.map_or(u64::MAX, u64::from));
            if rows > MAX_XLSX {
                let detail = format!(
                    "{rows} rows are too many for a spreadsheet, which takes {MAX_XLSX}; .csv and .parquet take all"
                );
                let again = self::address(app, query, Format::Csv.suffix(), None);
                return Err(Problem::bad_query(vec![Mistake {
                    again: Some(again.into()),
                    ..mistake("limit", detail)
                }]));
            }
            let place = app.load.files.enter().ok_or(Refusal::Files)?;
            // Boxed, since the library's workbook is large and every list would have room for it.
            Made::Whole(Bytes::from(Box::pin(files::xlsx(store, query, address, &plan.host, place)).await?))
        }
        _ => {
            let (store, query) = (Arc::clone(store), query.clone());
            let source: Source = Arc::new(move || files::pieces(&store, &query, format));
            if format.is_read_in_parts() { Made::Divisible(source) } else { Made::Pieces(source) }
        }
    };
    Ok(body.into())
}

/// One page of rows or of groups, with what finds some where there are none; `suffix` is that of the next page.
pub async fn rows(app: &App, query: &Query, suffix: &str) -> Result<Answered, Problem> {
    let store = &app.store;
    let page = if query.group_by.is_empty() { store.page(query).await? } else { counted::page(store, query).await? };
    let next = page.next.map(|cursor| address(app, query, suffix, Some(cursor)));
    let is_nothing = page.total == 0 && query.cursor.is_none() && query.group_by.is_empty();
    let hints = if is_nothing { hints(store, query).await? } else { Vec::new() };
    Ok(Answered { rows: page.rows, total: page.total, next, hints })
}

/// The values of the columns that the first page has counted.
async fn facets(app: &App, query: &Query) -> Result<Option<Map<String, Json>>, Problem> {
    let has_facets = !query.facets.is_empty() && query.cursor.is_none();
    Ok(if has_facets { Some(counted::facets(&app.store, query).await?) } else { None })
}

/// A page in its envelope.
async fn page(app: &App, query: &Query, address: &str) -> Result<Content, Problem> {
    let Answered { rows, total, next, hints } = rows(app, query, "").await?;
    let facets = facets(app, query).await?;
    let meta = Meta {
        hints,
        total: Some(total),
        limit: Some(query.limit.unwrap_or(DEFAULT_LIMIT)),
        report_url: None,
        content_hash: query.version.as_ref().map(|_| app.store.about.content.as_str()),
        ..Meta::of(&app.store.about.manifest)
    };
    let links = next.iter().map(|next| format!("<{next}>; rel=\"next\"")).collect();
    let facets = facets.map(Json::from);
    let facets = facets.as_ref().map(|facets| ("facets", facets));
    let body = envelope::list(&rows, facets, &meta, &Links { this: address.to_owned(), next });
    Ok(Content { body: Made::Whole(exact(body.into_bytes())), links })
}

/// The query string of an address whose answer is in a language; nothing for English.
pub fn asked_in(language: Option<&str>) -> String {
    language.map_or_else(String::new, |language| format!("?lang={language}"))
}

/// The address of a query in its normal form, from a place in its answer on.
pub fn address(app: &App, query: &Query, suffix: &str, cursor: Option<Cursor>) -> String {
    let canonical = Some(query.canonical.clone()).filter(|text| !text.is_empty());
    let limit = query.limit.map(|limit| format!("limit={limit}"));
    let cursor = cursor.map(|cursor| format!("cursor={}", cursor.token(query, &app.store.about.content)));
    let parts: Vec<String> = [canonical, limit, cursor].into_iter().flatten().collect();
    let mark = if parts.is_empty() { "" } else { "?" };
    format!("{}{suffix}{mark}{}", query.path(), parts.join("&"))
}
