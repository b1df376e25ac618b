//! All matching rows as a file, streamed.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::mpsc;

use super::App;
use crate::problem::Problem;
use crate::query::{self, Query};
use crate::render;
use crate::schema::Kind;
use crate::store::{Format, Store};

/// Bytes gathered before they are sent: large enough that sending costs little, small enough to hold many at once.
const CHUNK: usize = 64 * 1024;

/// `GET /{kind}.csv` and its like: the file, sent while it is read.
pub fn export(app: &App, kind: &'static Kind, format: Format, uri: &Uri) -> Result<Response, Problem> {
    let query = query::parse(kind, uri.query().unwrap_or_default(), &app.store)?;
    let (media, suffix) = match format {
        Format::Csv => ("text/csv; charset=utf-8; header=present", "csv"),
        Format::Json => ("application/x-ndjson", "ndjson"),
    };
    let name = format!("attachment; filename=\"sinolac-{}.{suffix}\"", kind.name);
    let headers = [(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((StatusCode::OK, headers, body(app.store.clone(), query, format)).into_response())
}

/// The rows in chunks. A failure half way cuts the connection, so that no client takes a part for the whole.
fn body(store: Store, query: Query, format: Format) -> Body {
    let (sender, receiver) = mpsc::channel::<io::Result<Bytes>>(2);
    tokio::task::spawn_blocking(move || {
        let mut chunk = if format == Format::Csv { render::csv::header(query.kind) } else { String::new() };
        let sent = store.each(&query, format, |line| {
            chunk.push_str(line);
            if format == Format::Json {
                chunk.push('\n');
            }
            if chunk.len() < CHUNK {
                return true;
            }
            let full = std::mem::replace(&mut chunk, String::with_capacity(CHUNK + CHUNK / 8));
            sender.blocking_send(Ok(full.into())).is_ok()
        });
        let last = sent.map(|()| Bytes::from(chunk)).map_err(|error| {
            tracing::error!(%error, "an export broke off");
            io::Error::other("the export broke off")
        });
        _ = sender.blocking_send(last);
    });
    Body::from_stream(stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|chunk| (chunk, receiver))
    }))
}
