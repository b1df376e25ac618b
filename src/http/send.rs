//! Send an answer: the headers that say what it is, and what may be kept of it for the next who asks.

use std::fmt::{Display, Write};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::answer::Asked;
use super::negotiate::Encoding;
use super::remember::Keep;
use super::signpost::Sign;
use crate::files::Format;
use crate::pages::assets::FOLDER;
use crate::pages::{MEDIA, POLICY};

/// Caches may keep an answer for minutes, shared ones for an hour, and longer while they ask or while we are away.
const CACHE: HeaderValue =
    HeaderValue::from_static("public, max-age=300, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=604800");
/// What has its content in its address may be kept for a year, which is as long as it goes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Headers of most answers, those that later steps add among them.
const HEADERS: usize = 16;
/// A link longer than this stays out of the headers, of which proxies take only so much; the body has it.
const MAX_LINK: usize = 2000;
/// The same of all links together.
const MAX_LINKS: usize = 4000;

/// An answer, or the news that it is unchanged, as it goes out; `small` is the body, where it can be kept.
pub fn send(asked: &Asked<'_>, links: &[String], small: Option<Bytes>, mut response: Response) -> Response {
    let Asked { app, plan, version, encoding, .. } = asked;
    if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
        return response;
    }
    let is_unchanged = response.status() == StatusCode::NOT_MODIFIED;
    if is_unchanged || response.status() == StatusCode::OK && small.is_some() {
        response.extensions_mut().insert(Keep { body: small, version: version.clone() });
    }
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    let ending = if *encoding == Encoding::Identity { String::new() } else { format!(".{}", encoding.name()) };
    set(headers, header::ETAG, &format!("\"{}{ending}\"", version.tag));
    headers.insert(header::LAST_MODIFIED, app.last_modified.clone());
    headers.insert(header::CACHE_CONTROL, if plan.address.starts_with(FOLDER) { FOREVER } else { CACHE });
    let is_page = plan.media == MEDIA;
    let varies = [("Accept", plan.negotiated), ("Accept-Encoding", plan.negotiated || plan.compressible)];
    let varies = varies.into_iter().chain([("Accept-Language", is_page)]).filter(|(_, varies)| *varies);
    let varies: Vec<&str> = varies.map(|(name, _)| name).collect();
    if !varies.is_empty() {
        set(headers, header::VARY, &varies.join(", "));
    }
    if is_page {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    if let Some(location) = plan.location.as_ref().filter(|location| location.len() <= MAX_LINK) {
        set(headers, header::CONTENT_LOCATION, location);
    }
    let links = joined(links, &plan.signs);
    if !links.is_empty() {
        set(headers, header::LINK, &links);
    }
    if is_unchanged {
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(plan.media));
    if *encoding != Encoding::Identity {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    if let Some(filename) = &plan.filename {
        // A picture is looked at before it is kept.
        let how = if plan.media == Format::Svg.media() { "inline" } else { "attachment" };
        set(headers, header::CONTENT_DISPOSITION, &format!("{how}; filename=\"{filename}\""));
    }
    response
}

/// The links that fit, as one header.
fn joined(links: &[String], signs: &[Sign]) -> String {
    let mut all = String::with_capacity(MAX_LINK);
    let each = links.iter().map(|link| link as &dyn Display).chain(signs.iter().map(|sign| sign as _));
    for link in each {
        let end = all.len();
        let comma = if end == 0 { "" } else { ", " };
        // Texts take everything.
        _ = write!(all, "{comma}{link}");
        if all.len() - end - comma.len() > MAX_LINK || all.len() > MAX_LINKS {
            all.truncate(end);
        }
    }
    all
}

/// Say something that is made for this answer; what all answers say is not copied for each.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
