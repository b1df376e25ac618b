//! `sinolac seed`: the dataset as a SQLite file.

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
    /// SQLite file to write; one that is there is replaced once the new one is whole
    #[arg(long, value_name = "FILE", env = "SINOLAC_DATABASE")]
    database: PathBuf,
    /// Data folder [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<PathBuf>,
}

/// Check the data, write the file, say what was written.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let bar = progress::Bar::new("reading");
    let tell = |what, done, total| bar.stage(what, done, total);
    let dataset = match check::stream(&Folder::given(options.data.clone()), &tell) {
        Ok(dataset) => dataset,
        Err(findings) => {
            bar.clear();
            super::report(&findings);
            eprintln!("nothing was written");
            return Ok(ExitCode::FAILURE);
        }
    };
    let (facts, version) = (dataset.register.len(), dataset.manifest.version.clone());
    let seeded = super::runtime()?.block_on(store::seed(Arc::new(dataset), &options.database, &tell));
    bar.clear();
    seeded.context("nothing was written")?;
    super::print(&format!(
        "{}: {facts} facts, version {version}, written in {:.1} s\n",
        options.database.display(),
        begun.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}
