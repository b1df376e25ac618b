//! `GET /cite?url=...`: how to cite an answer.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use serde_json::json;

use super::answer::{Content, Plan, answer};
use super::cited::{asked, not_there, of_version};
use super::host::own_address;
use super::problem::Problem;
use super::{App, Shared, reading};
use crate::cite::Citation;
use crate::render::envelope::{self, Meta};

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
    app: &Arc<App>,
    request: &Parts,
    suffix: &str,
    media: &'static str,
    make: impl FnOnce(&Citation, &App, &str) -> String,
) -> Result<Response, Problem> {
    let app = &of_version(app, &request.uri).await?;
    let asked = asked(app, &request.uri)?;
    let url: String = form_urlencoded::byte_serialize(asked.address.as_bytes()).collect();
    let host = own_address(app, &request.headers);
    let plan = Plan { media, is_there: asked.id.is_none(), host, ..Plan::json(format!("/cite{suffix}?url={url}")) };
    let make = async {
        let citation = Citation::of(&app.store, &asked.query, &asked.address, &plan.host).await?;
        if let Some(id) = asked.id.as_deref().filter(|_| citation.rows == 0) {
            return Err(not_there(app, asked.query.kind, id).await?);
        }
        Ok(Content::from(make(&citation, app, &plan.address)))
    };
    answer(app, request, &plan, pin!(make)).await
}
