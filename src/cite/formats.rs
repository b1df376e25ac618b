//! A citation as text, BibTeX, RIS and CSL-JSON.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::{Citation, Reference};

impl Citation {
    fn counted(&self) -> String {
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

    /// BibTeX: the dataset, then each source.
    pub fn bibtex(&self) -> String {
        let mut text = entry(
            &format!("sinolac-{}", self.version.replace('.', "-")),
            &[
                ("author", &format!("{{{}}}", self.authors.join("} and {"))),
                ("title", &self.title),
                ("year", year(&self.released)),
                ("version", &self.version),
                ("date", &self.released),
                ("howpublished", &self.address),
                ("note", &format!("Data set, {}, {}", self.counted(), self.license)),
            ],
        );
        for source in &self.sources {
            let author = source.author.clone().unwrap_or_else(|| source.publisher.clone());
            text += &entry(
                &source.id,
                &[
                    ("author", &format!("{{{author}}}")),
                    ("title", &source.title),
                    ("year", year(&source.published)),
                    ("date", &source.published),
                    ("publisher", &source.publisher),
                    ("howpublished", source.url.as_deref().unwrap_or_default()),
                ],
            );
        }
        text
    }

    /// RIS: the dataset, then each source.
    pub fn ris(&self) -> String {
        let mut text = "TY  - DATA\r\n".to_owned();
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                _ = write!(text, "{tag}  - {value}\r\n");
            }
        };
        self.authors.iter().for_each(|author| line("AU", author));
        line("TI", &self.title);
        line("PY", year(&self.released));
        line("DA", &self.released.replace('-', "/"));
        line("ET", &self.version);
        line("UR", &self.address);
        line("N1", &format!("{}, {}", self.counted(), self.license));
        line("ER", " ");
        for source in &self.sources {
            line("TY", "GEN");
            line("AU", source.author.as_deref().unwrap_or_default());
            line("TI", &source.title);
            line("PY", year(&source.published));
            line("DA", &source.published.replace('-', "/"));
            line("PB", &source.publisher);
            line("UR", source.url.as_deref().unwrap_or_default());
            line("ER", " ");
        }
        text.replace("ER  -  \r\n", "ER  - \r\n")
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

fn entry(key: &str, fields: &[(&str, &str)]) -> String {
    let mut text = format!("@misc{{{key},\n");
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        _ = writeln!(text, "  {name} = {{{}}},", escaped(value));
    }
    text + "}\n"
}

/// Characters that mean something to TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '&' | '%' | '$' | '#' | '_') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn year(date: &str) -> &str {
    date.get(..4).unwrap_or(date)
}

/// `2026-11-22` as `[2026, 11, 22]`.
fn parts(date: &str) -> Vec<u16> {
    date.split('-').filter_map(|part| part.parse().ok()).collect()
}
