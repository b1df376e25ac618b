//! Where data files come from: the program itself or a directory.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

use rust_embed::RustEmbed;

use crate::hash::Hash;

/// The data folder as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "data/"]
struct Embedded;

/// The database of the data files, made of them with `UPDATE=1 cargo test` and compressed with Zstandard.
pub const DATABASE: &str = "facts.db.zst";

/// A set of data files.
#[derive(Debug, Clone)]
pub enum Folder {
    /// The five documents' data, compiled into the program.
    Embedded,
    /// A directory of the user's.
    Directory(PathBuf),
}

/// A file that can be read again from a place in it.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

impl Folder {
    /// A directory where one is given, else the embedded data.
    pub fn given(directory: Option<PathBuf>) -> Self {
        directory.map_or(Self::Embedded, Self::Directory)
    }

    /// Names of the files in it, sorted.
    ///
    /// # Errors
    /// When the directory cannot be listed.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let mut names: Vec<String> = match self {
            Self::Embedded => Embedded::iter().map(Cow::into_owned).collect(),
            Self::Directory(path) => fs::read_dir(path)?
                .filter_map(Result::ok)
                .filter(|entry| entry.path().is_file())
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect(),
        };
        names.sort();
        Ok(names)
    }

    /// Open a file; `None` when the folder has none of that name.
    ///
    /// # Errors
    /// When it is there and cannot be opened.
    pub fn open(&self, name: &str) -> io::Result<Option<Box<dyn Source>>> {
        match self {
            Self::Embedded => {
                Ok(Embedded::get(name).map(|file| Box::new(io::Cursor::new(file.data)) as Box<dyn Source>))
            }
            Self::Directory(path) => match fs::File::open(path.join(name)) {
                Ok(file) => Ok(Some(Box::new(file))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    /// How long a file is; 0 when it cannot be told.
    pub fn length(&self, name: &str) -> u64 {
        match self {
            Self::Embedded => Embedded::get(name).map_or(0, |file| file.data.len() as u64),
            Self::Directory(path) => fs::metadata(path.join(name)).map_or(0, |file| file.len()),
        }
    }

    /// The whole text of a file; `None` when the folder has none of that name.
    ///
    /// # Errors
    /// When it is there and cannot be read, or is not UTF-8.
    pub fn read(&self, name: &str) -> io::Result<Option<String>> {
        let Some(mut file) = self.open(name)? else { return Ok(None) };
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        Ok(Some(text))
    }

    /// What tells the files in the program from those of another build; empty for a directory, which may change.
    pub fn fingerprint(&self) -> String {
        if let Self::Directory(_) = self {
            return String::new();
        }
        let mut hash = Hash::default();
        let names = Embedded::iter().filter(|name| name.ends_with(".toml") || name.ends_with(".csv"));
        for name in names.collect::<BTreeSet<_>>() {
            // Worked out when the program was built.
            let file = Embedded::get(&name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
            hash.update(name.as_bytes());
            hash.update(&file);
        }
        hash.hex()
    }

    /// The database that was made of the files in the program, compressed; `None` for a directory.
    pub fn database(&self) -> Option<Cow<'static, [u8]>> {
        matches!(self, Self::Embedded).then(|| Embedded::get(DATABASE))?.map(|file| file.data)
    }

    /// A file's name as findings show it.
    pub fn show(&self, name: &str) -> Arc<str> {
        match self {
            Self::Embedded => format!("data/{name}").into(),
            Self::Directory(path) => path.join(name).to_string_lossy().into(),
        }
    }
}
