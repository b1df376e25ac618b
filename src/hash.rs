//! SHA-256 in hexadecimal: of source texts, of the dataset, of queries.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// A hash that is fed piece by piece.
#[derive(Debug, Default, Clone)]
pub struct Hash(Sha256);

impl Hash {
    /// Add bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The 64 hexadecimal digits.
    pub fn hex(self) -> String {
        self.0.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// The SHA-256 of some bytes, as 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hash = Hash::default();
    hash.update(bytes);
    hash.hex()
}
