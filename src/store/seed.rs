//! Put a new database in the place of an old one, whole or not at all.

use std::path::Path;

use super::build::{build, prove};
use super::{Error, Store};
use crate::check::{Checked, Progress};

/// Write the dataset beside `target`, check it, and rename it into place; until then `target` stays as it was.
///
/// # Errors
/// When the folder cannot be written to or the new file does not hold together.
pub fn seed(dataset: &Checked, target: &Path, progress: Progress<'_>) -> Result<(), Error> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| Error::File(format!("{} cannot be written: {error}", target.display()));
    if target.is_dir() {
        return Err(Error::File(format!("{} is a folder; a file name would be right", target.display())));
    }
    let new = tempfile::Builder::new().prefix(".sinolac-").suffix(".new").tempfile_in(folder).map_err(failed)?;
    build(dataset, new.path(), progress)?;
    prove(new.path())?;
    Store::open(new.path())?;
    new.as_file().sync_all().map_err(failed)?;
    let file = new.persist(target).map_err(|error| failed(error.error))?;
    readable(&file).map_err(failed)
}

/// Temporary files are private to their owner; a dataset is not.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
