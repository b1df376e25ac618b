//! Every row at once.

use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::mpsc;

use super::write::{self, Column};
use super::{Floor, database};

/// Bytes gathered before they are sent.
const CHUNK: usize = 64 * 1024;

type Write = fn(&mut Vec<u8>, &[Column], &rusqlite::Row<'_>);

/// As CSV with a header line.
pub async fn csv(State(floor): State<Arc<Floor>>) -> Response {
    export(&floor, "text/csv", true, write::csv)
}

/// As one JSON object a line.
pub async fn ndjson(State(floor): State<Arc<Floor>>) -> Response {
    export(&floor, "application/x-ndjson", false, |out, columns, row| {
        write::json(out, columns, row);
        out.push(b'\n');
    })
}

fn export(floor: &Floor, media: &'static str, has_header: bool, write: Write) -> Response {
    let Some(path) = floor.database.clone() else { return StatusCode::NOT_FOUND.into_response() };
    let (sender, receiver) = mpsc::channel::<Bytes>(2);
    tokio::task::spawn_blocking(move || {
        let all = database::open(&path);
        let mut out = Vec::with_capacity(CHUNK + 4 * 1024);
        if has_header {
            out.extend_from_slice(all.header.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        let sql = format!("{} order by n", all.select);
        let mut statement = all.connection.prepare(&sql).expect("the query is well formed");
        let mut rows = statement.query([]).expect("the query runs");
        while let Some(row) = rows.next().expect("the query runs") {
            write(&mut out, &all.columns, row);
            if out.len() >= CHUNK {
                let full = std::mem::replace(&mut out, Vec::with_capacity(CHUNK + 4 * 1024));
                if sender.blocking_send(full.into()).is_err() {
                    return;
                }
            }
        }
        _ = sender.blocking_send(out.into());
    });
    let pieces = stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((Ok::<_, io::Error>(piece), receiver))
    });
    ([(header::CONTENT_TYPE, media)], Body::from_stream(pieces)).into_response()
}
