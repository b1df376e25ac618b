//! A citation as BibTeX.

use std::fmt::Write;

use super::Citation;
use super::formats::year;

impl Citation {
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
}
