//! The data folder: what every dataset needs beside its facts, taken from the project's real one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::fact::{FACT, FIGURE, Fact, LAST};

/// The files that facts refer to.
const REFERENCES: [&str; 4] = ["countries.toml", "organizations.toml", "people.toml", "sources.toml"];

/// What facts may refer to.
#[derive(Debug, Default)]
pub struct Known {
    /// Codes and English names of the countries of the region, those with most trade first.
    pub countries: Vec<(String, String)>,
    /// Ids of organizations.
    pub organizations: Vec<String>,
    /// Ids of people.
    pub people: Vec<String>,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// The countries that most facts are about, by falling weight; the rest follow in the order of the file.
const LARGEST: [&str; 12] = ["BRA", "MEX", "CHL", "PER", "ARG", "COL", "ECU", "VEN", "PAN", "URY", "CRI", "DOM"];

/// A folder being written.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// What its facts may refer to.
    pub known: Known,
}

impl Folder {
    /// Make the folder at `path` with a description of the dataset and the reference files of the folder `from`.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn new(path: &Path, from: &Path, title: &str) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        for name in REFERENCES {
            fs::write(path.join(name), fs::read(from.join(name))?)?;
        }
        let dataset = format!(
            "# Made up by bench's `generate`; none of it is a fact.\ntitle = \"{title}\"\ndescription = \"Synthetic rows for measuring.\"\n\
             version = \"2026.01.1\"\nreleased = \"2026-01-01\"\nlicense = \"CC0-1.0\"\nmaintainers = [{{ name = \"bench\" }}]\n"
        );
        fs::write(path.join("dataset.toml"), dataset)?;
        let ids = |name: &str| -> io::Result<Vec<String>> { Ok(values(&fs::read_to_string(from.join(name))?, "id")) };
        let known = Known {
            countries: countries(&fs::read_to_string(from.join("countries.toml"))?),
            organizations: ids("organizations.toml")?,
            people: ids("people.toml")?,
            sources: ids("sources.toml")?,
        };
        Ok(Self { path: path.to_owned(), known })
    }

    /// Write a text as it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn text(&self, name: &str, text: &str) -> io::Result<()> {
        fs::write(self.path.join(name), text)
    }

    /// Write the file of a kind: `count` facts, the n-th made by `make`. `own` names the kind's own columns.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn facts(
        &self,
        kind: &str,
        own: &str,
        is_figure: bool,
        count: u64,
        make: impl Fn(u64) -> Fact,
    ) -> io::Result<()> {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(self.path.join(format!("{kind}.csv")))?);
        let figure = if is_figure { format!(",{FIGURE}") } else { String::new() };
        write!(file, "{FACT}{figure},{own},{LAST}\r\n")?;
        let mut line = String::new();
        for n in 0..count {
            line.clear();
            make(n).write(&mut line);
            file.write_all(line.as_bytes())?;
        }
        file.flush()
    }
}

/// The quoted values of a key at the beginning of a line.
fn values(toml: &str, key: &str) -> Vec<String> {
    let value = |line: &str| Some(line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')?.to_owned());
    toml.lines().filter_map(value).collect()
}

/// The countries of the region, largest first.
fn countries(toml: &str) -> Vec<(String, String)> {
    let mut countries: Vec<(String, String)> = toml
        .split("[[countries]]")
        .filter(|table| table.contains("celac_member = true"))
        .filter_map(|table| Some((values(table, "id").pop()?, values(table, "name_en").pop()?)))
        .collect();
    let rank = |code: &str| LARGEST.iter().position(|large| *large == code).unwrap_or(LARGEST.len());
    countries.sort_by_key(|(code, _)| rank(code));
    countries
}
