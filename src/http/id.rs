//! The id of the request that is being worked on, for the log.

use axum::http::HeaderValue;

tokio::task_local! {
    /// What the client gave in `X-Request-Id`, or what was made for it.
    pub static REQUEST_ID: HeaderValue;
}

/// It as text; empty where there is none, as in tests that ask without a connection.
pub fn request_id() -> String {
    REQUEST_ID.try_with(|id| id.to_str().unwrap_or_default().to_owned()).unwrap_or_default()
}
