//! `sinolac seed`: the dataset as a SQLite file or a version on a PostgreSQL server.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use clap::Args;

use super::progress;
use crate::check;
use crate::data::Folder;
use crate::store;

/// What to write and where.
#[derive(Debug, Args)]
pub struct Options {
    /// SQLite file to write, or URL of a PostgreSQL database, as in `postgres://user@host/name`; what is there is replaced
    /// once the new one is whole
    #[arg(long, value_name = "FILE-OR-URL", env = "SINOLAC_DATABASE", hide_env_values = true)]
    database: PathBuf,
    /// Data folder [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<OsString>,
}

/// Check the data, write the file, say what was written.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    super::runtime()?.block_on(seed(options))
}

async fn seed(options: &Options) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    store::reach(&options.database).await.context("nothing was written")?;
    let bar = Arc::new(progress::Bar::new("reading"));
    let data = options.data.clone().filter(|folder| !folder.is_empty());
    let (shown, folder) = (Arc::clone(&bar), Folder::given(data.map(PathBuf::from)));
    // In a thread of the pool that writes later, for what a thread's allocator keeps is used again by that thread alone.
    let read = move || check::stream(&folder, &|what, done, total| shown.stage(what, done, total));
    let checked = match tokio::task::spawn_blocking(read).await? {
        Ok(checked) => checked,
        Err(findings) => {
            bar.clear();
            super::report(&findings);
            eprintln!("nothing was written");
            return Ok(ExitCode::FAILURE);
        }
    };
    let (facts, version) = (checked.register.len(), checked.manifest.version.clone());
    let tell = |what, done, total| bar.stage(what, done, total);
    let seeded = store::seed(Arc::new(checked), &options.database, &tell).await;
    bar.clear();
    seeded.context("nothing was written")?;
    super::print(&format!(
        "{}: {facts} facts, version {version}, written in {:.1} s\n",
        store::shown(&options.database),
        begun.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}
