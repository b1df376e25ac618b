//! From what an answer is to the response that carries it: validators, encodings, ranges, headers.
//!
//! Nothing changes while a server runs, so the entity tag follows from the dataset and the request's normal form alone,
//! and a conditional request is answered before any work is done for it.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::mpsc;

use super::App;
use super::conditional::{Known, Part, Version};
use super::encode::{self, Encoder};
use super::negotiate::Encoding;
use super::remember::Keep;
use crate::hash::sha256;
use crate::problem::Problem;
use crate::store;

/// Caches may keep an answer for minutes, shared ones for an hour, and longer while they ask or while we are away.
const CACHE: &str = "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=604800";
/// Bytes gathered before they are sent: large enough that sending costs little, small enough to hold many at once.
const CHUNK: usize = 64 * 1024;
/// A link longer than this stays out of the headers, of which proxies take only so much; the body has it.
const MAX_LINK: usize = 2000;
/// A body of no more bytes is sent as a whole, with its length and in ranges, and may be kept.
const SMALL: usize = 1024 * 1024;

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

/// What hands out the pieces of a long body: it calls what it is given with each piece, until that says stop.
pub type Source = Box<dyn FnOnce(&mut dyn FnMut(&[u8]) -> bool) -> Result<(), store::Error> + Send>;

/// A body in the form in which it is made.
pub enum Made {
    /// All of it.
    Whole(Bytes),
    /// Piece by piece.
    Pieces(Source),
    /// A file.
    File(std::fs::File),
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
        Self { body: Made::Whole(body.into()), links: Vec::new() }
    }
}

/// Answer a request: 304 when the client has it, else what `make` makes.
pub async fn answer(
    app: &App,
    headers: &HeaderMap,
    plan: &Plan,
    make: impl FnOnce() -> Result<Content, Problem>,
) -> Response {
    let ranged = headers.contains_key(header::RANGE);
    let encoding = if plan.compressible && !ranged { Encoding::of(headers) } else { Encoding::Identity };
    let made_of = [env!("CARGO_PKG_VERSION"), &app.store.hash, &app.store.base, &plan.address];
    let tag = sha256(made_of.join(" ").as_bytes());
    let version = Version { tag: tag[..20].to_owned(), modified: app.modified };
    let unchanged =
        |links: &[String]| dressed(app, plan, &version, encoding, links, StatusCode::NOT_MODIFIED.into_response());
    let known = version.is_known(headers);
    if known == Known::ByTag || known == Known::IfThere && plan.is_there {
        return unchanged(&[]);
    }
    let response = match make() {
        Ok(content) if known == Known::IfThere => Ok(unchanged(&content.links)),
        Ok(content) => {
            let response = sent(content.body, encoding, headers, &version).await;
            response.map(|response| dressed(app, plan, &version, encoding, &content.links, response))
        }
        Err(problem) => Ok(problem.into_response()),
    };
    response.unwrap_or_else(|error| Problem::internal(&error).into_response())
}

/// Do what may take long without keeping other requests waiting.
pub fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
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
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.append(name, value);
        }
    };
    let ending = if encoding == Encoding::Identity { String::new() } else { format!(".{}", encoding.name()) };
    set(header::ETAG, &format!("\"{}{ending}\"", version.tag));
    set(header::LAST_MODIFIED, &app.last_modified);
    set(header::CACHE_CONTROL, CACHE);
    match (plan.negotiated, plan.compressible) {
        (true, _) => set(header::VARY, "Accept, Accept-Encoding"),
        (false, true) => set(header::VARY, "Accept-Encoding"),
        (false, false) => {}
    }
    if let Some(location) = plan.location.as_ref().filter(|location| location.len() <= MAX_LINK) {
        set(header::CONTENT_LOCATION, location);
    }
    let url: String = form_urlencoded::byte_serialize(plan.address.as_bytes()).collect();
    let cite = plan.citable.then(|| format!("</cite?url={url}>; rel=\"cite-as\""));
    let links: Vec<String> = links.iter().cloned().chain(cite).filter(|link| link.len() <= MAX_LINK).collect();
    if !links.is_empty() {
        set(header::LINK, &links.join(", "));
    }
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    let headers = response.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, plan.media);
    if encoding != Encoding::Identity {
        set(header::CONTENT_ENCODING, encoding.name());
    }
    if let Some(filename) = &plan.filename {
        set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{filename}\""));
    }
    response
}

/// The body as it goes out.
async fn sent(made: Made, encoding: Encoding, headers: &HeaderMap, version: &Version) -> io::Result<Response> {
    match made {
        Made::Whole(bytes) => Ok(whole(encode::whole(encoding, bytes)?, encoding, headers, version)),
        Made::File(mut file) if file.metadata()?.len() <= SMALL as u64 => {
            let mut bytes = Vec::new();
            io::Seek::rewind(&mut file)?;
            io::Read::read_to_end(&mut file, &mut bytes)?;
            Ok(whole(bytes.into(), encoding, headers, version))
        }
        Made::File(file) => part_of_file(file, headers, version),
        Made::Pieces(source) => {
            let mut receiver = produced(source, encoding);
            let mut first: Vec<Bytes> = Vec::new();
            while first.iter().map(Bytes::len).sum::<usize>() < SMALL {
                match receiver.recv().await {
                    Some(piece) => first.push(piece?),
                    None => return Ok(whole(first.concat().into(), encoding, headers, version)),
                }
            }
            let first = stream::iter(first.into_iter().map(Ok));
            let rest = stream::unfold(receiver, |mut receiver| async { Some((receiver.recv().await?, receiver)) });
            Ok(Body::from_stream(futures_util::StreamExt::chain(first, rest)).into_response())
        }
    }
}

/// A body that is there as a whole, in the encoding in which it goes out: it may be kept, and what is not compressed can
/// be had in parts.
fn whole(body: Bytes, encoding: Encoding, headers: &HeaderMap, version: &Version) -> Response {
    let mut response = match encoding {
        Encoding::Identity => part_of(body.clone(), headers, version),
        _ => Body::from(body.clone()).into_response(),
    };
    if response.status() == StatusCode::OK && body.len() <= SMALL {
        response.extensions_mut().insert(Keep { body, version: version.clone() });
    }
    response
}

/// Make the pieces in a thread of their own. A failure half way cuts the connection, so that no client takes a part for
/// the whole.
fn produced(source: Source, encoding: Encoding) -> mpsc::Receiver<io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let work = || -> Result<(), Box<dyn std::error::Error>> {
            let mut encoder = Encoder::new(encoding)?;
            let mut failure = Ok(());
            source(&mut |piece| {
                failure = encoder.write(piece);
                let ready = encoder.ready(CHUNK);
                failure.is_ok() && ready.is_none_or(|chunk| sender.blocking_send(Ok(chunk)).is_ok())
            })?;
            failure?;
            _ = sender.blocking_send(Ok(encoder.finish()?));
            Ok(())
        };
        if let Err(error) = work() {
            tracing::error!(%error, "an export broke off");
            _ = sender.blocking_send(Err(io::Error::other("the export broke off")));
        }
    });
    receiver
}

/// A whole body, or the bytes of it that the client asks for.
pub fn part_of(bytes: Bytes, headers: &HeaderMap, version: &Version) -> Response {
    let length = bytes.len() as u64;
    match version.range(headers, length) {
        Part::Whole => ([(header::ACCEPT_RANGES, "bytes")], Body::from(bytes)).into_response(),
        Part::Beyond => beyond(length),
        Part::Some(range) => {
            let at = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
            let part = bytes.slice(at(range.start)..at(range.end));
            partial(&range, length, Body::from(part))
        }
    }
}

/// The same for a file, which is read as it is sent.
fn part_of_file(file: std::fs::File, headers: &HeaderMap, version: &Version) -> io::Result<Response> {
    let length = file.metadata()?.len();
    let (range, whole) = match version.range(headers, length) {
        Part::Whole => (0..length, true),
        Part::Beyond => return Ok(beyond(length)),
        Part::Some(range) => (range, false),
    };
    let mut receiver = produced_from(file, range.clone());
    let rest = stream::poll_fn(move |context| receiver.poll_recv(context));
    let body = Body::from_stream(rest);
    if !whole {
        return Ok(partial(&range, length, body));
    }
    Ok(([(header::ACCEPT_RANGES, "bytes".to_owned()), (header::CONTENT_LENGTH, length.to_string())], body)
        .into_response())
}

fn produced_from(mut file: std::fs::File, range: std::ops::Range<u64>) -> mpsc::Receiver<io::Result<Bytes>> {
    use std::io::{Read, Seek, SeekFrom};
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let mut left = range.end - range.start;
        let mut failure = file.seek(SeekFrom::Start(range.start)).map(|_| ());
        while left > 0 && failure.is_ok() {
            let mut chunk = vec![0; CHUNK.min(usize::try_from(left).unwrap_or(CHUNK))];
            failure = file.read_exact(&mut chunk);
            left -= chunk.len() as u64;
            if failure.is_ok() && sender.blocking_send(Ok(Bytes::from(chunk))).is_err() {
                return;
            }
        }
        if let Err(error) = failure {
            _ = sender.blocking_send(Err(error));
        }
    });
    receiver
}

fn partial(range: &std::ops::Range<u64>, length: u64, body: Body) -> Response {
    let content_range = format!("bytes {}-{}/{length}", range.start, range.end - 1);
    let headers = [
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CONTENT_RANGE, content_range),
        (header::CONTENT_LENGTH, (range.end - range.start).to_string()),
    ];
    (StatusCode::PARTIAL_CONTENT, headers, body).into_response()
}

fn beyond(length: u64) -> Response {
    let problem = Problem::range_not_satisfiable(length);
    ([(header::CONTENT_RANGE, format!("bytes */{length}"))], problem).into_response()
}
