//! `GET /{kind}/series` and `GET /{kind}/total`, of the kinds whose figures compare.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use serde_json::Value as Json;

use super::answer::{Content, Made, Plan, answer, exact};
use super::hints::{derived, hints};
use super::host::own_address;
use super::list::plan;
use super::negotiate::media;
use super::past;
use super::problem::Problem;
use super::unfit::unfit;
use super::views::view;
use super::{App, Shared, reading, total};
use crate::files::figures::{Refused, series};
use crate::files::{self, Format, begun, formats};
use crate::limits::MAX_FIGURES;
use crate::model::Kind;
use crate::pages::MEDIA;
use crate::query::{self, Query, Resource};
use crate::render::envelope::{self, Hint, Links, Meta};
use crate::series::{self, Grouped};
use crate::words::Reason;

/// The routes of a kind.
pub fn routes(mut router: Router<Arc<App>>, kind: &'static Kind) -> Router<Arc<App>> {
    for resource in [Resource::Series, Resource::Total] {
        let path = format!("/{}{}", kind.name, resource.path());
        let any = move |State(app): Shared, request: Parts| async move {
            match liked(&request, resource).map_err(|offered| Problem::not_acceptable(&offered))? {
                Some(format) => figures(&app, kind, (resource, format), true, &request).await,
                None => view(&app, (kind, resource), true, &request).await,
            }
        };
        router = router.route(&path, reading(get(any)));
        for format in formats(resource).iter().copied().filter(|format| *format != Format::Json) {
            let file = move |State(app): Shared, request: Parts| async move {
                figures(&app, kind, (resource, format), false, &request).await
            };
            router = router.route(&format!("{path}{}", format.suffix()), reading(get(file)));
        }
    }
    router
}

/// The format that a client likes best, `None` for a page, else the types that there are.
fn liked(request: &Parts, resource: Resource) -> Result<Option<Format>, Vec<&'static str>> {
    let offered: Vec<&str> = formats(resource).iter().map(|format| format.media()).chain([MEDIA]).collect();
    let Some(liked) = media(&request.headers, &offered) else { return Err(offered) };
    Ok(formats(resource).iter().copied().find(|format| format.media() == liked))
}

/// Series or a total in a format.
pub async fn figures(
    app: &Arc<App>,
    kind: &'static Kind,
    (resource, format): (Resource, Format),
    negotiated: bool,
    request: &Parts,
) -> Result<Response, Problem> {
    let (app, text) = &past::asked(app, kind, request.uri.query().unwrap_or_default()).await?;
    let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
    let endings: Vec<&str> = formats(resource).iter().map(|format| format.suffix()).collect();
    let explained = |mistakes| {
        query::explain_figures(kind, (resource, format.suffix(), &endings), text, mistakes, vocabulary, hash)
    };
    let query = query::parse_figures(kind, resource, text, vocabulary, hash).map_err(explained)?;
    if let Some(mistake) = unfit(&query, format) {
        return Err(explained(vec![mistake]).into());
    }
    // A picture has its whole address in it.
    let host = if format == Format::Svg { own_address(app, &request.headers) } else { String::new() };
    let plan = Plan { host, ..plan(app, &query, format, negotiated) };
    answer(app, request, &plan, pin!(content(app, &query, format, &plan))).await
}

/// What series and totals are answered with.
async fn content(app: &App, query: &Query, format: Format, plan: &Plan) -> Result<Content, Problem> {
    if query.resource == Resource::Total {
        return total::content(app, query, &plan.address).await;
    }
    let found = series(&app.store, query).await.map_err(|refused| problem(query, refused))?;
    let body = match format {
        Format::Csv => begun(query) + &series::csv(query.kind, &found.series),
        Format::Svg => chart(app, query, &found, plan).await?,
        _ => page(app, query, &found, &plan.address).await?,
    };
    Ok(Made::Whole(exact(body.into_bytes())).into())
}

/// All series as a picture, which says its whole address; where there are none, why.
async fn chart(app: &App, query: &Query, found: &Grouped, plan: &Plan) -> Result<String, Problem> {
    let reason = match (&found.series[..], &found.left_out[..]) {
        ([], [first, ..]) => Some(format!("{}: {}", first.fact, first.reason)),
        ([], []) => {
            let hint = hints(&app.store, query).await?.into_iter().next();
            hint.map(|hint| format!("{}\n{}", hint.detail.to_string().replace('`', ""), hint.again))
        }
        _ => None,
    };
    let address = format!("{}{}", plan.host, plan.address);
    Ok(files::chart::chart(&app.store, query, &found.series, &address, reason.as_deref()).await?.svg)
}

/// All series in one envelope, with the rows that are no points beside them.
async fn page(app: &App, query: &Query, found: &Grouped, address: &str) -> Result<String, Problem> {
    let meta = Meta {
        total: Some(found.series.len() as u64),
        limit: u32::try_from(MAX_FIGURES).ok(),
        hints: told(app, query, found).await?,
        report_url: None,
        content_hash: query.version.as_ref().map(|_| app.store.about.content.as_str()),
        ..Meta::of(&app.store.about.manifest)
    };
    let rows: Vec<String> = found.series.iter().map(|series| series::json(series).to_string()).collect();
    let left_out: Json = found.left_out.iter().map(Json::from).collect();
    let links = Links { this: address.to_owned(), next: None };
    Ok(envelope::list(&rows.join(","), Some(("left_out", &left_out)), &meta, &links))
}

/// Why there are no series; where there are, that derived points would go with them.
async fn told(app: &App, query: &Query, found: &Grouped) -> Result<Vec<Hint>, Problem> {
    if found.series.is_empty() && found.left_out.is_empty() {
        return hints(&app.store, query).await;
    }
    Ok(derived(&app.store, query, "stated,inferred,derived").await?.into_iter().collect())
}

/// The problem of figures that were not read.
pub fn problem(query: &Query, refused: Refused) -> Problem {
    match refused {
        Refused::Store(error) => error.into(),
        // How many there are of what, by the first column that tells quantities apart.
        Refused::TooMany(count) => {
            let told = Reason::of("problem.many_figures")
                .with("count", count.to_string())
                .with("most", MAX_FIGURES.to_string());
            Problem::unprocessable(told).or_try(groups(query))
        }
    }
}

fn groups(query: &Query) -> String {
    let by = query.kind.quantity.iter().find_map(|name| query.kind.column(name)).map_or("year", |column| column.param);
    let rows = query
        .canonical
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("lang=") && !part.starts_with("bom="));
    let parts: Vec<String> = std::iter::once(format!("by={by}")).chain(rows.map(str::to_owned)).collect();
    format!("/{}/groups?{}", query.kind.name, parts.join("&"))
}
