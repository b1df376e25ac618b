//! Single rows: as JSON, as Markdown, as a page.

use std::pin::pin;

use axum::http::request::Parts;
use axum::response::Response;
use percent_encoding::percent_decode_str;

use super::answer::{Plan, answer};
use super::list::asked_in;
use super::missing::missing;
use super::negotiate::media;
use super::problem::Problem;
use super::{App, markdown, pages, signpost};
use crate::files::Format;
use crate::kinds::COUNTRIES;
use crate::model::Kind;
use crate::pages::{MEDIA, SUFFIX};
use crate::query::{self, Query, View};
use crate::render::envelope::{self, Meta};
use crate::render::lines::Line;

/// `GET /{kind}/{id}`: one row.
pub async fn item(app: &App, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    let language = query::parse_language(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let offered = [Format::Json.media(), Format::Markdown.media(), MEDIA];
    let Some(liked) = media(&request.headers, &offered) else { return Err(Problem::not_acceptable(&offered)) };
    let last = request.uri.path().rsplit('/').next().unwrap_or_default();
    let (page, md) = (last.strip_suffix(SUFFIX), last.strip_suffix(Format::Markdown.suffix()));
    // To a browser the bare path is a page, so the JSON that pages lead to has an ending.
    let json = last.strip_suffix(".json").filter(|_| liked == MEDIA);
    let bare = page.or(md).or(json);
    let liked = Some(liked).filter(|_| bare.is_none());
    let is_page = page.is_some() || liked == Some(MEDIA);
    let is_markdown = md.is_some() || liked == Some(Format::Markdown.media());
    let format = if is_markdown { Format::Markdown } else { Format::Json };
    let id = percent_decode_str(bare.unwrap_or(last)).decode_utf8_lossy();
    // What goes by a name is found by it too, as in the filter; either code of a country is its id.
    let known = app.store.about.vocabulary.resolve(kind, &id);
    let address =
        |format: Format| format!("/{}/{}{}{}", kind.name, known.unwrap_or(&id), format.suffix(), asked_in(language));
    if known.is_some_and(|known| !known.eq_ignore_ascii_case(&id) && !is_alpha2(kind, &id)) {
        let address = address(md.map_or(Format::Json, |_| format));
        return Err(Problem::moved(&format!("`{id}` is at {address}"), address));
    }
    let id = known.unwrap_or(&id);
    if is_page {
        let language = pages::language(app, request);
        let row = async { row(app, kind, id, language, request).await };
        return pages::item(app, kind, &address(Format::Json), page.is_none(), request, row).await;
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
        let row = row(app, kind, id, language, request).await?;
        Ok(match format {
            Format::Markdown => markdown::item(app, kind, &row, &address(Format::Json)),
            _ => envelope::item(&row, &Meta::of(&app.store.about.manifest), &plan.address).into(),
        })
    };
    answer(app, request, &plan, pin!(make)).await
}

/// A row as JSON in a language; nothing for English.
async fn row(
    app: &App,
    kind: &'static Kind,
    id: &str,
    language: Option<&'static str>,
    request: &Parts,
) -> Result<String, Problem> {
    let Some(row) = app.store.item(kind, id).await? else { return Err(missing(app, kind, id, request).await?) };
    let (about, query) = (&app.store.about, Query { language, ..Query::all(kind) });
    let view = View::of(&query, &about.sources, &about.titles);
    Ok(view.map_or(row.clone(), |view| view.line(&row, Line::Json)))
}

/// True for what can only be the second code of a country.
fn is_alpha2(kind: &Kind, id: &str) -> bool {
    *kind == COUNTRIES && id.len() == 2
}
