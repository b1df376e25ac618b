//! Open a database to serve it: read-only, immutable, and refused clearly when it is not ours or not whole.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Row};

use super::{Error, build, ddl};
use crate::data::Manifest;
use crate::kinds::{COUNTRIES, filed};
use crate::schema::{Kind, Role};

/// A dataset ready to be asked.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) pool: SqlitePool,
    /// Title, version, licence, maintainers.
    pub manifest: Manifest,
    /// SHA-256 over the records: two files with the same one answer alike.
    pub hash: String,
    /// Since when each source can be read.
    pub(super) sources: BTreeMap<String, String>,
    ids: BTreeMap<&'static str, HashSet<String>>,
    alpha2: BTreeMap<String, String>,
}

impl Store {
    /// Open the file at `path`.
    ///
    /// # Errors
    /// One line that says what the file is instead of a dataset of this version.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        let shown = path.display();
        whole(path)?;
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
        let unreadable = |error: sqlx::Error| Error::Foreign(format!("{shown} cannot be read as a database: {error}"));
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await.map_err(unreadable)?;
        let application: i64 =
            sqlx::query_scalar("pragma application_id").fetch_one(&pool).await.map_err(unreadable)?;
        if application != ddl::APPLICATION_ID {
            return Err(Error::Foreign(format!(
                "{shown} is not a sinolac database; make one with `sinolac seed --database FILE`"
            )));
        }
        let rows = sqlx::query("select key, value from meta").fetch_all(&pool).await.map_err(unreadable)?;
        let meta: BTreeMap<String, String> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        let known = |key: &str| meta.get(key).map_or("", String::as_str);
        if known("schema") != build::schema_hash() {
            return Err(Error::Foreign(format!(
                "{shown} was made by another version of sinolac; make it again with `sinolac seed`"
            )));
        }
        let manifest = serde_json::from_str(known("manifest"))
            .map_err(|error| Error::Foreign(format!("{shown} has an unreadable manifest: {error}")))?;
        let hash = known("hash").to_owned();
        let (sources, ids, alpha2) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut store = Self { pool, manifest, hash, sources, ids, alpha2 };
        store.read_vocabulary().await.map_err(unreadable)?;
        Ok(store)
    }

    /// The ids that references may name, kept in memory because every query is checked against them.
    async fn read_vocabulary(&mut self) -> Result<(), sqlx::Error> {
        for kind in filed().filter(|kind| kind.role == Role::Reference) {
            let sql = AssertSqlSafe(format!("select id from {}", kind.name));
            let ids: Vec<String> = sqlx::query_scalar(sql).fetch_all(&self.pool).await?;
            self.ids.insert(kind.name, ids.into_iter().collect());
        }
        let sources = sqlx::query("select id, known_since from sources").fetch_all(&self.pool).await?;
        self.sources = sources.iter().map(|row| (row.get(0), row.get(1))).collect();
        let codes = sqlx::query("select alpha2, id from countries").fetch_all(&self.pool).await?;
        self.alpha2 = codes.iter().map(|row| (row.get(0), row.get(1))).collect();
        Ok(())
    }

    /// The id that a word in a query means: countries go by either code in any case, the rest by id in any case.
    pub fn resolve(&self, kind: &Kind, word: &str) -> Option<String> {
        let ids = self.ids.get(kind.name)?;
        if *kind == COUNTRIES {
            let code = word.to_ascii_uppercase();
            return ids.get(&code).or_else(|| self.alpha2.get(&code)).cloned();
        }
        ids.get(&word.to_lowercase()).cloned()
    }

    /// The ids of a reference kind, sorted.
    pub fn ids(&self, kind: &Kind) -> Vec<&str> {
        let mut ids: Vec<&str> = self.ids.get(kind.name).into_iter().flatten().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }
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
