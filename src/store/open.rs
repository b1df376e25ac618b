//! Open a database to serve it: read-only, immutable, and refused clearly when it is not ours or not whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use super::connection::Reader;
use super::memory::Memory;
use super::{Error, build, ddl};
use crate::data::Manifest;
use crate::dataset::{Summary, Vocabulary};
use crate::kinds::{filed, served};
use crate::model::Role;

/// A dataset ready to be asked.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) reader: Reader,
    /// What was worked out before.
    pub(super) memory: Arc<Memory>,
    /// Title, version, licence, maintainers.
    pub manifest: Manifest,
    /// SHA-256 over the records: two files with the same one answer alike.
    pub hash: String,
    /// Counts, coverage and files of the dataset.
    pub summary: Summary,
    /// The ids that queries may name.
    pub vocabulary: Vocabulary,
    /// Address of the service for what names it from outside, without a slash at its end; empty when it is not known.
    pub base: String,
    /// Longitude and latitude of each country's representative point.
    pub(super) points: BTreeMap<String, [f64; 2]>,
    /// Since when each source can be read.
    pub(super) sources: BTreeMap<String, String>,
}

impl Store {
    /// Open the file at `path`.
    ///
    /// # Errors
    /// One line that says what the file is instead of a dataset of this version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let shown = path.display();
        whole(path)?;
        let reader = Reader::new(path.to_owned());
        let unreadable = |error: Error| Error::Foreign(format!("{shown} cannot be read as a database: {error}"));
        let application: i64 = reader
            .with(|connection| connection.query_row("pragma application_id", [], |row| row.get(0)))
            .map_err(unreadable)?;
        if application != ddl::APPLICATION_ID {
            return Err(Error::Foreign(format!(
                "{shown} is not a sinolac database; make one with `sinolac seed --database FILE`"
            )));
        }
        let meta = reader.with(|connection| pairs(connection, "select key, value from meta")).map_err(unreadable)?;
        let known = |key: &str| meta.get(key).map_or("", String::as_str);
        if known("schema") != build::schema_hash() {
            return Err(Error::Foreign(format!(
                "{shown} was made by another version of sinolac; make it again with `sinolac seed`"
            )));
        }
        let manifest = serde_json::from_str(known("manifest"))
            .map_err(|error| Error::Foreign(format!("{shown} has an unreadable manifest: {error}")))?;
        let summary = serde_json::from_str(known("summary"))
            .map_err(|error| Error::Foreign(format!("{shown} has an unreadable summary: {error}")))?;
        let hash = known("hash").to_owned();
        let vocabulary = reader.with(vocabulary).map_err(unreadable)?;
        let days = |connection: &Connection| pairs(connection, "select id, known_since from sources");
        let sources = reader.with(days).map_err(unreadable)?;
        let points = reader.with(points).map_err(unreadable)?;
        let memory = Memory::of(std::fs::metadata(path).map_or(0, |file| file.len()));
        Ok(Self { reader, memory, manifest, hash, summary, vocabulary, base: String::new(), points, sources })
    }
}

/// Two columns of text as a map.
fn pairs(connection: &Connection, sql: &str) -> rusqlite::Result<BTreeMap<String, String>> {
    connection.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The ids that queries are checked against, and the first id of each kind that has rows.
fn vocabulary(connection: &Connection) -> rusqlite::Result<Vocabulary> {
    let mut ids = BTreeMap::new();
    for kind in filed().filter(|kind| kind.role == Role::Reference) {
        let mut statement = connection.prepare(&format!("select id from {}", kind.name))?;
        ids.insert(kind.name, statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?);
    }
    let mut firsts = BTreeMap::new();
    for kind in served() {
        let first: Option<String> =
            connection.query_row(&format!("select min(id) from {}", kind.name), [], |row| row.get(0))?;
        firsts.extend(first.map(|id| (kind.name, id)));
    }
    Ok(Vocabulary::new(ids, pairs(connection, "select alpha2, id from countries")?, firsts))
}

/// Longitude and latitude of each country.
fn points(connection: &Connection) -> rusqlite::Result<BTreeMap<String, [f64; 2]>> {
    let mut statement = connection.prepare("select id, longitude, latitude from countries")?;
    statement.query_map([], |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?])))?.collect()
}

/// Refuse what is plainly no whole SQLite file, before SQLite gives its terser answer in the middle of a request.
fn whole(path: &Path) -> Result<(), Error> {
    use std::io::Read;
    let shown = path.display();
    let mut header = [0; 100];
    let mut file =
        std::fs::File::open(path).map_err(|error| Error::Foreign(format!("{shown} cannot be opened: {error}")))?;
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
    Ok(())
}
