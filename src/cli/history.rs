//! `sinolac history`: what this version of the dataset changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use crate::check;
use crate::data::versions::{self, Rows};
use crate::data::{Folder, HISTORY, History};
use crate::derive::{current_history, rows};

/// What to compare and what to do about it.
#[derive(Debug, Args)]
pub struct Options {
    /// Data folder
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: PathBuf,
    /// Write the changes of this version into the data folder's history.toml
    #[arg(long, env = "SINOLAC_WRITE")]
    write: bool,
    /// Keep this version's rows in the data folder's versions/, once it is released and before the next one is begun
    #[arg(long, env = "SINOLAC_KEEP")]
    keep: bool,
    /// Why a fact was withdrawn; once for each
    #[arg(long, value_name = "ID=TEXT", value_parser = reason)]
    reason: Vec<(String, String)>,
}

fn reason(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(id, why)| !id.is_empty() && !why.trim().is_empty());
    parts.map(|(id, why)| (id.to_owned(), why.trim().to_owned())).ok_or_else(|| "ID=TEXT would be right".to_owned())
}

/// Compare the history with the facts, and write it where that is asked for.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folder = Folder::Directory(options.data.clone());
    let dataset = match check::load_without_history(&folder) {
        Ok(dataset) => dataset,
        Err(findings) => {
            super::report(&findings);
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut findings = Vec::new();
    let told = History::read(&folder, &mut findings);
    if !findings.is_empty() {
        super::report(&findings);
        return Ok(ExitCode::FAILURE);
    }
    let reasons: BTreeMap<String, String> = options.reason.iter().cloned().collect();
    let version = dataset.manifest.version.as_str();
    let earlier: Vec<&str> =
        told.versions.iter().map(|earlier| earlier.version.as_str()).filter(|earlier| *earlier != version).collect();
    let past = versions::read(&folder, &earlier)?;
    let right = match current_history(&dataset, &told, past.as_ref(), &reasons) {
        Ok(right) => right,
        Err(wrong) => {
            for wrong in wrong {
                eprintln!("{wrong}");
            }
            bail!("nothing was written");
        }
    };
    let file = options.data.join(HISTORY);
    if options.keep && right == told {
        return keep(&options.data, version, right, &past.unwrap_or_default(), &rows(&dataset));
    }
    if right == told {
        super::print(&format!("{} tells what version {} changes\n", file.display(), dataset.manifest.version));
        return Ok(ExitCode::SUCCESS);
    }
    if !options.write {
        eprintln!("{} does not tell what version {version} changes; --write makes it", file.display());
        return Ok(ExitCode::FAILURE);
    }
    std::fs::write(&file, right.written()).with_context(|| format!("{} cannot be written", file.display()))?;
    let changes = right.versions.last().map_or(0, |version| version.changes.len());
    super::print(&format!("{}: version {} changes {changes} facts\n", file.display(), dataset.manifest.version));
    Ok(ExitCode::SUCCESS)
}

/// Write the file of a version, as what it changed against the one before, and its hash into the history.
fn keep(data: &Path, version: &str, mut history: History, before: &Rows, now: &Rows) -> anyhow::Result<ExitCode> {
    let file = data.join(versions::file(version));
    let bytes = versions::written(before, now)?;
    std::fs::create_dir_all(data.join(versions::VERSIONS))?;
    std::fs::write(&file, &bytes).with_context(|| format!("{} cannot be written", file.display()))?;
    let content = versions::content_hash(now);
    history.versions.iter_mut().filter(|kept| kept.version == version).for_each(|kept| {
        kept.content = Some(content.clone());
    });
    let told = data.join(HISTORY);
    std::fs::write(&told, history.written()).with_context(|| format!("{} cannot be written", told.display()))?;
    super::print(&format!("{}: {} rows in {} bytes, content {content}\n", file.display(), now.len(), bytes.len()));
    Ok(ExitCode::SUCCESS)
}
