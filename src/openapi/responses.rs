//! Responses and headers that many operations share.

use serde_json::json;
use utoipa::openapi::schema::Type as JsonType;
use utoipa::openapi::{ContentBuilder, Header, HeaderBuilder, Ref, RefOr, Response, ResponseBuilder, Schema};

use super::values::{LINE, MAX_ADDRESS, of, reference};

/// Problems by the names of their components: status, what they mean.
const PROBLEMS: [(&str, &str); 9] = [
    ("BadQuery", "The query string has mistakes; all of them are told, each with what would be right."),
    ("UriTooLong", "The query string is longer than any that makes sense."),
    ("NotFound", "There is nothing of that id."),
    ("NotAcceptable", "`Accept` takes none of the media types that there are; the problem names them."),
    ("Moved", "What was here is of another kind now, at the address in `Location`."),
    ("Gone", "What was here was withdrawn; the problem says why."),
    ("RangeNotSatisfiable", "`Range` asks for bytes that are not there."),
    ("Failed", "The service failed; its log knows why."),
    (
        "TooSlow",
        "The answer took too long to work out and was given up; ask for less, or again when the service is less busy.",
    ),
];

/// Headers by the names of their components.
const HEADERS: [(&str, &str, &str); 11] = [
    (
        "ETag",
        "Strong entity tag: it follows from the dataset, the request's normal form and the encoding.",
        "\"1f0c5d0a9be7f3a1c2d4\"",
    ),
    ("Last-Modified", "When the dataset was released.", "Sun, 22 Nov 2026 00:00:00 GMT"),
    ("Cache-Control", "How long caches may keep the answer.", "public, max-age=300"),
    ("Vary", "The request headers that the answer depends on.", "Accept-Encoding"),
    (
        "Link",
        "The next page (`rel=\"next\"`, absent on the last), the answer's own citation (`cite-as`) and what else belongs with it \
         (`describedby`, `license`, `collection`, `item`, `linkset`), RFC 8288.",
        "</cite?url=%2Ftrade>; rel=\"cite-as\"",
    ),
    ("Content-Disposition", "A name for the file.", "attachment; filename=\"sinolac-trade.csv\""),
    ("Accept-Ranges", "`bytes` where a part of the body can be asked for.", "bytes"),
    ("Content-Range", "Which bytes of how many these are.", "bytes 0-99/4711"),
    ("Location", "Where what was asked for is found.", "/initiatives/agreement-2025-visa-free-brazil"),
    ("Retry-After", "Seconds after which the same request may be tried again.", "30"),
    ("Access-Control-Allow-Origin", "Scripts of any site may read the answer.", "*"),
];

/// Every shared header.
pub fn headers() -> impl Iterator<Item = (&'static str, Header)> {
    HEADERS.into_iter().map(|(name, doc, example)| {
        let text = of(JsonType::String, false).max_length(Some(MAX_ADDRESS)).pattern(Some(LINE));
        let header = HeaderBuilder::new().description(Some(doc)).schema(Some(text)).example(Some(json!(example)));
        (name, header.build())
    })
}

/// Every shared response.
pub fn all() -> impl Iterator<Item = (&'static str, Response)> {
    let problems = PROBLEMS.into_iter().map(|(name, doc)| {
        let content = ContentBuilder::new().schema(Some(reference("Problem"))).build();
        let response = ResponseBuilder::new().description(doc).content("application/problem+json", content);
        let own = match name {
            "TooSlow" => Some("Retry-After"),
            "Moved" => Some("Location"),
            _ => None,
        };
        let names = ["Access-Control-Allow-Origin"].into_iter().chain(own);
        (name, names.fold(response, |response, name| response.header_ref(name, header(name))).build())
    });
    let unchanged = validated(ResponseBuilder::new().description("The client has this answer already."), true).build();
    problems.chain([("NotModified", unchanged)])
}

/// `$ref` to a shared response.
pub fn response(name: &str) -> RefOr<Response> {
    Ref::from_response_name(name).into()
}

/// An answer with its body and the headers that every answer has.
pub fn answer(doc: &str, media: &str, schema: Option<RefOr<Schema>>, varies: bool) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(schema).build();
    validated(ResponseBuilder::new().description(doc).content(media, content), varies)
}

/// With the headers that validate and cache an answer.
fn validated(response: ResponseBuilder, varies: bool) -> ResponseBuilder {
    let always = ["ETag", "Last-Modified", "Cache-Control", "Access-Control-Allow-Origin"];
    let names = always.into_iter().chain(varies.then_some("Vary"));
    names.fold(response, |response, name| response.header_ref(name, header(name)))
}

/// `$ref` to a shared header.
pub fn header(name: &str) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}
