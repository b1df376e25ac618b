//! Compressors for what is sent, piece by piece as it is made.

use std::io::{self, Write};

use axum::body::Bytes;
use brotli::CompressorWriter;
use flate2::write::GzEncoder;
use zstd::stream::write::Encoder as ZstdEncoder;

use super::answer::exact;
use super::negotiate::Encoding;

/// Brotli's quality and window: its higher qualities cost many times as much and save a few percent.
const BROTLI: (u32, u32) = (4, 20);

/// A compressor that gives its output in pieces.
pub enum Encoder {
    /// None at all.
    Identity(Vec<u8>),
    /// Zstandard.
    Zstd(ZstdEncoder<'static, Vec<u8>>),
    /// Brotli.
    Brotli(Box<CompressorWriter<Vec<u8>>>),
    /// Gzip.
    Gzip(GzEncoder<Vec<u8>>),
}

impl Encoder {
    /// For an encoding.
    ///
    /// # Errors
    /// When the library cannot allocate.
    pub fn new(encoding: Encoding) -> io::Result<Self> {
        Ok(match encoding {
            Encoding::Identity => Self::Identity(Vec::new()),
            Encoding::Zstd => Self::Zstd(ZstdEncoder::new(Vec::new(), 3)?),
            Encoding::Brotli => Self::Brotli(Box::new(CompressorWriter::new(Vec::new(), 4096, BROTLI.0, BROTLI.1))),
            Encoding::Gzip => Self::Gzip(GzEncoder::new(Vec::new(), flate2::Compression::default())),
        })
    }

    /// Take in some bytes.
    ///
    /// # Errors
    /// When the library fails.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Identity(out) => out.write_all(bytes),
            Self::Zstd(encoder) => encoder.write_all(bytes),
            Self::Brotli(encoder) => encoder.write_all(bytes),
            Self::Gzip(encoder) => encoder.write_all(bytes),
        }
    }

    /// The output so far, when there are at least so many bytes of it.
    pub fn ready(&mut self, least: usize) -> Option<Bytes> {
        let out = match self {
            Self::Identity(out) => out,
            Self::Zstd(encoder) => encoder.get_mut(),
            Self::Brotli(encoder) => encoder.get_mut(),
            Self::Gzip(encoder) => encoder.get_mut(),
        };
        (out.len() >= least).then(|| Bytes::from(std::mem::replace(out, Vec::with_capacity(least + least / 8))))
    }

    /// The rest of the output.
    ///
    /// # Errors
    /// When the library fails.
    pub fn finish(self) -> io::Result<Bytes> {
        let rest = match self {
            Self::Identity(out) => out,
            Self::Zstd(encoder) => encoder.finish()?,
            Self::Brotli(encoder) => encoder.into_inner(),
            Self::Gzip(encoder) => encoder.finish()?,
        };
        Ok(exact(rest))
    }
}
