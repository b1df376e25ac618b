//! Open a database to serve it, refused clearly when it is not ours or not whole.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::connect::{Database, Deadline, Place};
use super::memory::Memory;
use super::rows::indexed;
use super::{About, Bytes, Error, Store, dialect, schema_hash};
use crate::data::Folder;
use crate::kinds::served;
use crate::query::sortable;

impl Store {
    /// Open the file at `path`. What is put in its place later changes nothing for whoever opened it.
    ///
    /// # Errors
    /// One line that says what the file is instead of a dataset of this version.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        let shown = path.display();
        let file = File::open(path).map_err(|error| Error::Foreign(format!("{shown} cannot be opened: {error}")))?;
        let length = whole(&file, path)?;
        let unreadable = |error: Error| Error::Foreign(format!("{shown} cannot be read as a database: {error}"));
        let database = Database::open(Place::File(path)).await.map_err(unreadable)?;
        // All connections were opened after the file was, so they have this very file unless another one is there now.
        if !is_same(&file, path) {
            return Err(Error::Foreign(format!("{shown} was replaced while it was opened; try again")));
        }
        Self::new(database, Bytes::File(Arc::new(file)), length, &shown.to_string()).await
    }

    /// Open a database that is in memory.
    ///
    /// # Errors
    /// When it is not one of this version.
    pub async fn in_memory(bytes: Vec<u8>) -> Result<Self, Error> {
        let database = Database::open(Place::Memory(&bytes)).await?;
        let length = bytes.len() as u64;
        Self::new(database, Bytes::Memory(bytes.into()), length, "the database in memory").await
    }

    async fn new(database: Database, bytes: Bytes, length: u64, shown: &str) -> Result<Self, Error> {
        let unreadable = |error: Error| Error::Foreign(format!("{shown} cannot be read as a database: {error}"));
        let deadline = Deadline::new();
        let mark: Option<String> = database.value(dialect::WHOSE, [], deadline).await.map_err(unreadable)?;
        if mark.as_deref() != Some(dialect::OURS) {
            return Err(Error::Foreign(format!(
                "{shown} is not a sinolac database; make one with `sinolac seed --database FILE`"
            )));
        }
        let other = || {
            Error::Foreign(format!("{shown} was made by another version of sinolac; make it again with `sinolac seed`"))
        };
        let meta: Option<String> = database.value(dialect::META, [], deadline).await.map_err(|_| other())?;
        let meta: BTreeMap<String, String> = parsed(meta.as_deref().unwrap_or_default()).ok_or_else(other)?;
        let known = |key: &str| meta.get(key).map_or("", String::as_str);
        if known("schema") != schema_hash() {
            return Err(other());
        }
        let unreadable = || Error::Foreign(format!("{shown} has an unreadable description of itself"));
        let about: About = parsed(known("about")).ok_or_else(unreadable)?;
        let sorted = served().flat_map(sortable).map(|column| column.name);
        let columns = indexed().into_keys().chain(sorted).map(|name| (name, tokio::sync::OnceCell::new()));
        Ok(Self {
            database,
            bytes,
            columns: columns.collect(),
            memory: Memory::new(length),
            hash: known("hash").to_owned(),
            made_of: known("made_of").to_owned(),
            length,
            base: String::new(),
            about,
        })
    }
}

/// The database of the data in the program, made before the program was built; `None` for other data, and where a data file
/// has changed since.
pub async fn embedded(folder: &Folder) -> Option<Store> {
    let store = Store::in_memory(zstd::decode_all(folder.database()?.as_ref()).ok()?).await.ok()?;
    (store.made_of == folder.fingerprint()).then_some(store)
}

fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Whether there is still the same file at a path.
fn is_same(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    let identity = |of: Metadata| (std::os::unix::fs::MetadataExt::dev(&of), std::os::unix::fs::MetadataExt::ino(&of));
    #[cfg(not(unix))]
    let identity = |of: Metadata| (of.len(), of.modified().ok());
    let (here, there) = (file.metadata().map(identity), std::fs::metadata(path).map(identity));
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}

/// Refuse what is plainly no whole SQLite file, before SQLite gives its terser answer in the middle of a request. Gives
/// the file's length.
fn whole(mut file: &File, path: &Path) -> Result<u64, Error> {
    let shown = path.display();
    let mut header = [0; 100];
    let length = file.metadata().map_err(|error| Error::File(format!("{shown}: {error}")))?.len();
    let read = file.read_exact(&mut header);
    if read.is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::Foreign(format!("{shown} is not a SQLite database")));
    }
    // Bytes 16 and 28 of the header: page size (1 stands for 65536) and number of pages, both big-endian.
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    if length < page * pages {
        return Err(Error::Foreign(format!("{shown} is damaged: {length} of {} bytes are there", page * pages)));
    }
    Ok(length)
}
