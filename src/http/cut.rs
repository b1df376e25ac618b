//! Cut out of a body the part that was asked for (RFC 9110, section 14).

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, TryStreamExt, stream};

use super::conditional::{Version, texts};
use super::encode::{CHUNK, Encoded};
use super::problem::Problem;

/// A body with the headers that say how much of it there is; 416 where there is no such part.
///
/// # Errors
/// When a file cannot be read.
pub async fn cut(body: Encoded, headers: &HeaderMap, version: &Version) -> io::Result<Response> {
    match body {
        Encoded::Plain(bytes) => Ok(cut_bytes(bytes, headers, version)),
        Encoded::Compressed(bytes) => Ok(Body::from(bytes).into_response()),
        Encoded::File(file) => cut_file(file, headers, version).await,
        // Who asks for a part of it gets a file.
        Encoded::Long { body, is_divisible: true } => Ok(([(header::ACCEPT_RANGES, "bytes")], body).into_response()),
        Encoded::Long { body, is_divisible: false } => Ok(body.into_response()),
    }
}

/// A whole body, or the bytes of it that the client asks for.
pub fn cut_bytes(bytes: Bytes, headers: &HeaderMap, version: &Version) -> Response {
    let length = bytes.len() as u64;
    match part(headers, version, length) {
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
async fn cut_file(file: Arc<File>, headers: &HeaderMap, version: &Version) -> io::Result<Response> {
    let length = file.metadata()?.len();
    let (range, whole) = match part(headers, version, length) {
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

/// How much of a body to send.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// All of it.
    Whole,
    /// Some bytes of it.
    Some(Range<u64>),
    /// The client asks for bytes that are not there.
    Beyond,
}

/// The part of a body of that length which the client asks for.
fn part(headers: &HeaderMap, version: &Version, length: u64) -> Part {
    let Some(range) = texts(headers, header::RANGE).next() else { return Part::Whole };
    if texts(headers, header::IF_RANGE).next().is_some_and(|condition| !version.holds(condition)) {
        return Part::Whole;
    }
    // Several ranges at once are rare and may be ignored.
    match range.trim().split_once('=').filter(|(_, range)| !range.contains(',')) {
        Some((unit, range)) if unit.eq_ignore_ascii_case("bytes") => range_of(range.trim(), length),
        _ => Part::Whole,
    }
}

fn range_of(range: &str, length: u64) -> Part {
    let Some((first, last)) = range.split_once('-') else { return Part::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (number(first), number(last)) {
        (Some(first), _) if first >= length => Part::Beyond,
        (Some(first), None) if last.trim().is_empty() => Part::Some(first..length),
        (Some(first), Some(last)) if first <= last => Part::Some(first..length.min(last.saturating_add(1))),
        (None, Some(0)) if first.trim().is_empty() => Part::Beyond,
        (None, Some(suffix)) if first.trim().is_empty() => Part::Some(length.saturating_sub(suffix)..length),
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_what_rfc_9110_says() {
        for (range, expected) in [
            ("0-4", Part::Some(0..5)),
            ("5-", Part::Some(5..10)),
            ("-3", Part::Some(7..10)),
            ("-99", Part::Some(0..10)),
            ("8-99", Part::Some(8..10)),
            ("0-18446744073709551615", Part::Some(0..10)),
            ("10-", Part::Beyond),
            ("18446744073709551615-", Part::Beyond),
            ("-0", Part::Beyond),
            ("4-2", Part::Whole),
            ("x-y", Part::Whole),
        ] {
            assert_eq!(range_of(range, 10), expected, "{range}");
        }
    }
}
