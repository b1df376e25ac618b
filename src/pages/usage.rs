//! The same query elsewhere: as a command, in the languages that people compute in, in a spreadsheet, cited, embedded.

use super::address::Address;
use super::reader::Reader;
use super::words::Words;
use crate::files::Format;

/// One way to use an answer.
#[derive(Debug)]
pub struct Way {
    /// Where: a program, a language.
    pub name: String,
    /// What to copy.
    pub text: String,
}

/// An answer to be used elsewhere.
#[derive(Debug)]
pub struct Used<'a> {
    /// Its JSON.
    pub json: &'a Address,
    /// Its list, of which there are files.
    pub list: &'a Address,
    /// The files that there are.
    pub formats: &'a [Format],
    /// What its rows are called in programs.
    pub name: &'a str,
    /// What it is called by people.
    pub title: &'a str,
    /// A picture of it, where there is one.
    pub picture: Option<&'a Address>,
    /// How it is cited.
    pub citation: &'a str,
}

/// All ways. Addresses are percent-encoded, so they stand in any quotes.
pub fn ways(reader: &Reader, used: &Used<'_>) -> Vec<Way> {
    let words = Words::of(reader.language);
    let base = &reader.base;
    let file = |format: Format| format!("{base}{}", used.list.ending(format.suffix()));
    let (csv, json, name) = (file(Format::Csv), format!("{base}{}", used.json), used.name);
    let code = [
        (Format::Json, "curl", format!("curl '{json}'")),
        (Format::Csv, "Python: pandas", format!("import pandas as pd\n\n{name} = pd.read_csv(\"{csv}\")")),
        (Format::Csv, "Python: polars", format!("import polars as pl\n\n{name} = pl.read_csv(\"{csv}\")")),
        (Format::Csv, "R", format!("library(readr)\n\n{name} <- read_csv(\"{csv}\")")),
        (
            Format::Json,
            "JavaScript",
            format!("const answer = await fetch(\"{json}\");\nconst {{ data }} = await answer.json();"),
        ),
        (Format::Csv, "DuckDB", format!("SELECT * FROM read_csv('{csv}');")),
        (Format::Csv, "Google Sheets", format!("=IMPORTDATA(\"{csv}\")")),
    ];
    let said = [
        (Format::Xlsx, words.t("spreadsheet"), file(Format::Xlsx)),
        (Format::Json, words.t("citation"), used.citation.to_owned()),
        (Format::Json, words.t("embed"), embedded(used, base)),
    ];
    let there = code.into_iter().chain(said).filter(|(format, _, _)| used.formats.contains(format));
    there.map(|(_, name, text)| Way { name: name.to_owned(), text }).collect()
}

/// The picture of the answer with a link to it, else the link alone.
fn embedded(used: &Used<'_>, base: &str) -> String {
    let (address, title) = (escaped(&format!("{base}{}", used.json)), escaped(used.title));
    match used.picture {
        Some(picture) => {
            let picture = escaped(&format!("{base}{picture}"));
            format!("<a href=\"{address}\"><img src=\"{picture}\" alt=\"{title}\"></a>")
        }
        None => format!("<a href=\"{address}\">{title} · sinolac</a>"),
    }
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
