//! `versions/`: the rows of earlier versions of the dataset as the service showed them.
//!
//! The first version is kept whole, each later one as what it changed, so that the folder stays small. A file is NDJSON
//! compressed with Zstandard: `{"list": "trade", "id": "trade-2018-exports", "row": {...}}`, `row` being null for a row
//! that is gone. Titles in other languages stand in lists of their own, [`TITLES`] and the language.

use std::collections::BTreeMap;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::Folder;
use crate::hash::Hash;
use crate::kinds::{CHANGES, facts, stored};

/// The folder's name.
pub const VERSIONS: &str = "versions";
/// What the name of a list of titles begins with.
pub const TITLES: &str = "titles/";

/// Strong compression: a file is written once and read often.
const LEVEL: i32 = 19;

/// Rows by the list that they stood in and their id, with their columns in the order shown.
pub type Rows = BTreeMap<(String, String), Map<String, Json>>;

/// A line of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    list: String,
    id: String,
    row: Option<Map<String, Json>>,
}

/// The rows of the last of some versions, which are given oldest first; `None` where the folder keeps none of them.
///
/// # Errors
/// When a file cannot be read or is not what it should be; the message names it.
pub fn read(folder: &Folder, versions: &[&str]) -> io::Result<Option<Rows>> {
    let mut rows = None;
    for version in versions {
        let Some(packed) = packed(folder, version)? else { continue };
        let wrong = |error| io::Error::other(format!("{}: {error}", folder.show(&file(version))));
        unpack(rows.get_or_insert_with(Rows::new), &packed).map_err(wrong)?;
    }
    Ok(rows)
}

/// The file of a version as it is; `None` where the folder has none.
///
/// # Errors
/// When it is there and cannot be read.
pub fn packed(folder: &Folder, version: &str) -> io::Result<Option<Vec<u8>>> {
    let Some(mut file) = folder.open(&file(version))? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Turn the rows of the version before into those of the version whose file this is.
///
/// # Errors
/// When it is not what it should be.
pub fn unpack(rows: &mut Rows, packed: &[u8]) -> io::Result<()> {
    let bytes = zstd::decode_all(packed)?;
    for line in serde_json::Deserializer::from_slice(&bytes).into_iter() {
        let Line { list, id, row } = line?;
        match row {
            Some(row) => _ = rows.insert((list, id), row),
            None => _ = rows.remove(&(list, id)),
        }
    }
    Ok(())
}

/// The file of a version: what is not as it was before.
///
/// # Errors
/// When it cannot be compressed.
pub fn written(before: &Rows, now: &Rows) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let changed = now.iter().filter(|(key, row)| before.get(*key) != Some(row)).map(|(key, row)| (key, Some(row)));
    let gone = before.keys().filter(|key| !now.contains_key(*key)).map(|key| (key, None));
    for ((list, id), row) in changed.chain(gone) {
        let line = Line { list: list.clone(), id: id.clone(), row: row.cloned() };
        serde_json::to_writer(&mut text, &line)?;
        text.push(b'\n');
    }
    zstd::encode_all(text.as_slice(), LEVEL)
}

/// SHA-256 over the rows as they were shown, in the order of their ranks and without `changes`: what stays the same of a
/// version for ever. The service works out the same while it writes its database.
pub fn content_hash(rows: &Rows) -> String {
    let of = |name: &str| rows.iter().filter(move |((list, _), _)| list == name).collect::<Vec<_>>();
    let references = stored().filter(|kind| !kind.is_fact() && **kind != CHANGES).flat_map(|kind| of(kind.name));
    let mut facts: Vec<_> = facts().flat_map(|kind| of(kind.name)).collect();
    let start = |row: &Map<String, Json>| row.get("start").and_then(Json::as_str).map(str::to_owned);
    facts.sort_by_cached_key(|((_, id), row)| (std::cmp::Reverse(start(row)), id.clone()));
    let mut hash = Hash::default();
    for (_, row) in references.chain(facts) {
        hash.update(serde_json::to_string(row).unwrap_or_default().as_bytes());
    }
    hash.hex()
}

/// The name of a version's file in a data folder.
pub fn file(version: &str) -> String {
    format!("{VERSIONS}/{version}.ndjson.zst")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(of: &[(&str, i64)]) -> Rows {
        let row = |value: i64| Map::from_iter([("value".to_owned(), value.into())]);
        of.iter().map(|(id, value)| (("trade".to_owned(), (*id).to_owned()), row(*value))).collect()
    }

    #[test]
    fn a_later_version_is_kept_as_what_it_changed_and_read_back_whole() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let versions = [("1", rows(&[("a", 1), ("b", 2), ("c", 3)])), ("2", rows(&[("a", 1), ("b", 5), ("d", 4)]))];
        std::fs::create_dir(folder.path().join(VERSIONS))?;
        let mut before = Rows::new();
        for (version, now) in &versions {
            let packed = written(&before, now)?;
            std::fs::write(folder.path().join(file(version)), &packed)?;
            before.clone_from(now);
        }
        let folder = Folder::Directory(folder.path().to_owned());
        assert_eq!(read(&folder, &["1"])?.as_ref(), Some(&versions[0].1));
        assert_eq!(read(&folder, &["1", "2"])?.as_ref(), Some(&versions[1].1));
        assert_eq!(read(&folder, &["0"])?, None);
        let second = folder.open(&file("2"))?.map(zstd::decode_all).transpose()?.unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&second).lines().count(), 3, "b, d and that c is gone");
        Ok(())
    }
}
