//! Encode a body: compressed as the client likes it, all of it at once or, where it is long, while it goes out.

use std::fs::File;
use std::io;
use std::sync::{Arc, LazyLock};

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};

use super::answer::{Asked, Made, Source, exact};
use super::compress::Encoder;
use super::id::request_id;
use super::negotiate::Encoding;
use super::problem::Problem;
use super::spool::{Spool, Unmade};
use crate::files::Pieces;
use crate::load::{Refusal, Repeats};
use crate::store::Error;

/// Bytes gathered before they are sent: large enough that sending costs little, small enough to hold many at once.
pub const CHUNK: usize = 64 * 1024;
/// A body of no more bytes is sent as a whole, with its length and in ranges, and may be kept.
const SMALL: usize = 1024 * 1024;
/// The same of a body that may be sent in parts. Parquet takes some 40 ms for a megabyte, and nothing goes out before it is
/// known whether a body is small.
const SOON: usize = SMALL / 2;

/// What failed, so that the same is not told for each of many requests.
static FAILURES: LazyLock<Repeats> = LazyLock::new(Repeats::default);

/// Why a body does not go out.
#[derive(Debug)]
pub enum Unsent {
    /// As many files are being made as may be.
    Busy,
    /// It cannot be made.
    Failed(Error),
}

impl From<Error> for Unsent {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Unsent> for Problem {
    fn from(unsent: Unsent) -> Self {
        match unsent {
            Unsent::Busy => Refusal::Files.into(),
            Unsent::Failed(error) => error.into(),
        }
    }
}

/// A body in the form in which it goes out.
pub enum Encoded {
    /// All of it, as it was made.
    Plain(Bytes),
    /// All of it, compressed.
    Compressed(Bytes),
    /// In a file, as it was made.
    File(Arc<File>),
    /// More than is held in memory, made while it goes out.
    Long {
        /// Its pieces.
        body: Body,
        /// Whether others can have it in parts.
        is_divisible: bool,
    },
}

impl Encoded {
    /// All of it, where it is small enough to be kept.
    pub fn small(&self) -> Option<Bytes> {
        match self {
            Self::Plain(bytes) | Self::Compressed(bytes) if bytes.len() <= SMALL => Some(bytes.clone()),
            _ => None,
        }
    }

    fn whole(bytes: Bytes, encoding: Encoding) -> Self {
        if encoding == Encoding::Identity { Self::Plain(bytes) } else { Self::Compressed(bytes) }
    }
}

/// What was made, in the encoding that was asked for.
///
/// # Errors
/// When it cannot be made or compressed.
pub async fn encode(made: Made, asked: &Asked<'_>) -> Result<Encoded, Unsent> {
    let encoding = asked.encoding;
    match made {
        Made::Whole(bytes) if encoding == Encoding::Identity => Ok(Encoded::Plain(bytes)),
        Made::Whole(bytes) => {
            let compressed = Encoder::new(encoding).and_then(|mut encoder| {
                encoder.write(&bytes)?;
                encoder.finish()
            });
            Ok(compressed.map(Encoded::Compressed).map_err(failed)?)
        }
        Made::File(file) => Ok(Encoded::File(file)),
        Made::Pieces(source) => Ok(begun(source(), encoding, SMALL, false).await?),
        Made::Divisible(source) => divisible(&source, &asked.plan.address, asked.has_length, &asked.app.spool).await,
    }
}

/// A long body goes out while it is made, unless the client must know its length; then it comes from a file.
async fn divisible(source: &Source, address: &str, has_length: bool, spool: &Arc<Spool>) -> Result<Encoded, Unsent> {
    if let Some(file) = spool.kept(address) {
        return Ok(Encoded::File(file));
    }
    // To begin takes as much memory as to make all of it, so it takes the place of a file until it is known whether there
    // must be one.
    let place = if has_length { Some(spool.place().ok_or(Unsent::Busy)?) } else { None };
    let begun = begun(source(), Encoding::Identity, SOON, true).await?;
    if !has_length || !matches!(begun, Encoded::Long { .. }) {
        return Ok(begun);
    }
    drop((begun, place));
    match spool.made(address, Arc::clone(source)).await {
        Ok(file) => Ok(Encoded::File(file)),
        Err(Unmade::Busy) => Err(Unsent::Busy),
        Err(Unmade::Failed(error)) => {
            // Nobody is bound to send parts.
            if let Some(repeated) = FAILURES.tell(&error) {
                tracing::warn!(repeated, %error, "no temporary file to send parts of");
            }
            let body = Body::from_stream(encoded(source(), Encoding::Identity));
            Ok(Encoded::Long { body, is_divisible: true })
        }
    }
}

/// A body of which as much has been made as is held in memory: all of it, or the beginning of more.
async fn begun(pieces: Pieces, encoding: Encoding, small: usize, is_divisible: bool) -> Result<Encoded, Error> {
    let mut pieces = Box::pin(encoded(pieces, encoding));
    let mut first: Vec<Bytes> = Vec::new();
    while first.iter().map(Bytes::len).sum::<usize>() < small {
        match pieces.try_next().await? {
            Some(piece) => first.push(piece),
            None => return Ok(Encoded::whole(exact(first.concat()), encoding)),
        }
    }
    let first = stream::iter(first.into_iter().map(Ok));
    let id = request_id();
    let rest = pieces.inspect_err(move |error| {
        let error = error.to_string();
        if let Some(repeated) = FAILURES.tell(&error) {
            tracing::error!(request_id = id, repeated, error, "an export broke off");
        }
    });
    Ok(Encoded::Long { body: Body::from_stream(first.chain(rest)), is_divisible })
}

/// Pieces as they go out, each made when the client takes it. A failure half way cuts the connection, so that no client
/// takes a part for the whole.
fn encoded(pieces: Pieces, encoding: Encoding) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    stream::try_unfold((pieces, Encoder::new(encoding).map(Some)), async |(mut pieces, encoder)| {
        let mut encoder = encoder.map_err(failed)?;
        while let Some(mut open) = encoder.take() {
            let chunk = match pieces.try_next().await? {
                Some(piece) => {
                    open.write(&piece).map_err(failed)?;
                    let chunk = open.ready(CHUNK);
                    encoder = Some(open);
                    chunk
                }
                None => Some(open.finish().map_err(failed)?),
            };
            if let Some(chunk) = chunk {
                return Ok(Some((chunk, (pieces, Ok(encoder)))));
            }
        }
        Ok(None)
    })
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` takes")]
fn failed(error: io::Error) -> Error {
    Error::Failed(format!("a body cannot be compressed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Gauge;

    #[tokio::test]
    async fn where_no_file_can_be_made_the_whole_is_sent() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Arc::new(Spool::new(folder.path().join("missing"), Gauge::new(1)));
        let source: Source = Arc::new(|| stream::iter((0..40).map(|_| Ok(vec![7; CHUNK].into()))).boxed());
        let encoded = divisible(&source, "/a", true, &spool).await.unwrap();
        let Encoded::Long { body, is_divisible: true } = encoded else { panic!("not the whole") };
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        assert_eq!(body.len(), 40 * CHUNK);
    }

    #[tokio::test]
    async fn what_has_no_place_to_be_made_in_is_not_begun() {
        let places = Gauge::new(1);
        let spool = Arc::new(Spool::new(std::env::temp_dir(), Arc::clone(&places)));
        let source: Source = Arc::new(|| panic!("begun"));
        let taken = places.enter();
        assert!(matches!(divisible(&source, "/a", true, &spool).await, Err(Unsent::Busy)));
        drop(taken);
        let source: Source = Arc::new(|| stream::iter([Ok(vec![7; CHUNK].into())]).boxed());
        assert!(matches!(divisible(&source, "/a", true, &spool).await, Ok(Encoded::Plain(_))));
    }

    #[tokio::test]
    async fn a_body_that_fails_half_way_never_looks_whole() {
        let large = || stream::once(async { Ok(vec![7; 40 * CHUNK].into()) });
        let fails = large().chain(stream::once(async { Err(Error::Failed("no disk".to_owned())) }));
        let Encoded::Long { body, .. } = begun(fails.boxed(), Encoding::Identity, SMALL, false).await.unwrap() else {
            panic!("small")
        };
        assert!(axum::body::to_bytes(body, usize::MAX).await.is_err());
    }
}
