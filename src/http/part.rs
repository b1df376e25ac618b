//! Bodies of known length, whole or in the part that was asked for.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::mpsc;

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
    let mut receiver = produced(file, range.clone());
    let body = if range.end - range.start <= CHUNK as u64 {
        // Head and body go out in one piece; a second one would wait until the client confirms the first.
        Body::from(receiver.recv().await.transpose()?.unwrap_or_default())
    } else {
        Body::from_stream(stream::poll_fn(move |context| receiver.poll_recv(context)))
    };
    if !whole {
        return Ok(partial(&range, length, body));
    }
    Ok(([(header::ACCEPT_RANGES, "bytes".to_owned()), (header::CONTENT_LENGTH, length.to_string())], body)
        .into_response())
}

/// A part of a file, piece by piece.
fn produced(file: Arc<File>, mut range: Range<u64>) -> mpsc::Receiver<io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        while !range.is_empty() {
            let mut piece = vec![0; CHUNK.min(usize::try_from(range.end - range.start).unwrap_or(CHUNK))];
            let read = read_at(&file, &mut piece, range.start);
            let failed = read.is_err();
            range.start += piece.len() as u64;
            if sender.blocking_send(read.map(|()| piece.into())).is_err() || failed {
                return;
            }
        }
    });
    receiver
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
