//! Bodies as they go out: whole, in pieces, in parts, compressed on their way.

use std::fs::File;
use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};

use super::conditional::Version;
use super::encode::{self, Encoder};
use super::negotiate::Encoding;
use super::part;
use super::remember::Keep;
use super::spool::Spool;
use crate::files::Pieces;
use crate::store;

/// Bytes gathered before they are sent: large enough that sending costs little, small enough to hold many at once.
pub const CHUNK: usize = 64 * 1024;
/// A body of no more bytes is sent as a whole, with its length and in ranges, and may be kept.
const SMALL: usize = 1024 * 1024;
/// The same of a body that may be sent in parts. Parquet takes some 40 ms for a megabyte, and nothing goes out before it is
/// known whether a body is small.
const SOON: usize = SMALL / 2;

/// What begins the pieces of a long body.
pub type Source = Arc<dyn Fn() -> Pieces + Send + Sync>;

/// A body in the form in which it is made.
pub enum Made {
    /// All of it.
    Whole(Bytes),
    /// Piece by piece.
    Pieces(Source),
    /// Piece by piece, or a part of it.
    Divisible(Divisible),
    /// A file.
    File(Arc<File>),
}

/// A body whose readers ask for parts of it.
pub struct Divisible {
    /// Its pieces.
    pub source: Source,
    /// What names it.
    pub address: String,
    /// Whether this request is for a part or for the length: only a body that has been made has a length.
    pub wanted: bool,
}

/// Bytes that take no more memory than they are long, since they may be kept.
pub fn exact(bytes: Vec<u8>) -> Bytes {
    bytes.into_boxed_slice().into()
}

/// The body as it goes out.
pub async fn sent(
    made: Made,
    encoding: Encoding,
    headers: &HeaderMap,
    version: &Version,
    spool: &Arc<Spool>,
) -> io::Result<Response> {
    match made {
        Made::Whole(bytes) => Ok(whole(encode::whole(encoding, bytes)?, encoding, headers, version)),
        Made::File(file) => part::of_file(file, headers, version).await,
        Made::Pieces(source) => match begun(encoded(source(), encoding), SMALL).await? {
            Begun::All(body) => Ok(whole(body, encoding, headers, version)),
            Begun::More(body) => Ok(body.into_response()),
        },
        Made::Divisible(made) => divisible(made, headers, version, spool).await,
    }
}

/// A long body goes out while it is made, unless the client must know its length; then it comes from a file.
async fn divisible(
    Divisible { source, address, wanted }: Divisible,
    headers: &HeaderMap,
    version: &Version,
    spool: &Arc<Spool>,
) -> io::Result<Response> {
    if let Some(file) = spool.kept(&address) {
        return part::of_file(file, headers, version).await;
    }
    let again = Arc::clone(&source);
    let mut body = match begun(encoded(source(), Encoding::Identity), SOON).await? {
        Begun::All(body) => return Ok(whole(body, Encoding::Identity, headers, version)),
        Begun::More(body) => body,
    };
    if wanted {
        drop(body);
        match spool.made(&address, Arc::clone(&again)).await {
            Ok(file) => return part::of_file(file, headers, version).await,
            // Nobody is bound to send parts.
            Err(error) => tracing::warn!(%error, "no temporary file to send parts of"),
        }
        body = Body::from_stream(encoded(again(), Encoding::Identity));
    }
    Ok(([(header::ACCEPT_RANGES, "bytes")], body).into_response())
}

/// A body of which as much has been made as is held in memory.
enum Begun {
    /// That is all of it.
    All(Bytes),
    /// There is more.
    More(Body),
}

async fn begun(pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static, small: usize) -> io::Result<Begun> {
    let mut pieces = Box::pin(pieces);
    let mut first: Vec<Bytes> = Vec::new();
    while first.iter().map(Bytes::len).sum::<usize>() < small {
        match pieces.try_next().await? {
            Some(piece) => first.push(piece),
            None => return Ok(Begun::All(exact(first.concat()))),
        }
    }
    let first = stream::iter(first.into_iter().map(Ok));
    Ok(Begun::More(Body::from_stream(first.chain(pieces))))
}

/// A body that is there as a whole, in the encoding in which it goes out: it may be kept, and what is not compressed can
/// be had in parts.
fn whole(body: Bytes, encoding: Encoding, headers: &HeaderMap, version: &Version) -> Response {
    let mut response = match encoding {
        Encoding::Identity => part::of_bytes(body.clone(), headers, version),
        _ => Body::from(body.clone()).into_response(),
    };
    if response.status() == StatusCode::OK && body.len() <= SMALL {
        response.extensions_mut().insert(Keep { body: Some(body), version: version.clone() });
    }
    response
}

/// Pieces as they go out, each made when the client takes it. A failure half way cuts the connection, so that no client
/// takes a part for the whole.
fn encoded(pieces: Pieces, encoding: Encoding) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold((pieces, Encoder::new(encoding).map(Some)), async |(mut pieces, encoder)| {
        let mut encoder = encoder?;
        while let Some(mut open) = encoder.take() {
            let broken = |error: store::Error| {
                tracing::error!(%error, "an export broke off");
                io::Error::other("the export broke off")
            };
            let chunk = match pieces.try_next().await.map_err(broken)? {
                Some(piece) => {
                    open.write(&piece)?;
                    let chunk = open.ready(CHUNK);
                    encoder = Some(open);
                    chunk
                }
                None => Some(open.finish()?),
            };
            if let Some(chunk) = chunk {
                return Ok(Some((chunk, (pieces, Ok(encoder)))));
            }
        }
        Ok(None)
    })
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[tokio::test]
    async fn where_no_file_can_be_made_a_range_is_answered_with_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Arc::new(Spool::new(folder.path().join("missing")));
        let version = Version { tag: "a".to_owned(), modified: SystemTime::UNIX_EPOCH };
        let headers = HeaderMap::from_iter([(header::RANGE, "bytes=0-9".parse().unwrap())]);
        let source: Source = Arc::new(|| stream::iter((0..40).map(|_| Ok(vec![7; CHUNK].into()))).boxed());
        let made = Made::Divisible(Divisible { source, address: "/a".to_owned(), wanted: true });
        let response = sent(made, Encoding::Identity, &headers, &version, &spool).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(body.len(), 40 * CHUNK);
    }

    #[tokio::test]
    async fn a_body_that_fails_half_way_never_looks_whole() {
        let large = || stream::once(async { Ok(vec![7; 40 * CHUNK].into()) });
        let fails = large().chain(stream::once(async { Err(store::Error::File("no disk".to_owned())) }));
        let Begun::More(body) = begun(encoded(fails.boxed(), Encoding::Identity), SMALL).await.unwrap() else {
            panic!("small")
        };
        assert!(axum::body::to_bytes(body, usize::MAX).await.is_err());
    }
}
