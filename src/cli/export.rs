//! `sinolac export`: the dataset as files, each what the service answers at `/{kind}.{format}`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::Args;
use futures_util::TryStreamExt;

use super::given::Given;
use super::progress;
use crate::files::{self, FORMATS, Format};
use crate::kinds::served;
use crate::limits::MAX_XLSX;
use crate::query::{self, Query};
use crate::store::{Store, fresh};

/// What to write, in which format and where.
#[derive(Debug, Args)]
pub struct Options {
    /// Format of the files: csv, ndjson, geojson, parquet or xlsx
    #[arg(long, value_name = "FORMAT", env = "SINOLAC_FORMAT")]
    format: String,
    /// Folder to write into, made if it is missing; files of an earlier export are replaced, each once the new one is whole
    #[arg(long, value_name = "DIR", env = "SINOLAC_OUTPUT")]
    output: PathBuf,
    #[command(flatten)]
    given: Given,
}

/// Write a file for each list of the service, then say what was written.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    super::runtime()?.block_on(export(options))
}

async fn export(options: &Options) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let format = format(&options.format)?;
    let Some(store) = super::open(&options.given).await? else { return Ok(ExitCode::FAILURE) };
    let (store, folder) = (Arc::new(store), options.output.as_path());
    let lists = lists(&store, format).await?;
    make(folder)?;
    let bar = progress::Bar::new("writing");
    let (mut done, total) = (0, lists.iter().map(|(_, rows)| rows).sum());
    for (query, rows) in &lists {
        let mut ended = 0;
        write(&store, query, format, folder, &mut |lines| {
            ended += lines;
            bar.at(done + ended.min(*rows), total);
        })
        .await?;
        done += rows;
        bar.at(done, total);
    }
    bar.clear();
    super::print(&format!(
        "{}: {} {} files, {total} rows, version {}, written in {:.1} s\n",
        folder.display(),
        lists.len(),
        format.name(),
        store.about.manifest.version,
        begun.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The format of a name. JSON and Markdown are none: they come in pages, and the files of JSON are NDJSON.
fn format(name: &str) -> anyhow::Result<Format> {
    let files = FORMATS.into_iter().filter(|format| !format.is_page());
    let names: Vec<&str> = files.clone().map(Format::name).collect();
    match files.into_iter().find(|format| format.name() == name) {
        Some(format) => Ok(format),
        None => bail!("no format of files is called `{name}`; there are {}", names.join(", ")),
    }
}

/// Every list as the service answers it without parameters, and how many rows it has.
async fn lists(store: &Store, format: Format) -> anyhow::Result<Vec<(Query, usize)>> {
    let mut lists = Vec::new();
    for kind in served() {
        // An empty query string has no mistakes.
        let Ok(query) = query::parse(kind, "", &store.about.vocabulary, &store.about.content) else { continue };
        let rows = store.total(&query).await?;
        if format == Format::Xlsx && rows > MAX_XLSX {
            bail!("{} has {rows} rows; a spreadsheet takes {MAX_XLSX}, csv and parquet take all", kind.name);
        }
        lists.push((query, usize::try_from(rows)?));
    }
    Ok(lists)
}

fn make(folder: &Path) -> anyhow::Result<()> {
    if folder.is_file() {
        bail!("{} is a file; a folder would be right", folder.display());
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

/// Write one file beside its place and rename it into it. `told` hears how many lines of a text format were written.
async fn write(
    store: &Arc<Store>,
    query: &Query,
    format: Format,
    folder: &Path,
    told: &mut dyn FnMut(usize),
) -> anyhow::Result<()> {
    let name = format!("{}{}", query.kind.name, format.suffix());
    let target = folder.join(&name);
    let failed = || format!("{} cannot be written", target.display());
    let new = fresh(folder).with_context(failed)?;
    if format == Format::Xlsx {
        let made = files::xlsx(store, query, &format!("/{name}"), &store.base, ()).await?;
        new.as_file().write_all(&made).with_context(failed)?;
    } else {
        let mut pieces = files::pieces(store, query, format);
        while let Some(piece) = pieces.try_next().await? {
            new.as_file().write_all(&piece).with_context(failed)?;
            told(if format == Format::Parquet { 0 } else { piece.split(|byte| *byte == b'\n').skip(1).count() });
        }
    }
    new.as_file().sync_all().with_context(failed)?;
    new.persist(&target).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}
