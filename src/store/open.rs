//! Open a database to serve it, refused clearly when it is not ours or not whole.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteOwnedBuf;
use tokio::sync::OnceCell;

use super::connect::{Database, Deadline};
use super::memory::Memory;
use super::rows::indexed;
use super::seal::{is_sealed, unsealed};
use super::{Error, Store, postgres, schema_hash, sqlite};
use crate::data::Folder;
use crate::dataset::About;
use crate::kinds::served;
use crate::query::sortable;

impl Store {
    /// Open the file at `path`, or where that is the URL of a PostgreSQL server the version that is the current one there.
    /// What is put in its place later changes nothing for whoever opened it.
    ///
    /// # Errors
    /// One line that says what is there instead of a dataset of this version.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        match postgres::Address::of(path) {
            Some(address) => Self::version(&address?, None).await,
            None => Self::at(path).await,
        }
    }

    /// A version on a server, by the name of its schema; the current one where that is not given.
    pub(super) async fn version(address: &postgres::Address, schema: Option<&str>) -> Result<Self, Error> {
        let (database, length) = postgres::Database::open(address, schema).await?;
        Self::new(Database::Postgres(database), None, length, &address.to_string()).await
    }

    async fn at(path: &Path) -> Result<Self, Error> {
        let shown = path.display().to_string();
        // A pipe would be waited for.
        if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            return Err(foreign(&shown, "is not a file"));
        }
        let file = File::open(path).map_err(|error| foreign(&shown, &format!("cannot be opened: {error}")))?;
        let length = whole(&file, &shown)?;
        let database = sqlite::Database::file(path).await.map_err(|error| unreadable(&shown, &error))?;
        // All connections were opened after the file was, so they have this very file unless another one is there now.
        if !is_same(&file, path) {
            return Err(foreign(&shown, "was replaced while it was opened; try again"));
        }
        Self::sqlite(database, Some(Arc::new(file)), length, &shown).await
    }

    /// Whether the file at a path is the one that was opened.
    pub fn is_at(&self, path: &Path) -> bool {
        matches!(self.database, Database::Sqlite(_)) && self.file.get().is_some_and(|file| is_same(file, path))
    }

    /// Open a database that is in memory.
    ///
    /// # Errors
    /// When it is not one of this version.
    pub async fn in_memory(bytes: Vec<u8>) -> Result<Self, Error> {
        let length = bytes.len() as u64;
        let content = unsealed(&bytes).ok_or_else(|| foreign("the database in memory", "is not whole"))?;
        let copy = SqliteOwnedBuf::try_from(content)?;
        // One copy is enough.
        drop(bytes);
        Self::sqlite(sqlite::Database::memory(copy).await?, None, length, "the database in memory").await
    }

    async fn sqlite(
        database: sqlite::Database,
        file: Option<Arc<File>>,
        length: u64,
        shown: &str,
    ) -> Result<Self, Error> {
        if !database.is_ours().await.map_err(|error| unreadable(shown, &error))? {
            return Err(foreign(shown, "is not a sinolac database; make one with `sinolac seed --database FILE`"));
        }
        Self::new(Database::Sqlite(database), file, length, shown).await
    }

    async fn new(database: Database, file: Option<Arc<File>>, length: u64, shown: &str) -> Result<Self, Error> {
        let dialect = database.dialect();
        let other = || foreign(shown, "was made by another version of sinolac; make it again with `sinolac seed`");
        let meta = database.text(dialect.meta(), &[], Deadline::new()).await;
        let meta = meta.map_err(|error| if matches!(error, Error::Sql(_)) { other() } else { error })?;
        let meta: BTreeMap<String, String> = parsed(&meta.unwrap_or_default()).ok_or_else(other)?;
        let known = |key: &str| meta.get(key).map_or("", String::as_str);
        if known("schema") != schema_hash(dialect) {
            return Err(other());
        }
        let about: About =
            parsed(known("about")).ok_or_else(|| foreign(shown, "has an unreadable description of itself"))?;
        let sorted = served().flat_map(sortable).map(|column| column.name);
        let columns = indexed().into_keys().chain(sorted).map(|name| (name, OnceCell::new()));
        Ok(Self {
            database,
            file: OnceCell::new_with(file),
            columns: columns.collect(),
            memory: Memory::new(length),
            hash: known("hash").to_owned(),
            made_of: known("made_of").to_owned(),
            length,
            base: String::new(),
            hosts: Vec::new(),
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

fn foreign(shown: &str, what: &str) -> Error {
    Error::Failed(format!("{shown} {what}"))
}

fn unreadable(shown: &str, error: &Error) -> Error {
    foreign(shown, &format!("cannot be read as a database: {error}"))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// What is another whenever there may be another dataset at a path; `None` while that cannot be told.
pub async fn stamp(path: &Path) -> Option<String> {
    match postgres::Address::of(path) {
        Some(address) => postgres::current(&address.ok()?).await,
        None => file_stamp(path),
    }
}

/// Which file is at a path, and when it was changed; `None` where there is none.
pub fn file_stamp(path: &Path) -> Option<String> {
    let there = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    let who = (std::os::unix::fs::MetadataExt::dev(&there), std::os::unix::fs::MetadataExt::ino(&there));
    #[cfg(not(unix))]
    let who = ();
    Some(format!("{who:?} {} {:?}", there.len(), there.modified().ok()))
}

/// Whether there is still the same file at a path.
pub fn is_same(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    let identity = |of: Metadata| (std::os::unix::fs::MetadataExt::dev(&of), std::os::unix::fs::MetadataExt::ino(&of));
    #[cfg(not(unix))]
    let identity = |of: Metadata| (of.len(), of.modified().ok());
    let (here, there) = (file.metadata().map(identity), std::fs::metadata(path).map(identity));
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}

/// Refuse what is plainly no whole SQLite file, before SQLite gives its terser answer in the middle of a request. Gives
/// the file's length.
fn whole(mut file: &File, shown: &str) -> Result<u64, Error> {
    let mut header = [0; 100];
    let length = file.metadata().map_err(|error| Error::Failed(format!("{shown}: {error}")))?.len();
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Err(foreign(shown, "is not a SQLite database; a file that `sinolac seed` wrote would be right"));
    }
    // Bytes 16 and 28 of the header: page size (1 stands for 65536) and number of pages, both big-endian.
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let whole = page * u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    if length < whole {
        return Err(foreign(
            shown,
            &format!("is damaged: {length} of {whole} bytes are there; make it again with `sinolac seed`"),
        ));
    }
    if is_sealed(file).map_err(|error| Error::Failed(format!("{shown}: {error}")))? {
        Ok(length)
    } else {
        Err(foreign(
            shown,
            "has no seal at its end: it is damaged or was made by another version of sinolac; make it again with `sinolac seed`",
        ))
    }
}
