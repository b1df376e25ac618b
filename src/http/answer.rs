//! A request's way to its answer. The handlers say what was asked; from there each step is a file of its own, entered once:
//! whether the client knows the answer ([`conditional`](super::conditional)), make it (the handler's future),
//! [`encode`] it, [`cut`] it, [`send`] it.
//!
//! Nothing changes while a server runs, so the entity tag follows from the dataset and the request's normal form alone,
//! and a conditional request is answered before any work is done for it.

use std::fs::File;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::conditional::{Known, Version};
use super::cut::cut;
use super::encode::encode;
use super::negotiate::Encoding;
use super::problem::Problem;
use super::send::send;
use super::signpost::Sign;
use crate::files::Pieces;

/// What an answer is, before anything is done for it.
#[derive(Debug, Clone)]
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
    /// The service's own address, where the answer says it.
    pub host: String,
    /// What belongs with it.
    pub signs: Vec<Sign>,
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
            host: String::new(),
            signs: Vec::new(),
        }
    }
}

/// What was asked, as the steps after it need to know it.
pub struct Asked<'a> {
    /// What all requests share.
    pub app: &'a App,
    /// What the answer is.
    pub plan: &'a Plan,
    /// Its version.
    pub version: Version,
    /// The encoding in which it goes out.
    pub encoding: Encoding,
    /// Whether the client must know how long it is: it asks for its head or for a part.
    pub has_length: bool,
}

impl<'a> Asked<'a> {
    fn new(app: &'a App, request: &Parts, plan: &'a Plan) -> Self {
        // A part is cut from the body as it was made.
        let is_part = request.headers.contains_key(header::RANGE);
        let encoding = if plan.compressible && !is_part { Encoding::of(&request.headers) } else { Encoding::Identity };
        let has_length = is_part || request.method == Method::HEAD;
        Self { app, plan, version: Version::new(app, &plan.host, &plan.address), encoding, has_length }
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
        Made::Whole(exact(body.into_bytes())).into()
    }
}

impl From<Made> for Content {
    fn from(body: Made) -> Self {
        Self { body, links: Vec::new() }
    }
}

/// A body in the form in which it is made.
pub enum Made {
    /// All of it.
    Whole(Bytes),
    /// Piece by piece.
    Pieces(Source),
    /// Piece by piece, of one whose readers ask for parts of it.
    Divisible(Source),
    /// A file.
    File(Arc<File>),
}

/// What begins the pieces of a long body.
pub type Source = Arc<dyn Fn() -> Pieces + Send + Sync>;

/// Bytes that take no more memory than they are long, since they may be kept.
pub fn exact(bytes: Vec<u8>) -> Bytes {
    bytes.into_boxed_slice().into()
}

/// Answer a request: 304 when the client has it, else what `make` makes.
///
/// # Errors
/// When there is no such answer, or it cannot be made.
pub async fn answer(
    app: &App,
    request: &Parts,
    plan: &Plan,
    make: impl Future<Output = Result<Content, Problem>>,
) -> Result<Response, Problem> {
    let asked = Asked::new(app, request, plan);
    let unchanged = |links: &[String]| send(&asked, links, None, StatusCode::NOT_MODIFIED.into_response());
    let known = asked.version.is_known(&request.headers);
    if known == Known::ByTag || known == Known::IfThere && plan.is_there {
        return Ok(unchanged(&[]));
    }
    let Content { body, links } = make.await?;
    if known == Known::IfThere {
        return Ok(unchanged(&links));
    }
    let body = encode(body, &asked).await?;
    let small = body.small();
    let response = cut(body, &request.headers, &asked.version).await?;
    Ok(send(&asked, &links, small, response))
}
