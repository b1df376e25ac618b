//! Changes of the dataset as an Atom feed, RFC 4287.

use std::fmt::Write;

use serde_json::Value as Json;

use super::jsonld::license_url;
use crate::data::Manifest;
use crate::hash::sha256;

/// The feed of some rows of `changes`, the newest first; `base` is the address of the service.
pub fn atom(rows: &[Json], manifest: &Manifest, base: &str) -> String {
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}: changes</title>\n\
         <id>{}</id>\n<updated>{}</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{3}/changes.atom\"/>\n\
         <link rel=\"alternate\" type=\"application/json\" href=\"{3}/changes\"/>\n<rights>{4}</rights>\n",
        escaped(&manifest.title),
        id("changes"),
        moment(&manifest.released),
        escaped(base),
        escaped(&license_url(&manifest.license)),
    );
    for maintainer in &manifest.maintainers {
        _ = writeln!(feed, "<author><name>{}</name></author>", escaped(&maintainer.name));
    }
    for row in rows {
        entry(&mut feed, row, base);
    }
    feed + "</feed>\n"
}

fn entry(feed: &mut String, row: &Json, base: &str) {
    let text = |column: &str| row[column].as_str().unwrap_or_default();
    let columns: Vec<&str> = row["columns"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let mut told = format!("{} {} in version {}", text("kind"), text("change"), text("version"));
    if !columns.is_empty() {
        _ = write!(told, ": {}", columns.join(", "));
    }
    for (before, column) in [(": ", "reason"), ("; before: ", "moved_from")] {
        if !text(column).is_empty() {
            _ = write!(told, "{before}{}", text(column));
        }
    }
    _ = writeln!(
        feed,
        "<entry><title>{}</title><id>{}</id><updated>{}</updated><link rel=\"alternate\" href=\"{}/facts/{}\"/>\
         <category term=\"{}\"/><summary>{}</summary></entry>",
        escaped(&format!("{}: {}", text("change"), text("fact"))),
        id(text("id")),
        moment(text("released")),
        escaped(base),
        escaped(text("fact")),
        escaped(text("change")),
        escaped(&told),
    );
}

/// A name that stays, whatever address the feed was read from: a UUID of version 8, made of a hash.
fn id(name: &str) -> String {
    let hash = sha256(format!("sinolac {name}").as_bytes());
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32])
}

/// The first moment of a day.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

/// Text for XML, which takes no control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_text_is_safe_in_xml() {
        let id = id("2026.11.1-trade-2018-exports");
        let parts: Vec<usize> = id.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(escaped("a<b> & \"c\"\u{0}"), "a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
