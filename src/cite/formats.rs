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
                ("author", names(&self.authors)),
                ("title", escaped(&self.title)),
                ("year", escaped(year(&self.released))),
                ("version", escaped(&self.version)),
                ("date", escaped(&self.released)),
                ("howpublished", escaped(&self.address)),
                ("note", escaped(&format!("Data set, {}, {}", self.counted(), self.license))),
            ],
        );
        for source in &self.sources {
            let author = source.author.as_ref().unwrap_or(&source.publisher);
            text += &entry(
                &source.id,
                &[
                    ("author", names(std::slice::from_ref(author))),
                    ("title", escaped(&source.title)),
                    ("year", escaped(year(&source.published))),
                    ("date", escaped(&source.published)),
                    ("publisher", escaped(&source.publisher)),
                    ("howpublished", escaped(source.url.as_deref().unwrap_or_default())),
                ],
            );
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

/// An entry of BibTeX; the values are escaped already.
fn entry(key: &str, fields: &[(&str, String)]) -> String {
    let mut text = format!("@misc{{{key},\n");
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        _ = writeln!(text, "  {name} = {{{value}}},");
    }
    text + "}\n"
}

/// Names that are not taken apart, which braces around them tell.
fn names(names: &[String]) -> String {
    names.iter().map(|name| format!("{{{}}}", escaped(name))).collect::<Vec<_>>().join(" and ")
}

/// Text for BibTeX and TeX. BibTeX counts braces even behind a backslash, so they go by their names.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            '\\' => escaped += "\\textbackslash{}",
            '{' => escaped += "\\textbraceleft{}",
            '}' => escaped += "\\textbraceright{}",
            '~' => escaped += "\\textasciitilde{}",
            '^' => escaped += "\\textasciicircum{}",
            _ => escaped.push(c),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_tex_is_escaped_and_braces_balance() {
        let entry = entry(
            "a",
            &[("author", names(&["A} and {B".to_owned()])), ("title", escaped("50% of {x} \\ ~y^2_z & #1 $"))],
        );
        assert!(entry.contains("{{A\\textbraceright{} and \\textbraceleft{}B}}"), "{entry}");
        let title = "50\\% of \\textbraceleft{}x\\textbraceright{} \\textbackslash{} \\textasciitilde{}y\\textasciicircum{}2\\_z \\& \\#1 \\$";
        assert!(entry.contains(title), "{entry}");
        assert_eq!(entry.matches('{').count(), entry.matches('}').count());
    }

    #[test]
    fn a_field_of_ris_is_one_line_and_nothing_is_no_field() {
        let record = record("GEN", [("TI", "one\r\nER  - \ntwo".to_owned()), ("UR", String::new())]);
        assert_eq!(record, "TY  - GEN\r\nTI  - one ER - two\r\nER  - \r\n");
    }
}
