//! Answers of one page: bytes that lie ready, and rows straight from the database.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rusqlite::types::Value;

use super::{Floor, database, write};

const TAG: HeaderValue = HeaderValue::from_static("\"floor\"");

/// The fixed body, or the word that the client has it.
pub async fn fixed(State(floor): State<Arc<Floor>>, headers: HeaderMap) -> Response {
    if headers.get(header::IF_NONE_MATCH) == Some(&TAG) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, TAG)]).into_response();
    }
    json(floor.body.clone())
}

/// The rows that a query asks for.
pub async fn direct(State(floor): State<Arc<Floor>>, RawQuery(query): RawQuery) -> Response {
    let Some(path) = &floor.database else { return StatusCode::NOT_FOUND.into_response() };
    let query = query.unwrap_or_default();
    let (mut tests, mut values, mut limit) = (Vec::new(), Vec::new(), 100);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let number = value.parse::<i64>();
        let (test, value) = match (&*name, number) {
            ("year", Ok(year)) => ("by_year = ?", Value::Integer(year)),
            ("country", _) => ("by_country = ?", Value::Text(value.into_owned())),
            ("value_max", Ok(most)) => ("value <= ?", Value::Integer(most)),
            ("limit", Ok(rows)) => {
                limit = rows;
                continue;
            }
            _ => return StatusCode::BAD_REQUEST.into_response(),
        };
        tests.push(test);
        values.push(value);
    }
    values.push(Value::Integer(limit));
    let body = database::with(path, |all| {
        let filter = if tests.is_empty() { String::new() } else { format!("where {}", tests.join(" and ")) };
        let sql = format!("{} {filter} order by n limit ?", all.select);
        let mut statement = all.connection.prepare_cached(&sql).expect("the query is well formed");
        let mut rows = statement.query(rusqlite::params_from_iter(values)).expect("the query runs");
        let mut out = Vec::with_capacity(8 * 1024);
        out.extend_from_slice(b"{\"data\":[");
        while let Some(row) = rows.next().expect("the query runs") {
            if out.ends_with(b"}") {
                out.push(b',');
            }
            write::json(&mut out, &all.columns, row);
        }
        out.extend_from_slice(b"]}");
        out
    });
    json(body)
}

/// A body as a page of JSON.
pub fn json(body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::ETAG, TAG);
    response
}
