//! Bodies of known length, whole or in the part that was asked for.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, TryStreamExt, stream};

use super::body::CHUNK;
use super::conditional::{Part, Version};
use super::problem::Problem;

/// A whole body, or the bytes of it that the client asks for.
pub fn of_bytes(bytes: Bytes, headers: &HeaderMap, version: &Version) -> Response {
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
pub async fn of_file(file: Arc<File>, headers: &HeaderMap, version: &Version) -> io::Result<Response> {
    let length = file.metadata()?.len();
    let (range, whole) = match version.range(headers, length) {
        Part::Whole => (0..length, true),
        Part::Beyond => return Ok(beyond(length)),
        Part::Some(range) => (range, false),
    };
    let mut pieces = Box::pin(pieces(file, range.clone()));
    let body = if range.end - range.start <= CHUNK as u64 {
        // Head and body go out in one piece; a second one would wait until the client confirms the first.
        Body::from(pieces.try_next().await?.unwrap_or_default())
    } else {
        Body::from_stream(pieces)
    };
    if !whole {
        return Ok(partial(&range, length, body));
    }
    Ok(([(header::ACCEPT_RANGES, "bytes".to_owned()), (header::CONTENT_LENGTH, length.to_string())], body)
        .into_response())
}

/// A part of a file, each piece read when the client takes it.
fn pieces(file: Arc<File>, range: Range<u64>) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold((file, range), async |(file, range)| {
        if range.is_empty() {
            return Ok(None);
        }
        let next = range.end.min(range.start + CHUNK as u64);
        let work = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; usize::try_from(next - range.start).unwrap_or(CHUNK)];
            read_at(&file, &mut piece, range.start).map(|()| (piece.into(), (file, next..range.end)))
        });
        work.await.map_err(io::Error::other)?.map(Some)
    })
}

/// Fill a piece from a place of a file that others read at the same time.
fn read_at(file: &File, mut piece: &mut [u8], mut place: u64) -> io::Result<()> {
    while !piece.is_empty() {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, piece, place)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, piece, place)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (piece, place) = (&mut piece[read..], place + read as u64);
    }
    Ok(())
}

fn partial(range: &Range<u64>, length: u64, body: Body) -> Response {
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
