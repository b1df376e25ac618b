//! Long files of which parts are asked for: made once, kept for the requests that follow.
//!
//! A reader of Parquet asks for the length, for the footer, then for columns, a request each. What it asks for is kept in
//! a temporary file without a name, which is gone when it is closed. Nothing changes while a server runs, so a file never
//! goes stale.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{BoxFuture, WeakShared};
use futures_util::{FutureExt, TryStreamExt};

use super::answer::Source;
use crate::load::{Gauge, Ticket};

/// Most files that are kept: a reader has one or two at a time.
const FILES: usize = 4;
/// Bytes that they take together, but for the newest, which is kept whatever its size. The temporary folder may be
/// memory.
const BYTES: u64 = 256 << 20;

/// The files of last use.
#[derive(Debug)]
pub struct Spool {
    folder: PathBuf,
    /// Addresses and what is there, the last used first.
    kept: Mutex<VecDeque<(String, Arc<File>)>>,
    /// Files that are being made, each once, however many wait for it.
    makings: Mutex<HashMap<String, WeakShared<Making>>>,
    /// Those, and the spreadsheets beside them.
    places: Arc<Gauge>,
}

type Making = BoxFuture<'static, Result<Arc<File>, Arc<str>>>;

/// Why there is no file.
#[derive(Debug)]
pub enum Unmade {
    /// As many are being made as may be.
    Busy,
    /// It could not be written.
    Failed(Arc<str>),
}

impl Spool {
    /// With nothing kept yet and files in a folder; each that is made takes a place.
    pub fn new(folder: PathBuf, places: Arc<Gauge>) -> Self {
        Self { folder, kept: Mutex::default(), makings: Mutex::default(), places }
    }

    /// A place to make a file in, if there is one.
    pub fn place(&self) -> Option<Ticket> {
        self.places.enter()
    }

    /// The file of an address, if it is kept.
    pub fn kept(&self, address: &str) -> Option<Arc<File>> {
        let mut kept = self.lock();
        let found = kept.iter().position(|(of, _)| of == address)?;
        let entry = kept.remove(found)?;
        let file = Arc::clone(&entry.1);
        kept.push_front(entry);
        Some(file)
    }

    /// The file of an address: kept, or made now. Its making ends when nobody waits for it any more.
    pub async fn made(self: &Arc<Self>, address: &str, source: Source) -> Result<Arc<File>, Unmade> {
        let making = {
            let mut makings = self.makings.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(file) = self.kept(address) {
                return Ok(file);
            }
            makings.retain(|_, making| making.upgrade().is_some());
            if let Some(making) = makings.get(address).and_then(WeakShared::upgrade) {
                making
            } else {
                let place = self.place().ok_or(Unmade::Busy)?;
                let making = Arc::clone(self).make(address.to_owned(), source, place).boxed().shared();
                makings.extend(making.downgrade().map(|weak| (address.to_owned(), weak)));
                making
            }
        };
        making.await.map_err(Unmade::Failed)
    }

    async fn make(self: Arc<Self>, address: String, source: Source, _place: Ticket) -> Result<Arc<File>, Arc<str>> {
        // Where there was no room, what was kept gives way.
        let file = written(&self.folder, &source).await.inspect_err(|_| self.lock().clear());
        let file = Arc::new(file.map_err(|error| error.to_string())?);
        self.keep(address, Arc::clone(&file));
        Ok(file)
    }

    fn keep(&self, address: String, file: Arc<File>) {
        let mut kept = self.lock();
        kept.push_front((address, file));
        let mut bytes = 0;
        let fits = kept.iter().take(FILES).take_while(|(_, file)| {
            bytes += file.metadata().map_or(0, |file| file.len());
            bytes <= BYTES
        });
        let fits = fits.count().max(1);
        kept.truncate(fits);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Arc<File>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn written(folder: &Path, source: &Source) -> io::Result<File> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut pieces = source();
    while let Some(piece) = pieces.try_next().await.map_err(io::Error::other)? {
        // The system keeps what is written; a disk that is slow must not hold up other requests.
        let work = tokio::task::spawn_blocking(move || file.write_all(&piece).map(|()| file));
        file = work.await.map_err(io::Error::other)??;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::{StreamExt, stream};

    use super::*;

    /// What makes a file of so many bytes, and how often it was made.
    fn source(bytes: usize) -> (Source, Arc<AtomicUsize>) {
        let made = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&made);
        let source = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            stream::once(async move { Ok(vec![7; bytes].into()) }).boxed()
        };
        (Arc::new(source), made)
    }

    fn spool() -> Arc<Spool> {
        Arc::new(Spool::new(std::env::temp_dir(), Gauge::new(2)))
    }

    #[tokio::test]
    async fn a_file_that_many_ask_for_at_once_is_made_once() {
        let (spool, (source, made)) = (spool(), source(10));
        let (one, two, three) =
            tokio::join!(spool.made("/a", source.clone()), spool.made("/a", source.clone()), spool.made("/a", source));
        for file in [one, two, three] {
            assert_eq!(file.unwrap().metadata().unwrap().len(), 10);
        }
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn what_would_be_one_too_many_at_once_is_refused_and_what_nobody_waits_for_any_more_is_given_up() {
        let spool = spool();
        let never: Source = Arc::new(|| stream::pending().boxed());
        let mut waiting = Vec::new();
        for address in ["/a", "/a", "/b", "/b"] {
            let mut made = Box::pin(spool.made(address, never.clone()));
            assert!((&mut made).now_or_never().is_none());
            waiting.push(made);
        }
        let refused = spool.made("/c", source(10).0).await;
        assert!(matches!(refused, Err(Unmade::Busy)), "{refused:?}");
        waiting.truncate(3);
        assert!(matches!(spool.made("/c", source(10).0).await, Err(Unmade::Busy)), "one still waits for /b");
        waiting.truncate(2);
        assert!(spool.made("/c", source(10).0).await.is_ok());
    }

    #[tokio::test]
    async fn the_files_of_last_use_are_kept_up_to_their_number() {
        let (spool, (source, _)) = (spool(), source(10));
        for address in ["/a", "/b", "/c", "/d"] {
            spool.made(address, source.clone()).await.unwrap();
        }
        assert!(spool.kept("/a").is_some());
        spool.made("/e", source).await.unwrap();
        let kept = ["/a", "/b", "/c", "/d", "/e"].map(|address| spool.kept(address).is_some());
        assert_eq!(kept, [true, false, true, true, true]);
    }

    #[tokio::test]
    async fn a_file_larger_than_all_the_room_is_kept_alone() {
        let (spool, (source, _)) = (spool(), source(10));
        spool.made("/small", source).await.unwrap();
        // A hole takes no room on the disk.
        let large = tempfile::tempfile().unwrap();
        large.set_len(BYTES + 1).unwrap();
        spool.keep("/large".to_owned(), Arc::new(large));
        assert_eq!((spool.kept("/large").is_some(), spool.kept("/small").is_some()), (true, false));
    }
}
