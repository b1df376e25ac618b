//! A file that is not in its place yet. It is locked while it is made, so that what a killed process left behind is told from
//! what another one is making, and removed by the next.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::open::is_same;

/// What the names of such files begin and end with.
const NAME: (&str, &str) = (".sinolac-", ".new");
/// How often another file is made when somebody took the last one for left over.
const TRIES: usize = 8;

/// Make one in a folder, after removing what was left there.
///
/// # Errors
/// When the folder cannot be written to.
pub fn fresh(folder: &Path) -> io::Result<NamedTempFile> {
    left_over(folder).for_each(|path| _ = fs::remove_file(path));
    let mut builder = tempfile::Builder::new();
    // Temporary files are private to their owner; a dataset is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    for _ in 0..TRIES {
        let file = builder.prefix(NAME.0).suffix(NAME.1).tempfile_in(folder)?;
        match file.as_file().try_lock() {
            Ok(()) if is_same(file.as_file(), file.path()) => return Ok(file),
            // Where there are no locks, nobody takes it for left over either.
            Err(TryLockError::Error(_)) => return Ok(file),
            Ok(()) | Err(TryLockError::WouldBlock) => {}
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Files that nobody makes any more.
fn left_over(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let ours = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // A pipe would be waited for.
        name.starts_with(NAME.0) && name.ends_with(NAME.1) && entry.file_type().is_ok_and(|ty| ty.is_file())
    });
    ours.map(|entry| entry.path()).filter(|path| File::open(path).is_ok_and(|file| file.try_lock().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_removed_and_what_is_being_made_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".sinolac-killed.new"), "half").unwrap();
        fs::write(folder.path().join(".sinolac-other.old"), "not ours").unwrap();
        let one = fresh(folder.path()).unwrap();
        let two = fresh(folder.path()).unwrap();
        assert!(one.path().exists() && two.path().exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
        drop((one, two));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
