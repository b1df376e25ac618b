//! The address under which the service is reached.

use axum::http::{HeaderMap, header};

use super::App;

/// The address that the service was told, else the one that the client used; empty where neither says it.
///
/// What an answer says of it is part of the answer, so it belongs to the answer's version and to what is remembered.
pub fn own_address(app: &App, headers: &HeaderMap) -> String {
    if !app.store.base.is_empty() {
        return app.store.base.clone();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    // The longest name that there can be, and a port.
    let is_sound = (1..=260).contains(&host.len()) && host.bytes().all(plain);
    if is_sound { format!("http://{host}") } else { String::new() }
}
