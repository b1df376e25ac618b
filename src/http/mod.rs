//! The HTTP interface: every kind's routes, registered by one loop over the declarations.

mod answer;
mod check;
mod cite;
mod cited;
mod compress;
mod conditional;
mod cut;
mod declared;
mod differences;
mod docs;
mod encode;
mod feed;
mod figures;
mod gone;
mod headers;
mod hints;
mod host;
mod id;
mod item;
mod jsonld;
mod linkset;
mod list;
mod llms;
mod log;
mod markdown;
mod mcp;
mod meta;
mod missing;
mod named;
mod negotiate;
mod operate;
mod pages;
mod past;
mod paths;
mod problem;
mod reconcile;
mod refuse;
mod remember;
mod send;
mod signpost;
mod spool;
mod total;
mod trace;
mod unfit;
mod views;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use tokio::sync::OnceCell;
use tower_http::catch_panic::CatchPanicLayer;

use self::problem::Problem;
use self::spool::Spool;
use crate::factcheck::Checker;
use crate::files::{FORMATS, Format, GROUP_FORMATS};
use crate::kinds::{measured, served};
use crate::limits::MAX_QUERY;
use crate::load::{Limits, Load};
use crate::pages::Names;
use crate::store::Store;

pub use id::REQUEST_ID;
pub use mcp::Mcp;
pub use operate::ALWAYS;
pub use refuse::refused;
pub use remember::{Answering, Service};

/// What every handler shares.
#[derive(Debug)]
pub struct App {
    /// The dataset.
    pub store: Arc<Store>,
    /// What is kept between claims that are checked.
    checker: Checker,
    /// When the dataset was released.
    modified: SystemTime,
    /// The same as a header says it.
    last_modified: HeaderValue,
    /// Files that were made for some of its answers.
    spool: Arc<Spool>,
    /// Versions of the past that were asked for.
    past: past::Past,
    /// What the service bears and how it fares.
    load: Arc<Load>,
    /// The hosts under which tools of language models may reach it.
    hosts: Vec<String>,
    /// What things are called on pages.
    names: OnceCell<Names>,
}

impl App {
    fn new(store: Arc<Store>, load: Arc<Load>) -> Self {
        let spool = Arc::new(Spool::new(std::env::temp_dir(), Arc::clone(&load.files)));
        Self::with(store, spool, load)
    }

    /// One of another version, which shares what both need once.
    fn beside(store: Store, other: &Self) -> Self {
        Self::with(Arc::new(store), Arc::clone(&other.spool), Arc::clone(&other.load))
    }

    fn with(store: Arc<Store>, spool: Arc<Spool>, load: Arc<Load>) -> Self {
        let released: Option<jiff::civil::Date> = store.about.manifest.released.parse().ok();
        let since = released.map_or(0, |day| (day - jiff::civil::Date::constant(1970, 1, 1)).get_days());
        let seconds = u64::try_from(since).unwrap_or(0) * 24 * 60 * 60;
        let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let last_modified = HeaderValue::from_str(&httpdate::fmt_http_date(modified));
        // A date is text that a header can say.
        let last_modified = last_modified.unwrap_or(HeaderValue::from_static(""));
        let hosts = mcp::hosts(&store.base, &store.hosts);
        let (checker, names, past) = (Checker::default(), OnceCell::new(), past::Past::default());
        Self { store, checker, modified, last_modified, spool, past, load, hosts, names }
    }
}

type Shared = State<Arc<App>>;

/// The whole service for a dataset, with the usual limits.
pub fn service(store: Store) -> Service {
    service_under(Arc::new(store), Load::new(Limits::default()), true)
}

/// The whole service for a dataset; `has_metrics` says whether what was counted is told in public.
pub fn service_under(store: Arc<Store>, load: Arc<Load>, has_metrics: bool) -> Service {
    of(&Arc::new(App::new(store, load)), has_metrics)
}

/// The tools of language models for a dataset, to be served on any transport.
pub fn tools(store: Store) -> Mcp {
    let app = Arc::new(App::new(Arc::new(store), Load::new(Limits::default())));
    Mcp::new(of(&app, true), app)
}

fn of(app: &Arc<App>, has_metrics: bool) -> Service {
    let inside = dressed(operate::routes(Router::new(), true), Arc::clone(app));
    let outside = dressed(router(has_metrics), Arc::clone(app));
    Service::new(outside, inside, app.store.length, Arc::clone(&app.load))
}

/// All routes.
fn router(has_metrics: bool) -> Router<Arc<App>> {
    let mut router = Router::new();
    for kind in served() {
        let path = format!("/{}", kind.name);
        let list =
            move |State(app): Shared, request: Parts| async move { list::negotiated(&app, kind, &request).await };
        let groups = move |State(app): Shared, request: Parts| async move {
            list::negotiated_groups(&app, kind, &request).await
        };
        let item = move |State(app): Shared, request: Parts| async move { item::item(&app, kind, &request).await };
        router = router.route(&path, reading(get(list))).route(&format!("{path}/{{id}}"), reading(get(item)));
        router = router.route(&format!("{path}/groups"), reading(get(groups)));
        for format in GROUP_FORMATS.into_iter().filter(|format| *format != Format::Json) {
            let file = move |State(app): Shared, request: Parts| async move {
                list::groups(&app, kind, format, false, &request).await
            };
            router = router.route(&format!("{path}/groups{}", format.suffix()), reading(get(file)));
        }
        for format in FORMATS.into_iter().filter(|format| *format != Format::Json) {
            let file = move |State(app): Shared, request: Parts| async move {
                list::list(&app, kind, format, false, &request).await
            };
            router = router.route(&format!("{path}{}", format.suffix()), reading(get(file)));
        }
    }
    for kind in measured() {
        router = figures::routes(router, kind);
    }
    let router = router.route(mcp::PATH, post(mcp::handle).options(mcp::options));
    let router =
        router.route("/linkset", reading(get(linkset::linkset))).route("/changes.atom", reading(get(feed::changes)));
    let router = meta::routes(docs::routes(reconcile::routes(cite::routes(check::routes(router)))));
    views::routes(pages::routes(operate::routes(router, has_metrics)))
}

/// Routes with what holds of all of them.
fn dressed(router: Router<Arc<App>>, app: Arc<App>) -> Router {
    router
        .fallback(paths::unknown)
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .layer(CatchPanicLayer::custom(|_| Problem::internal(&"a handler panicked").into_response()))
        .layer(from_fn(refuse_long))
        .layer(from_fn_with_state(Arc::clone(&app), pages::problems))
        .layer(from_fn(headers::dress))
        .with_state(app)
}

/// A route that tells what may be asked of it.
fn reading(route: MethodRouter<Arc<App>>) -> MethodRouter<Arc<App>> {
    route.options(headers::options)
}

/// 414 for a query string that is too long to mean anything.
async fn refuse_long(request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.len() > MAX_QUERY) {
        return Problem::uri_too_long(MAX_QUERY).into_response();
    }
    next.run(request).await
}
