//! Where the dataset that is served comes from: a database, a data folder or the program itself.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

use super::given::Given;
use super::open;
use crate::http;
use crate::load::{Dataset, Load};
use crate::server::{Later, Loaded, Refused, Source, Stop};
use crate::store::{self, Store};

/// How long work that was given up may take to leave nothing behind.
const LEAVE: Duration = Duration::from_secs(2);

/// What was given on the command line, and what is served of it.
#[derive(Clone)]
pub struct Files {
    given: Given,
    base: String,
    hosts: Vec<String>,
    load: Arc<Load>,
    has_metrics: bool,
    served: Arc<Mutex<Option<Arc<Store>>>>,
}

impl Files {
    /// Nothing is served yet.
    pub fn new(given: Given, (base, hosts): (&str, &[String]), load: &Arc<Load>, has_metrics: bool) -> Self {
        let (base, hosts) = (base.trim_end_matches('/').to_owned(), hosts.to_vec());
        Self { given, base, hosts, load: Arc::clone(load), has_metrics, served: Arc::default() }
    }

    /// Open or make the database; `None` after reporting what is wrong with the data.
    async fn open(&self) -> anyhow::Result<Option<Store>> {
        let mut store = open(&self.given).await?;
        if let Some(store) = &mut store {
            store.base.clone_from(&self.base);
            store.hosts.clone_from(&self.hosts);
        }
        Ok(store)
    }

    /// What answers from a database, and what it is.
    pub fn serve(&self, store: Arc<Store>) -> (http::Service, Dataset) {
        let dataset = Dataset { version: store.about.manifest.version.clone(), hash: store.hash.clone() };
        *self.served.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&store));
        (http::service_under(store, Arc::clone(&self.load), self.has_metrics), dataset)
    }

    /// Whether the file that is served is the very one that is there now.
    fn is_served(&self) -> bool {
        let served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.as_ref().zip(self.given.database.as_ref()).is_some_and(|(store, path)| store.is_at(path))
    }

    fn refused(&self, reason: String) -> Refused {
        Refused { reason, is_ours: self.is_served() }
    }
}

impl Source for Files {
    type Handler = http::Service;

    fn load(&self) -> Later<'_, Result<Loaded<http::Service>, Refused>> {
        Box::pin(async {
            let (files, runtime) = (self.clone(), Handle::current());
            let opened = tokio::task::spawn_blocking(move || runtime.block_on(files.open())).await;
            let store = match opened {
                Ok(Ok(Some(store))) => Arc::new(store),
                Ok(Ok(None)) => return Err(self.refused("the data have mistakes".to_owned())),
                Ok(Err(error)) => return Err(self.refused(format!("{error:#}"))),
                Err(panic) => return Err(self.refused(panic.to_string())),
            };
            store.verify().await.map_err(|error| self.refused(error.to_string()))?;
            let (handler, dataset) = self.serve(store);
            Ok(Loaded { handler, dataset })
        })
    }

    fn stamp(&self) -> Later<'_, Option<String>> {
        Box::pin(async {
            match (&self.given.database, &self.given.data) {
                (Some(database), _) => store::stamp(database).await,
                (None, Some(folder)) => folder_stamp(folder),
                (None, None) => None,
            }
        })
    }
}

/// What is another when a file of a folder is.
fn folder_stamp(folder: &Path) -> Option<String> {
    let mut stamps = Vec::new();
    for entry in std::fs::read_dir(folder).ok()? {
        let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))).ok()?;
        let stamp = if kind.is_dir() { folder_stamp(&path) } else { store::file_stamp(&path) };
        stamps.push(format!("{} {}", path.display(), stamp.unwrap_or_default()));
    }
    stamps.sort();
    Some(crate::hash::sha256(stamps.join("\n").as_bytes()))
}

/// What is served at first; `None` when the process was told to stop before it was there.
pub async fn open_until(stop: Stop, files: Files) -> anyhow::Result<Option<Option<Store>>> {
    let (runtime, told) = (Handle::current(), stop.clone());
    // In a thread of its own, for much of it never waits, and a signal must be heard meanwhile.
    let mut opening = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            tokio::select! {
                opened = files.open() => opened.map(Some),
                () = told.told() => Ok(None),
            }
        })
    });
    tokio::select! {
        opened = &mut opening => opened?,
        () = stop.told() => {
            _ = tokio::time::timeout(LEAVE, opening).await;
            Ok(None)
        }
    }
}
