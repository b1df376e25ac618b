//! From what an answer is to the response that carries it: validators, encodings, ranges, headers.
//!
//! Nothing changes while a server runs, so the entity tag follows from the dataset and the request's normal form alone,
//! and a conditional request is answered before any work is done for it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::body::{Made, exact, sent};
use super::conditional::{Known, Version};
use super::negotiate::Encoding;
use super::problem::Problem;
use super::remember::Keep;
use crate::hash::sha256;

/// Caches may keep an answer for minutes, shared ones for an hour, and longer while they ask or while we are away.
const CACHE: HeaderValue =
    HeaderValue::from_static("public, max-age=300, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=604800");
/// A link longer than this stays out of the headers, of which proxies take only so much; the body has it.
const MAX_LINK: usize = 2000;

/// What an answer is, before anything is done for it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "four independent properties of an answer")]
pub struct Plan {
    /// Path and query in normal form: what the answer is an answer to.
    pub address: String,
    /// Its media type.
    pub media: &'static str,
    /// Whether compressing it pays.
    pub compressible: bool,
    /// Whether `Accept` had a say in it.
    pub negotiated: bool,
    /// The address under which the same is always got in this form, where that is another one.
    pub location: Option<String>,
    /// A name for the file, where it is one.
    pub filename: Option<String>,
    /// Whether it is known without a look that there is such an answer: there is always a list, not always an item.
    pub is_there: bool,
    /// Whether what it says can be cited.
    pub citable: bool,
}

impl Plan {
    /// A JSON answer.
    pub fn json(address: String) -> Self {
        Self {
            address,
            media: "application/json",
            compressible: true,
            negotiated: false,
            location: None,
            filename: None,
            is_there: true,
            citable: false,
        }
    }
}

/// A body and the links that go with it.
pub struct Content {
    /// The body.
    pub body: Made,
    /// Values of `Link` headers.
    pub links: Vec<String>,
}

impl From<String> for Content {
    fn from(body: String) -> Self {
        Self { body: Made::Whole(exact(body.into_bytes())), links: Vec::new() }
    }
}

/// Answer a request: 304 when the client has it, else what `make` makes.
pub async fn answer(
    app: &App,
    headers: &HeaderMap,
    plan: &Plan,
    make: impl Future<Output = Result<Content, Problem>>,
) -> Response {
    let ranged = headers.contains_key(header::RANGE);
    let encoding = if plan.compressible && !ranged { Encoding::of(headers) } else { Encoding::Identity };
    let made_of = [env!("CARGO_PKG_VERSION"), &app.store.hash, &app.store.base, &plan.address];
    let tag = sha256(made_of.join(" ").as_bytes());
    let version = Version { tag: tag[..20].to_owned(), modified: app.modified };
    let unchanged = |links: &[String]| {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        response.extensions_mut().insert(Keep { body: None, version: version.clone() });
        dressed(app, plan, &version, encoding, links, response)
    };
    let known = version.is_known(headers);
    if known == Known::ByTag || known == Known::IfThere && plan.is_there {
        return unchanged(&[]);
    }
    let response = match make.await {
        Ok(content) if known == Known::IfThere => Ok(unchanged(&content.links)),
        Ok(content) => {
            let response = sent(content.body, encoding, headers, &version, &app.spool).await;
            response.map(|response| dressed(app, plan, &version, encoding, &content.links, response))
        }
        Err(problem) => Ok(problem.into_response()),
    };
    response.unwrap_or_else(|error| Problem::internal(&error).into_response())
}

/// The headers that every form of an answer has.
fn dressed(
    app: &App,
    plan: &Plan,
    version: &Version,
    encoding: Encoding,
    links: &[String],
    mut response: Response,
) -> Response {
    if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
        return response;
    }
    let headers = response.headers_mut();
    let ending = if encoding == Encoding::Identity { String::new() } else { format!(".{}", encoding.name()) };
    set(headers, header::ETAG, &format!("\"{}{ending}\"", version.tag));
    headers.insert(header::LAST_MODIFIED, app.last_modified.clone());
    headers.insert(header::CACHE_CONTROL, CACHE);
    match (plan.negotiated, plan.compressible) {
        (true, _) => headers.append(header::VARY, HeaderValue::from_static("Accept, Accept-Encoding")),
        (false, true) => headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding")),
        (false, false) => false,
    };
    if let Some(location) = plan.location.as_ref().filter(|location| location.len() <= MAX_LINK) {
        set(headers, header::CONTENT_LOCATION, location);
    }
    let url: String = form_urlencoded::byte_serialize(plan.address.as_bytes()).collect();
    let cite = plan.citable.then(|| format!("</cite?url={url}>; rel=\"cite-as\""));
    let links: Vec<String> = links.iter().cloned().chain(cite).filter(|link| link.len() <= MAX_LINK).collect();
    if !links.is_empty() {
        set(headers, header::LINK, &links.join(", "));
    }
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(plan.media));
    if encoding != Encoding::Identity {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    if let Some(filename) = &plan.filename {
        set(headers, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{filename}\""));
    }
    response
}

/// Say something that is made for this answer; what all answers say is not copied for each.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
