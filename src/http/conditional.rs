//! Whether the client knows the answer already: conditional requests (RFC 9110, section 13).

use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, header};

use super::App;
use crate::hash::sha256;

/// What tells one version of an answer from another.
#[derive(Debug, Clone)]
pub struct Version {
    /// The entity tag without its quotes and without the ending that names the encoding.
    pub tag: String,
    /// When the dataset was released.
    pub modified: SystemTime,
}

impl Version {
    /// That of the answer to a request, whose address is in its normal form; `host` is the service's own address where the
    /// answer says it.
    pub fn new(app: &App, host: &str, address: &str) -> Self {
        let made_of = [env!("CARGO_PKG_VERSION"), &app.store.hash, &app.store.base, host, address];
        let tag = sha256(made_of.join(" ").as_bytes());
        Self { tag: tag[..20].to_owned(), modified: app.modified }
    }

    /// Whether the client has this version already; then 304 answers it.
    pub fn is_known(&self, headers: &HeaderMap) -> Known {
        let tags: Vec<&str> = texts(headers, header::IF_NONE_MATCH).flat_map(|value| value.split(',')).collect();
        // The comparison is weak, and the encodings of one answer are weakly the same.
        if tags.iter().any(|tag| self.is_mine(tag.trim().trim_start_matches("W/"))) {
            return Known::ByTag;
        }
        if !tags.is_empty() {
            return if tags.iter().any(|tag| tag.trim() == "*") { Known::IfThere } else { Known::No };
        }
        let since =
            texts(headers, header::IF_MODIFIED_SINCE).next().and_then(|date| httpdate::parse_http_date(date).ok());
        if since.is_some_and(|since| self.modified <= since) { Known::IfThere } else { Known::No }
    }

    fn is_mine(&self, quoted: &str) -> bool {
        let bare = quoted.trim_matches('"');
        let bare = bare.split_once('.').map_or(bare, |(tag, _)| tag);
        quoted.len() > 1 && bare == self.tag
    }

    /// `If-Range`: the same tag, compared strongly, or the same date.
    pub fn holds(&self, condition: &str) -> bool {
        let condition = condition.trim();
        if condition.starts_with('"') {
            return condition == format!("\"{}\"", self.tag);
        }
        httpdate::parse_http_date(condition).is_ok_and(|date| date == self.modified)
    }
}

/// Whether a client has an answer already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It has not, or does not say.
    No,
    /// It has, for it has the tag that only this answer has.
    ByTag,
    /// It has, if there is such an answer at all.
    IfThere,
}

/// The values of a header that are text.
pub fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly_and_through_encodings() {
        let version = Version { tag: "abc".to_owned(), modified: SystemTime::UNIX_EPOCH };
        let known = |value: &str| {
            version.is_known(&HeaderMap::from_iter([(header::IF_NONE_MATCH, value.parse().expect("a header"))]))
        };
        for value in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc.gzip\"", "*", "\"x\",W/\"abc.br\""] {
            assert_ne!(known(value), Known::No, "{value}");
        }
        for value in ["\"x\"", "abcd", "\"\"", "\"abcd\""] {
            assert_eq!(known(value), Known::No, "{value}");
        }
    }
}
