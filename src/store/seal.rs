//! The last bytes of a database: the SHA-256 of all bytes before them. SQLite does not look behind its last page, and
//! notices few of the bits that a disk or a copy may flip; so whoever serves a file compares it with its seal.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::connect::Database;
use super::{Error, Store};
use crate::hash::Hash;

/// What the seal begins with; the hash in hexadecimal follows, and a line end.
const MARK: &[u8] = b"sinolac-seal:";
/// Bytes of the whole seal.
pub const LENGTH: u64 = MARK.len() as u64 + 64 + 1;
/// Bytes that are read at once.
const PIECE: usize = 1 << 18;

/// Put the seal at the end of a file.
///
/// # Errors
/// When it cannot be read or written.
pub fn seal_file(file: &mut File) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let length = file.metadata()?.len();
    let hash = digest(&mut *file, length)?;
    file.seek(SeekFrom::Start(length))?;
    file.write_all(&text(&hash))
}

/// The same for bytes.
pub fn seal_bytes(bytes: &mut Vec<u8>) {
    let seal = text(&crate::hash::sha256(bytes));
    bytes.extend(seal);
}

/// The bytes of a database without their seal; `None` where they have none.
pub fn unsealed(bytes: &[u8]) -> Option<&[u8]> {
    let length = bytes.len().checked_sub(usize::try_from(LENGTH).ok()?)?;
    let (content, seal) = bytes.split_at(length);
    is_seal(seal).then_some(content)
}

/// Whether a file ends with a seal, true or not.
pub fn is_sealed(mut file: &File) -> io::Result<bool> {
    if file.metadata()?.len() < LENGTH {
        return Ok(false);
    }
    let mut seal = Vec::new();
    file.seek(SeekFrom::End(-LENGTH.cast_signed()))?;
    file.read_to_end(&mut seal)?;
    Ok(is_seal(&seal))
}

fn is_seal(seal: &[u8]) -> bool {
    seal.strip_prefix(MARK).is_some_and(|hash| hash.iter().rev().skip(1).all(u8::is_ascii_hexdigit))
}

fn text(hash: &str) -> Vec<u8> {
    [MARK, hash.as_bytes(), b"\n"].concat()
}

fn digest(mut from: impl Read, mut left: u64) -> io::Result<String> {
    let (mut hash, mut piece) = (Hash::default(), vec![0; PIECE]);
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        from.read_exact(&mut piece[..most])?;
        hash.update(&piece[..most]);
        left -= most as u64;
    }
    Ok(hash.hex())
}

/// Reads a file that others read from other places at the same time.
struct From<'a>(&'a File, u64);

impl Read for From<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(self.0, piece, self.1)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(self.0, piece, self.1)?;
        self.1 += read as u64;
        Ok(read)
    }
}

impl Store {
    /// Compare the file with its seal. What was made in memory needs none, and a version on a server was read again
    /// before it was put in place.
    ///
    /// # Errors
    /// When it is not what was written, or cannot be read.
    pub async fn verify(&self) -> Result<(), Error> {
        let (Database::Sqlite(_), Some(file)) = (&self.database, self.file.get().cloned()) else { return Ok(()) };
        let compared = tokio::task::spawn_blocking(move || {
            let length = file.metadata()?.len().saturating_sub(LENGTH);
            let (mut from, mut seal) = (From(&file, 0), Vec::new());
            let hash = digest(&mut from, length)?;
            from.read_to_end(&mut seal)?;
            Ok::<_, io::Error>(seal == text(&hash))
        });
        match compared.await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => {
                Err(Error::Broken("the file is not what was written: its bytes do not match its seal".to_owned()))
            }
            Ok(Err(error)) => Err(Error::Failed(format!("the database cannot be read to be verified: {error}"))),
            Err(panic) => Err(Error::Failed(panic.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_single_flipped_bit_breaks_the_seal() {
        let mut bytes = b"some pages".to_vec();
        seal_bytes(&mut bytes);
        assert_eq!(unsealed(&bytes), Some(&b"some pages"[..]));
        let is_true = |bytes: &[u8]| {
            unsealed(bytes).is_some_and(|content| bytes[content.len()..] == text(&crate::hash::sha256(content)))
        };
        assert!(is_true(&bytes));
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_true(&flipped), "bit {bit}");
        }
    }

    #[test]
    fn a_file_is_sealed_as_bytes_are() {
        let mut file = tempfile::tempfile().unwrap();
        let content = vec![7; 3 * PIECE + 1];
        file.write_all(&content).unwrap();
        seal_file(&mut file).unwrap();
        let (mut found, mut right) = (Vec::new(), content);
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut found).unwrap();
        seal_bytes(&mut right);
        assert!(found == right && is_sealed(&file).unwrap());
    }
}
