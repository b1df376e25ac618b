//! Single rows: as JSON, as Markdown, as a page, as a claim.

use std::borrow::Cow;
use std::pin::pin;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::response::Response;
use percent_encoding::percent_decode_str;

use super::answer::{Plan, answer};
use super::list::asked_in;
use super::missing::mistaken;
use super::named::Named;
use super::negotiate::media;
use super::problem::Problem;
use super::{App, jsonld, markdown, pages, signpost};
use crate::files::Format;
use crate::kinds::{COUNTRIES, FACTS};
use crate::model::Kind;
use crate::pages::{MEDIA, SUFFIX};
use crate::query::{self, Query, View};
use crate::render::envelope::{self, Meta};
use crate::render::lines::Line;

/// `GET /{kind}/{id}`: one row, as it is or, `/{kind}/{id}@{version}`, as it was in a version.
pub async fn item(app: &Arc<App>, kind: &'static Kind, request: &Parts) -> Result<Response, Problem> {
    let language = match query::parse_language(request.uri.path(), request.uri.query().unwrap_or_default()) {
        Ok(language) => language,
        Err(mistakes) => return Err(mistaken(app, kind, request, mistakes).await),
    };
    let asked = asked(kind, request).map_err(|offered| Problem::not_acceptable(&offered))?;
    let called = Named::of(&asked.last);
    let app = &called.app(app, kind).await?;
    if asked.shape == Shape::Claim {
        return jsonld::item(app, kind, called, asked.is_negotiated, request).await;
    }
    // What goes by a name is found by it too, as in the filter; either code of a country is its id.
    let known = app.store.about.vocabulary.resolve(kind, called.id);
    let named = called.by_id(known.unwrap_or(called.id));
    let address = |format: Format| format!("/{}/{}{}{}", kind.name, named.text(), format.suffix(), asked_in(language));
    let format = if asked.shape == Shape::Markdown { Format::Markdown } else { Format::Json };
    if !named.id.eq_ignore_ascii_case(called.id) && !is_alpha2(kind, called.id) {
        let address = address(if asked.is_negotiated { Format::Json } else { format });
        return Err(Problem::moved(format!("`{}` is at {address}", called.id), address));
    }
    let row = async |language| Ok(in_language(app, kind, &named.row(app, kind, request).await?, language));
    let here = address(Format::Json);
    if asked.shape == Shape::Page {
        let row = row(pages::language(app, request));
        // Boxed, since it is large and every item would have room for it.
        return Box::pin(pages::item(app, kind, &here, asked.is_negotiated, request, row)).await;
    }
    let plan = Plan {
        media: format.media(),
        negotiated: asked.is_negotiated,
        location: (format == Format::Markdown && asked.is_negotiated).then(|| address(format)),
        is_there: false,
        signs: signpost::of_item(app, kind, &here, format),
        ..Plan::json(address(format))
    };
    let make = async {
        let row = row(language).await?;
        let about = &app.store.about;
        let meta = Meta { content_hash: named.version.map(|_| about.content.as_str()), ..Meta::of(&about.manifest) };
        Ok(match format {
            Format::Markdown => markdown::item(app, kind, &row, &here),
            _ => envelope::item(&row, &meta, &plan.address).into(),
        })
    };
    answer(app, request, &plan, pin!(make)).await
}

/// What a row is given as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Json,
    Markdown,
    Page,
    /// A fact as schema.org/Claim.
    Claim,
}

/// What rows are given as, with media type and ending; the last for facts alone.
const SHAPES: [(Shape, &str, &str); 4] = [
    (Shape::Json, Format::Json.media(), ".json"),
    (Shape::Markdown, Format::Markdown.media(), Format::Markdown.suffix()),
    (Shape::Page, MEDIA, SUFFIX),
    (Shape::Claim, jsonld::MEDIA, jsonld::ENDING),
];

/// How a row is asked for.
struct Asked<'a> {
    /// What stands last in the path, without an ending.
    last: Cow<'a, str>,
    shape: Shape,
    /// Whether `Accept` had a say in the shape.
    is_negotiated: bool,
}

/// How a row is asked for: by the ending of the path, else by `Accept`; the media types there are where it takes none.
fn asked<'a>(kind: &Kind, request: &'a Parts) -> Result<Asked<'a>, Vec<&'static str>> {
    // Facts are claims, which JSON-LD has a word for.
    let is_fact = kind.is_fact() || *kind == FACTS;
    let shapes = if is_fact { &SHAPES[..] } else { &SHAPES[..3] };
    let segment = request.uri.path().rsplit('/').next().unwrap_or_default();
    let asked = |last: &'a str, shape, is_negotiated| Asked {
        last: percent_decode_str(last).decode_utf8_lossy(),
        shape,
        is_negotiated,
    };
    let ends = |(shape, _, ending): &(Shape, _, &str)| Some(asked(segment.strip_suffix(ending)?, *shape, false));
    if let Some(asked) = shapes[1..].iter().find_map(ends) {
        return Ok(asked);
    }
    let offered: Vec<&str> = shapes.iter().map(|(_, media, _)| *media).collect();
    let Some(liked) = media(&request.headers, &offered) else { return Err(offered) };
    let shape = shapes.iter().find(|(_, media, _)| *media == liked).map_or(Shape::Json, |(shape, ..)| *shape);
    // To a browser the bare path is a page, so the JSON that pages lead to has an ending.
    match segment.strip_suffix(SHAPES[0].2).filter(|_| shape == Shape::Page) {
        Some(last) => Ok(asked(last, Shape::Json, true)),
        None => Ok(asked(segment, shape, true)),
    }
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
