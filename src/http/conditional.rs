//! Conditional requests and byte ranges (RFC 9110, sections 13 and 14).

use std::ops::Range;
use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, header};

/// What tells one version of an answer from another.
#[derive(Debug, Clone)]
pub struct Version {
    /// The entity tag without its quotes and without the ending that names the encoding.
    pub tag: String,
    /// When the dataset was released.
    pub modified: SystemTime,
}

impl Version {
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

    /// The part of a body of that length which the client asks for.
    pub fn range(&self, headers: &HeaderMap, length: u64) -> Part {
        let Some(range) = texts(headers, header::RANGE).next() else { return Part::Whole };
        if texts(headers, header::IF_RANGE).next().is_some_and(|condition| !self.holds(condition)) {
            return Part::Whole;
        }
        // Several ranges at once are rare and may be ignored.
        match range.trim().split_once('=').filter(|(_, range)| !range.contains(',')) {
            Some((unit, range)) if unit.eq_ignore_ascii_case("bytes") => part(range.trim(), length),
            _ => Part::Whole,
        }
    }

    /// `If-Range`: the same tag, compared strongly, or the same date.
    fn holds(&self, condition: &str) -> bool {
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

/// How much of a body to send.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Some bytes of it.
    Some(Range<u64>),
    /// The client asks for bytes that are not there.
    Beyond,
}

fn part(range: &str, length: u64) -> Part {
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

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok())
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
            assert_eq!(part(range, 10), expected, "{range}");
        }
    }

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
