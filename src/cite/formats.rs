//! A citation as text, RIS and CSL-JSON.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::{Citation, Reference};

impl Citation {
    /// How many rows it is of, in words.
    pub(super) fn counted(&self) -> String {
        format!("{} {}", self.rows, if self.rows == 1 { "row" } else { "rows" })
    }

    /// One paragraph to read, then the sources, one a line.
    pub fn text(&self) -> String {
        let year = year(&self.released);
        let mut text = format!(
            "{} ({year}). {} (version {}, released {}) [data set]. {} of {}. Licence: {}.",
            self.authors.join(", "),
            self.title,
            self.version,
            self.released,
            self.counted(),
            self.address,
            self.license
        );
        if !self.sources.is_empty() {
            text += " Sources:";
            for source in &self.sources {
                _ = write!(text, "\n{}", source.reference());
            }
        }
        text
    }

    /// RIS: the dataset, then each source.
    pub fn ris(&self) -> String {
        let authors = self.authors.iter().map(|author| ("AU", author.clone()));
        let own = [
            ("TI", self.title.clone()),
            ("PY", year(&self.released).to_owned()),
            ("DA", self.released.replace('-', "/")),
            ("ET", self.version.clone()),
            ("UR", self.address.clone()),
            ("N1", format!("{}, {}", self.counted(), self.license)),
        ];
        let source = |source: &Reference| {
            let fields = [
                ("AU", source.author.clone().unwrap_or_default()),
                ("TI", source.title.clone()),
                ("PY", year(&source.published).to_owned()),
                ("DA", source.published.replace('-', "/")),
                ("PB", source.publisher.clone()),
                ("UR", source.url.clone().unwrap_or_default()),
            ];
            record("GEN", fields)
        };
        record("DATA", authors.chain(own)) + &self.sources.iter().map(source).collect::<String>()
    }

    /// CSL-JSON: the dataset, then each source.
    pub fn csl(&self) -> Json {
        let authors: Vec<Json> = self.authors.iter().map(|name| json!({ "literal": name })).collect();
        let dataset = json!({
            "id": format!("sinolac-{}", self.version),
            "type": "dataset",
            "title": self.title,
            "author": authors,
            "issued": { "date-parts": [parts(&self.released)] },
            "version": self.version,
            "URL": self.address,
            "note": format!("{}, {}", self.counted(), self.license),
        });
        let source = |source: &Reference| {
            let mut entry = json!({
                "id": source.id,
                "type": "article",
                "title": source.title,
                "publisher": source.publisher,
                "issued": { "date-parts": [parts(&source.published)] },
            });
            if let Some(author) = &source.author {
                entry["author"] = json!([{ "literal": author }]);
            }
            if let Some(url) = &source.url {
                entry["URL"] = json!(url);
            }
            entry
        };
        std::iter::once(dataset).chain(self.sources.iter().map(source)).collect()
    }
}

impl Reference {
    /// The source in one line.
    pub fn reference(&self) -> String {
        let author = self.author.as_ref().filter(|author| **author != self.publisher);
        let mut text = author.map_or_else(String::new, |author| format!("{author}: "));
        _ = write!(text, "\"{}\", {}, {}", self.title, self.publisher, self.published);
        if let Some(url) = &self.url {
            _ = write!(text, ", {url}");
        }
        text + "."
    }
}

/// A record of RIS: what it is, its fields but for those of nothing, its end.
fn record(of_type: &str, fields: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut text = format!("TY  - {of_type}\r\n");
    for (tag, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        // A line end would end the field.
        let line: Vec<&str> = value.split_whitespace().collect();
        _ = write!(text, "{tag}  - {}\r\n", line.join(" "));
    }
    text + "ER  - \r\n"
}

/// The year of a date.
pub(super) fn year(date: &str) -> &str {
    date.get(..4).unwrap_or(date)
}

/// `2026-11-22` as `[2026, 11, 22]`.
fn parts(date: &str) -> Vec<u16> {
    date.split('-').filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_ris_is_one_line_and_nothing_is_no_field() {
        let record = record("GEN", [("TI", "one\r\nER  - \ntwo".to_owned()), ("UR", String::new())]);
        assert_eq!(record, "TY  - GEN\r\nTI  - one ER - two\r\nER  - \r\n");
    }
}
