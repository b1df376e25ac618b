//! Make a SQLite database: a file in the place of an old one, whole or not at all, or bytes in memory.

use std::fs::File;
use std::ops::Deref;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, Row};

use crate::check::{Checked, Progress};
use crate::store::fresh::fresh;
use crate::store::seal::{seal_bytes, seal_file};
use crate::store::write::{Writer, write};
use crate::store::{Error, Store};

/// Write the dataset beside `target`, check it, and rename it into place; until then `target` stays as it was.
///
/// # Errors
/// When the folder cannot be written to or the new file does not hold together.
pub async fn seed(
    dataset: impl Deref<Target = Checked> + Send + 'static,
    target: &Path,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| Error::Failed(format!("{} cannot be written: {error}", target.display()));
    if target.is_dir() {
        return Err(Error::Failed(format!("{} is a folder; a file name would be right", target.display())));
    }
    let new = fresh(folder).map_err(failed)?;
    build(dataset, new.path(), progress).await?;
    prove(new.path()).await?;
    Store::open(new.path()).await?.verify().await?;
    new.as_file().sync_all().map_err(failed)?;
    new.persist(target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Write the dataset into the file at `path`, which must be new or empty. Nothing is proven of it.
///
/// # Errors
/// When the file cannot be written; it is then of no use.
pub async fn build(
    dataset: impl Deref<Target = Checked> + Send + 'static,
    path: &Path,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = options.disable_statement_logging().connect().await?;
    write(dataset, &mut Writer::Sqlite(&mut connection), progress).await?;
    connection.close().await?;
    let path = path.to_owned();
    let sealed = move || seal_file(&mut File::options().read(true).write(true).open(path)?);
    let sealed = tokio::task::spawn_blocking(sealed).await.map_err(|panic| Error::Failed(panic.to_string()))?;
    sealed.map_err(|error| Error::Failed(format!("the file cannot be sealed: {error}")))
}

/// The bytes of the file that [`build`] would write.
///
/// # Errors
/// When there is not enough memory.
pub async fn bytes(dataset: impl Deref<Target = Checked> + Send + 'static) -> Result<Vec<u8>, Error> {
    let mut connection = SqliteConnectOptions::new().in_memory(true).disable_statement_logging().connect().await?;
    write(dataset, &mut Writer::Sqlite(&mut connection), &|_, _, _| {}).await?;
    let mut bytes = connection.serialize(None).await?.to_vec();
    seal_bytes(&mut bytes);
    Ok(bytes)
}

/// Prove that the file at `path` holds together before anybody serves it, and measure its columns for the planner.
///
/// # Errors
/// When it does not, or cannot be read.
async fn prove(path: &Path) -> Result<(), Error> {
    let options = SqliteConnectOptions::new().filename(path).pragma("cache_size", "-16384");
    let mut connection = options.disable_statement_logging().connect().await?;
    let dangling = connection.fetch_all("pragma foreign_key_check").await?.len();
    let health: String = connection.fetch_one("pragma quick_check").await?.try_get(0)?;
    if dangling > 0 || health != "ok" {
        return Err(Error::Broken(format!("{dangling} dangling references, quick_check: {health}")));
    }
    Ok(connection.close().await?)
}
