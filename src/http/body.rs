//! Bodies as they go out: whole, in pieces, in parts, compressed on their way.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::mpsc;

use super::conditional::{Part, Version};
use super::encode::{self, Encoder};
use super::negotiate::Encoding;
use super::remember::Keep;
use crate::problem::Problem;
use crate::store;

/// Bytes gathered before they are sent: large enough that sending costs little, small enough to hold many at once.
const CHUNK: usize = 64 * 1024;
/// A body of no more bytes is sent as a whole, with its length and in ranges, and may be kept.
const SMALL: usize = 1024 * 1024;

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

/// The body as it goes out.
pub async fn sent(made: Made, encoding: Encoding, headers: &HeaderMap, version: &Version) -> io::Result<Response> {
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
