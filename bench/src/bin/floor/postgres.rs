//! Rows of `PostgreSQL` by their keys, through the driver that the service uses, and nothing else.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Row};

use super::{Floor, answer};

/// A version of a dataset on a server.
pub struct Server {
    pool: PgPool,
    sql: String,
}

/// The current version at a URL.
pub async fn connect(url: &str) -> Server {
    let pool = PgPoolOptions::new().max_connections(8).test_before_acquire(false).connect(url);
    let pool = pool.await.expect("the server can be reached");
    let version = sqlx::query_scalar("select version from sinolac.current").fetch_one(&pool).await;
    let version: String = version.expect("a dataset is there");
    let line = "l.head || l.own || l.tail || '}'";
    Server { sql: format!("select {line}, l.n from {version}.internal_lines_json l where l.n = any($1)"), pool }
}

/// The rows of the ranks after `n=`, in their order.
pub async fn keyed(State(floor): State<Arc<Floor>>, RawQuery(query): RawQuery) -> Response {
    let Some(server) = &floor.server else { return StatusCode::NOT_FOUND.into_response() };
    let query = query.unwrap_or_default();
    let ranks: Vec<i32> = query.split(['=', ',', '&']).filter_map(|rank| rank.parse().ok()).collect();
    let statement = sqlx::query(AssertSqlSafe(server.sql.clone())).bind(ranks);
    let rows = statement.fetch_all(&server.pool).await.expect("the query runs");
    let mut rows: Vec<(i32, &str)> = rows.iter().map(|row| (row.get(1), row.get(0))).collect();
    rows.sort_unstable();
    let mut out = Vec::with_capacity(rows.iter().map(|(_, line)| line.len() + 1).sum::<usize>() + 16);
    out.extend_from_slice(b"{\"data\":[");
    for (position, (_, line)) in rows.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        out.extend_from_slice(line.as_bytes());
    }
    out.extend_from_slice(b"]}");
    answer::json(out)
}
