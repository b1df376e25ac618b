//! The floor: the least that a server of the same libraries must do for the same answers.
//!
//!     floor prepare SEEDED FLOOR [KIND]     copy a kind's rows from a seeded database into one made for the floor
//!     floor serve ADDRESS [--body FILE] [--database FLOOR] [--postgres URL]
//!
//! `serve` answers
//! - `/static`: the bytes of FILE; 304 to a request that has its tag;
//! - `/direct?year=&country=&value_max=&limit=`: the rows, read in the handler's own thread and written as JSON at once;
//! - `/export.csv`, `/export.ndjson`: every row, made in a thread of its own;
//! - `/keyed?n=1,2,3`: the rows of these keys from the `PostgreSQL` database at URL, through sqlx.
//!
//! It has no middleware, no envelope, no totals, no cursors and no checks: what a real service adds is what the ratios
//! show. Its database is one table with exactly the columns that the service's CSV shows, indexed for the one query
//! that it answers.

mod answer;
mod database;
mod export;
mod postgres;
mod write;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use axum::serve::ListenerExt;

/// What the handlers share.
pub struct Floor {
    body: Bytes,
    database: Option<PathBuf>,
    server: Option<postgres::Server>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["prepare", seeded, floor] => database::prepare(seeded, floor, "trade"),
        ["prepare", seeded, floor, kind] => database::prepare(seeded, floor, kind),
        ["serve", address, ref options @ ..] => serve(address, options),
        _ => {
            eprintln!(
                "floor prepare SEEDED FLOOR [KIND] | floor serve ADDRESS [--body FILE] [--database FLOOR] [--postgres URL]"
            );
            std::process::exit(2);
        }
    }
}

#[tokio::main]
async fn serve(address: &str, options: &[&str]) {
    let option = |name: &str| {
        let at = options.iter().position(|option| *option == name)?;
        options.get(at + 1).copied()
    };
    let body = option("--body").map(|file| std::fs::read(file).expect("the body can be read")).unwrap_or_default();
    let server = match option("--postgres") {
        Some(url) => Some(postgres::connect(url).await),
        None => None,
    };
    let floor = Arc::new(Floor { body: body.into(), database: option("--database").map(PathBuf::from), server });
    let router = Router::new()
        .route("/static", get(answer::fixed))
        .route("/direct", get(answer::direct))
        .route("/keyed", get(postgres::keyed))
        .route("/export.csv", get(export::csv))
        .route("/export.ndjson", get(export::ndjson))
        .with_state(floor);
    let listener = tokio::net::TcpListener::bind(address).await.expect("the address is free");
    // Small answers must not wait for more to send.
    let listener = listener.tap_io(|stream| _ = stream.set_nodelay(true));
    axum::serve(listener, router).await.expect("the server runs");
}
