//! Bytes that are written as long as somebody waits for them.

use std::io::{self, Write};
use std::sync::{Arc, Weak};

/// What the library writes to: it knows no other way to be stopped than an error of its writer.
pub struct Awaited {
    /// What was written so far.
    pub bytes: Vec<u8>,
    asker: Weak<()>,
    is_told: bool,
}

impl Awaited {
    /// Nothing yet, for whoever keeps this.
    pub fn by(asker: &Arc<()>) -> Self {
        Self { bytes: Vec::new(), asker: Arc::downgrade(asker), is_told: false }
    }
}

impl Write for Awaited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.asker.strong_count() > 0 {
            return self.bytes.write(bytes);
        }
        // Once is enough to stop the work. When its parts are dropped they still write ends, and complain where they cannot.
        if std::mem::replace(&mut self.is_told, true) {
            return Ok(bytes.len());
        }
        self.bytes = Vec::new();
        Err(io::Error::other("nobody waits for it any more"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    /// A client that leaves when so many bytes of its file are made.
    struct Leaving {
        file: Awaited,
        asker: Option<Arc<()>>,
        after: usize,
        made: usize,
    }

    impl Write for Leaving {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.made >= self.after {
                self.asker = None;
            }
            self.made += bytes.len();
            self.file.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    /// How many bytes of a large spreadsheet are made for a client that leaves after so many, and whether that was all.
    fn made(after: usize) -> (usize, bool) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().unwrap();
        for row in 0..20_000_u32 {
            sheet.write_string(row, 0, format!("{}", row.wrapping_mul(2_654_435_761))).unwrap();
        }
        let asker = Arc::new(());
        let mut leaving = Leaving { file: Awaited::by(&asker), asker: Some(asker), after, made: 0 };
        let is_whole = workbook.save_to_writer(&mut leaving).is_ok();
        (leaving.made, is_whole)
    }

    #[test]
    fn a_spreadsheet_is_no_longer_made_when_its_client_has_left() {
        let (whole, is_whole) = made(usize::MAX);
        assert!(is_whole && whole > 200_000, "{whole}");
        for after in [0, 10_000, 100_000] {
            let (made, is_whole) = made(after);
            assert!(!is_whole && made < after + 70_000, "{made} bytes of {whole} for one who left after {after}");
        }
    }
}
