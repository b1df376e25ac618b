//! What a client can read: media types and content encodings, with their weights (RFC 9110, section 12).

use axum::http::{HeaderMap, HeaderName, header};

use crate::data::LANGUAGES;

/// The one of `offered` that a header likes best; of those it likes as much, the first. `None` when it takes none.
fn best<T: Copy>(
    headers: &HeaderMap,
    name: HeaderName,
    offered: &[T],
    weight: impl Fn(T, &str, f32) -> Option<(usize, f32)>,
) -> Option<T> {
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    let weighed = offered.iter().map(|thing| {
        let ranges = values.iter().flat_map(|value| value.split(',')).filter_map(|range| {
            let (range, parameters) = range.split_once(';').map_or((range, ""), |(range, rest)| (range, rest));
            weight(*thing, range.trim(), quality(parameters))
        });
        // The most specific range that fits decides, not the friendliest.
        let fitting = ranges.max_by(|(a, _), (b, _)| a.cmp(b));
        (*thing, fitting.map_or(0.0, |(_, quality)| quality))
    });
    let liked = weighed.filter(|(_, quality)| *quality > 0.0);
    liked.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(thing, _)| thing)
}

fn quality(parameters: &str) -> f32 {
    let given = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let weight = given.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    weight.and_then(|(_, quality)| quality.trim().parse().ok()).unwrap_or(1.0)
}

/// The media type that `Accept` likes best; the first one offered when there is no such header.
pub fn media<'a>(headers: &HeaderMap, offered: &[&'a str]) -> Option<&'a str> {
    if !headers.contains_key(header::ACCEPT) {
        return offered.first().copied();
    }
    best(headers, header::ACCEPT, offered, |media, range, quality| {
        let essence = media.split(';').next().unwrap_or(media);
        let family = essence.split_once('/').map_or("", |(family, _)| family);
        match range {
            "*/*" => Some((0, quality)),
            range if range.strip_suffix("/*") == Some(family) => Some((1, quality)),
            range if range.eq_ignore_ascii_case(essence) => Some((2, quality)),
            _ => None,
        }
    })
}

/// The language that `Accept-Language` likes best of those that there are; English where it does not say or likes none.
pub fn language(headers: &HeaderMap) -> &'static str {
    let weight = |language: &str, range: &str, quality| match range.split('-').next().unwrap_or(range) {
        "*" => Some((0, quality)),
        primary if primary.eq_ignore_ascii_case(language) => Some((1, quality)),
        _ => None,
    };
    best(headers, header::ACCEPT_LANGUAGE, &LANGUAGES, weight).unwrap_or(LANGUAGES[0])
}

/// How a body may be compressed on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Not at all.
    Identity,
    /// Zstandard, RFC 8878: as small as the others and the quickest to make.
    Zstd,
    /// Brotli, RFC 7932.
    Brotli,
    /// Gzip, which everything reads.
    Gzip,
}

impl Encoding {
    /// Its name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The one that `Accept-Encoding` likes best.
    pub fn of(headers: &HeaderMap) -> Self {
        let offered = [Self::Zstd, Self::Brotli, Self::Gzip];
        let weight = |encoding: Self, range: &str, quality| match range {
            "*" => Some((0, quality)),
            range if range.eq_ignore_ascii_case(encoding.name()) => Some((1, quality)),
            _ => None,
        };
        best(headers, header::ACCEPT_ENCODING, &offered, weight).unwrap_or(Self::Identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a header"))])
    }

    #[test]
    fn the_media_type_liked_best_is_taken() {
        let offered = ["application/json", "text/csv; charset=utf-8", "application/x-ndjson"];
        for (accept, taken) in [
            ("*/*", Some("application/json")),
            ("text/csv", Some("text/csv; charset=utf-8")),
            ("TEXT/CSV", Some("text/csv; charset=utf-8")),
            ("text/*", Some("text/csv; charset=utf-8")),
            ("application/json;q=0.5, text/csv;q=0.9", Some("text/csv; charset=utf-8")),
            ("text/html, application/xhtml+xml, */*;q=0.8", Some("application/json")),
            ("*/*, application/json;q=0", Some("text/csv; charset=utf-8")),
            ("application/x-ndjson;q=1, */*;q=0.1", Some("application/x-ndjson")),
            ("application/json;Q=0.1, text/csv;q=0.3", Some("text/csv; charset=utf-8")),
            ("text/csv;header=present;q=0.5, application/json;q=0.1", Some("text/csv; charset=utf-8")),
            ("image/png", None),
            ("", None),
        ] {
            assert_eq!(media(&headers(header::ACCEPT, accept), &offered), taken, "{accept}");
        }
        assert_eq!(media(&HeaderMap::new(), &offered), Some("application/json"));
    }

    #[test]
    fn the_language_liked_best_is_taken_and_english_where_there_is_none() {
        for (accept, taken) in [
            ("es-MX,es;q=0.9,en;q=0.8", "es"),
            ("de-DE,de;q=0.9,pt-BR;q=0.7,en;q=0.5", "pt"),
            ("zh-Hans-CN", "zh"),
            ("de", "en"),
            ("*", "en"),
            ("en;q=0.1, *", "es"),
        ] {
            assert_eq!(language(&headers(header::ACCEPT_LANGUAGE, accept)), taken, "{accept}");
        }
        assert_eq!(language(&HeaderMap::new()), "en");
    }

    #[test]
    fn the_encoding_liked_best_is_taken() {
        for (accept, taken) in [
            ("gzip", Encoding::Gzip),
            ("gzip, deflate, br, zstd", Encoding::Zstd),
            ("gzip;q=1.0, br;q=0.9", Encoding::Gzip),
            ("*", Encoding::Zstd),
            ("zstd;q=0, *", Encoding::Brotli),
            ("identity", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            assert_eq!(Encoding::of(&headers(header::ACCEPT_ENCODING, accept)), taken, "{accept}");
        }
        assert_eq!(Encoding::of(&HeaderMap::new()), Encoding::Identity);
    }
}
