//! Lists in every format, and single items.

use std::pin::pin;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::response::Response;
use percent_encoding::percent_decode_str;

use super::App;
use super::answer::{Content, Made, Plan, Source, answer, exact};
use super::gone::missing;
use super::host::own_address;
use super::negotiate::media;
use super::problem::Problem;
use super::signpost;
use crate::files::{self, FORMATS, Format, groups};
use crate::limits::{DEFAULT_LIMIT, MAX_XLSX};
use crate::model::Kind;
use crate::query::{self, Cursor, Mistake, Query, View};
use crate::render::envelope::{self, Links, Meta};

/// `GET /{kind}`: the format that the client likes best, JSON if it does not say.
pub async fn negotiated(app: &App, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    let offered = FORMATS.map(Format::media);
    let format =
        media(&request.headers, &offered).and_then(|liked| FORMATS.into_iter().find(|format| format.media() == liked));
    match format {
        Some(format) => list(app, kind, format, true, request).await,
        None => Err(Problem::not_acceptable(&offered)),
    }
}

/// `GET /{kind}.csv` and its like.
pub async fn list(
    app: &App,
    kind: &'static Kind,
    format: Format,
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    let query =
        query::parse(kind, request.uri.query().unwrap_or_default(), &app.store.about.vocabulary, &app.store.hash)?;
    if let Some(problem) = misplaced(&query, format) {
        return Err(problem);
    }
    let address = address(app, &query, format.suffix(), query.cursor);
    // A spreadsheet has links to its facts and its own citation in it.
    let host = if format == Format::Xlsx { own_address(app, &request.headers) } else { String::new() };
    let plan = Plan {
        media: format.media(),
        compressible: format.is_compressible(),
        negotiated,
        location: (negotiated && format != Format::Json).then(|| address.clone()),
        filename: (format != Format::Json).then(|| format!("sinolac-{}{}", kind.name, format.suffix())),
        signs: signpost::of_list(app, &query, format, &address),
        host,
        address,
        ..Plan::json(String::new())
    };
    answer(app, request, &plan, pin!(content(app, &query, format, &plan))).await
}

/// A file has all its rows at once, so what belongs to pages does not go with it; only CSV has a byte-order mark.
fn misplaced(query: &Query, format: Format) -> Option<Problem> {
    if query.bom && format != Format::Csv {
        return Some(mistake("bom", format!("belongs to CSV; /{}.csv?bom=true would be right", query.kind.name)));
    }
    let wrong = [("cursor", query.cursor.is_some()), ("facets", !query.facets.is_empty())];
    let found = wrong.into_iter().find(|(_, given)| *given && format != Format::Json);
    found.map(|(name, _)| mistake(name, "belongs to pages; a file has all its rows at once".to_owned()))
}

/// What a list is answered with.
async fn content(app: &App, query: &Query, format: Format, plan: &Plan) -> Result<Content, Problem> {
    let (store, address) = (&app.store, &plan.address);
    let body = match format {
        Format::Json => return page(app, query, address).await,
        Format::Parquet | Format::Xlsx | Format::Geojson if !query.group_by.is_empty() => {
            let detail = format!("groups come as JSON, CSV and NDJSON, not as {}", format.name());
            return Err(mistake("group_by", detail));
        }
        Format::Xlsx => {
            let rows = store.total(query).await?.min(query.limit.map_or(u64::MAX, u64::from));
            if rows > MAX_XLSX {
                let detail = format!(
                    "{rows} rows are too many for a spreadsheet, which takes {MAX_XLSX}; .csv and .parquet take all"
                );
                return Err(mistake("limit", detail));
            }
            // Boxed, since the library's workbook is large and every list would have room for it.
            Made::Whole(Bytes::from(Box::pin(files::xlsx(store, query, address, &plan.host)).await?))
        }
        _ => {
            let (store, query) = (Arc::clone(store), query.clone());
            let source: Source = Arc::new(move || files::pieces(&store, &query, format));
            if format.is_read_in_parts() { Made::Divisible(source) } else { Made::Pieces(source) }
        }
    };
    Ok(body.into())
}

/// One page of rows or of groups, in its envelope.
async fn page(app: &App, query: &Query, address: &str) -> Result<Content, Problem> {
    let store = &app.store;
    let page = if query.group_by.is_empty() { store.page(query).await? } else { groups::page(store, query).await? };
    let next = page.next.map(|cursor| self::address(app, query, "", Some(cursor)));
    let has_facets = !query.facets.is_empty() && query.cursor.is_none();
    let facets = if has_facets { Some(groups::facets(store, query).await?) } else { None };
    let meta = Meta {
        total: Some(page.total),
        limit: Some(query.limit.unwrap_or(DEFAULT_LIMIT)),
        report_url: None,
        ..Meta::of(&store.about.manifest)
    };
    let links = next.iter().map(|next| format!("<{next}>; rel=\"next\"")).collect();
    let body = envelope::list(&page.rows, facets.as_ref(), &meta, &Links { this: address.to_owned(), next });
    Ok(Content { body: Made::Whole(exact(body.into_bytes())), links })
}

/// `GET /{kind}/{id}`: one row.
pub async fn item(app: &App, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    let language = query::parse_language(request.uri.query().unwrap_or_default())?;
    if media(&request.headers, &[Format::Json.media()]).is_none() {
        return Err(Problem::not_acceptable(&[Format::Json.media()]));
    }
    let last = request.uri.path().rsplit('/').next().unwrap_or_default();
    let id = percent_decode_str(last).decode_utf8_lossy();
    // Countries may be named by either of their codes, as in the filter.
    let known = app.store.about.vocabulary.resolve(kind, &id);
    let id = known.as_deref().unwrap_or(&id);
    let address = format!("/{}/{id}{}", kind.name, asked_in(language));
    let signs = signpost::of_item(app, kind, &address);
    let plan = Plan { negotiated: true, is_there: false, signs, ..Plan::json(address) };
    let make = async {
        match app.store.item(kind, id).await? {
            Some(row) => {
                let (about, query) = (&app.store.about, Query { language, ..Query::all(kind) });
                let row = View::of(&query, &about.sources, &about.titles).map_or(row.clone(), |view| view.json(&row));
                Ok(envelope::item(&row, &Meta::of(&about.manifest), &plan.address).into())
            }
            None => Err(missing(app, kind, id).await?),
        }
    };
    answer(app, request, &plan, pin!(make)).await
}

/// The query string of an address whose answer is in a language; nothing for English.
pub fn asked_in(language: Option<&str>) -> String {
    language.map_or_else(String::new, |language| format!("?lang={language}"))
}

/// The address of a query in its normal form, from a place in its answer on.
fn address(app: &App, query: &Query, suffix: &str, cursor: Option<Cursor>) -> String {
    let canonical = Some(query.canonical.clone()).filter(|text| !text.is_empty());
    let limit = query.limit.map(|limit| format!("limit={limit}"));
    let cursor = cursor.map(|cursor| format!("cursor={}", cursor.token(query, &app.store.hash)));
    let parts: Vec<String> = [canonical, limit, cursor].into_iter().flatten().collect();
    let mark = if parts.is_empty() { "" } else { "?" };
    format!("/{}{suffix}{mark}{}", query.kind.name, parts.join("&"))
}

fn mistake(parameter: &str, detail: String) -> Problem {
    Problem::bad_query(vec![Mistake { parameter: parameter.to_owned(), detail, allowed: Vec::new(), suggestion: None }])
}
