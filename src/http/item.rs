//! Single rows: as JSON, as Markdown, as a page.

use std::pin::pin;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::response::Response;
use percent_encoding::percent_decode_str;

use super::answer::{Plan, answer};
use super::list::asked_in;
use super::missing::{absent, missing, mistaken};
use super::negotiate::media;
use super::problem::Problem;
use super::{App, jsonld, markdown, pages, past, signpost};
use crate::files::Format;
use crate::kinds::{COUNTRIES, FACTS};
use crate::model::Kind;
use crate::pages::{MEDIA, SUFFIX};
use crate::query::{self, Query, View};
use crate::render::envelope::{self, Meta};
use crate::render::lines::Line;

/// `GET /{kind}/{id}`: one row, as it is or, `/{kind}/{id}@{version}`, as it was in a version.
pub async fn item(app: &Arc<App>, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    let text = request.uri.query().unwrap_or_default();
    let language = match query::parse_language(request.uri.path(), text) {
        Ok(language) => language,
        Err(mistakes) => return Err(mistaken(app, kind, request, mistakes).await),
    };
    let last = request.uri.path().rsplit('/').next().unwrap_or_default();
    // Facts are claims, which JSON-LD has a word for.
    let is_fact = kind.is_fact() || *kind == FACTS;
    if let Some(id) = last.strip_suffix(jsonld::ENDING).filter(|_| is_fact) {
        return jsonld::item(app, kind, &percent_decode_str(id).decode_utf8_lossy(), false, request).await;
    }
    let offered = [Format::Json.media(), Format::Markdown.media(), MEDIA, jsonld::MEDIA];
    let offered = if is_fact { &offered[..] } else { &offered[..3] };
    let Some(liked) = media(&request.headers, offered) else { return Err(Problem::not_acceptable(offered)) };
    if liked == jsonld::MEDIA {
        return jsonld::item(app, kind, &percent_decode_str(last).decode_utf8_lossy(), true, request).await;
    }
    let (page, md) = (last.strip_suffix(SUFFIX), last.strip_suffix(Format::Markdown.suffix()));
    // To a browser the bare path is a page, so the JSON that pages lead to has an ending.
    let json = last.strip_suffix(".json").filter(|_| liked == MEDIA);
    let bare = page.or(md).or(json);
    let liked = Some(liked).filter(|_| bare.is_none());
    let is_page = page.is_some() || liked == Some(MEDIA);
    let is_markdown = md.is_some() || liked == Some(Format::Markdown.media());
    let format = if is_markdown { Format::Markdown } else { Format::Json };
    let last = percent_decode_str(bare.unwrap_or(last)).decode_utf8_lossy();
    let (id, version) = last.split_once('@').map_or((&*last, None), |(id, version)| (id, Some(version)));
    let app = match version {
        Some(version) => &past::of_version(app, version).await?.ok_or_else(|| absent(app, kind, id, version))?,
        None => app,
    };
    // What goes by a name is found by it too, as in the filter; either code of a country is its id.
    let known = app.store.about.vocabulary.resolve(kind, id);
    let name = last.replacen(id, known.unwrap_or(id), 1);
    let address = |format: Format| format!("/{}/{name}{}{}", kind.name, format.suffix(), asked_in(language));
    if known.is_some_and(|known| !known.eq_ignore_ascii_case(id) && !is_alpha2(kind, id)) {
        let address = address(md.map_or(Format::Json, |_| format));
        return Err(Problem::moved(format!("`{id}` is at {address}"), address));
    }
    let id = known.unwrap_or(id);
    let row = async |language| match (app.store.item(kind, id).await?, version) {
        (Some(row), _) => Ok(in_language(app, kind, &row, language)),
        (None, Some(version)) => Err(absent(app, kind, id, version)),
        (None, None) => Err(missing(app, kind, id, request).await?),
    };
    if is_page {
        let row = row(pages::language(app, request));
        // Boxed, since it is large and every item would have room for it.
        return Box::pin(pages::item(app, kind, &address(Format::Json), page.is_none(), request, row)).await;
    }
    let plan = Plan {
        media: format.media(),
        negotiated: md.is_none(),
        location: (is_markdown && md.is_none()).then(|| address(format)),
        is_there: false,
        signs: signpost::of_item(app, kind, &address(Format::Json), format),
        ..Plan::json(address(format))
    };
    let make = async {
        let row = row(language).await?;
        let about = &app.store.about;
        let meta = Meta { content_hash: version.map(|_| about.content.as_str()), ..Meta::of(&about.manifest) };
        Ok(match format {
            Format::Markdown => markdown::item(app, kind, &row, &address(Format::Json)),
            _ => envelope::item(&row, &meta, &plan.address).into(),
        })
    };
    answer(app, request, &plan, pin!(make)).await
}

/// A row as JSON in a language; nothing for English.
fn in_language(app: &App, kind: &'static Kind, row: &str, language: Option<&'static str>) -> String {
    let (about, query) = (&app.store.about, Query { language, ..Query::all(kind) });
    View::of(&query, &about.sources, &about.titles).map_or(row.to_owned(), |view| view.line(row, Line::Json))
}

/// True for what can only be the second code of a country.
fn is_alpha2(kind: &Kind, id: &str) -> bool {
    *kind == COUNTRIES && id.len() == 2
}
