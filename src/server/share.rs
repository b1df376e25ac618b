//! The headers that tell a client what it may still ask (draft-ietf-httpapi-ratelimit-headers-10).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::load::Share;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Put them among the headers of an answer; of one that is refused also when to go on.
pub fn tell(share: Share, headers: &mut HeaderMap) {
    let Share { burst, window, left, reset, wait } = share;
    for (name, text) in
        [(POLICY, format!("\"client\";q={burst};w={window}")), (LIMIT, format!("\"client\";r={left};t={reset}"))]
    {
        headers.extend(HeaderValue::try_from(text).ok().map(|value| (name, value)));
    }
    headers.extend(wait.map(|wait| (header::RETRY_AFTER, wait.into())));
}
