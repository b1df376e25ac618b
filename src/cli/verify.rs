//! `sinolac verify`: the evidence against the texts.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::progress;
use crate::check;
use crate::data::{Folder, VERIFIED};
use crate::model::Finding;
use crate::verify;

/// What to verify and how to tell.
#[derive(Debug, Args)]
pub struct Options {
    /// Folder with the source texts, under the names that the sources give
    #[arg(long, value_name = "DIR", env = "SINOLAC_SOURCES")]
    sources: PathBuf,
    /// Data folder [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<PathBuf>,
    /// How to tell the result
    #[arg(long, value_enum, default_value = "table", env = "SINOLAC_FORMAT")]
    format: Format,
    /// Write what was found into the data folder's verified.toml, when nothing is wrong
    #[arg(long, requires = "data", env = "SINOLAC_WRITE")]
    write: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// Verify, tell every finding, and write the result where that is asked for.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folder = Folder::given(options.data.clone());
    let dataset = match check::load(&folder) {
        Ok(dataset) => dataset,
        Err(findings) => {
            super::report(&findings);
            return Ok(ExitCode::FAILURE);
        }
    };
    let total = dataset.facts().count() + dataset.of(&crate::kinds::SOURCES).len();
    let (bar, done) = (progress::Bar::new("verifying"), std::cell::Cell::new(0));
    let today = jiff::Zoned::now().date().to_string();
    let mut outcome = verify::verify(&dataset, &folder, &options.sources, &today, &|_| {
        done.set(done.get() + 1);
        bar.at(done.get(), total);
    });
    bar.clear();
    if outcome.findings.is_empty() && !verify::is_current(&folder, &outcome.verified) {
        match &options.data {
            Some(data) if options.write => {
                let file = data.join(VERIFIED);
                std::fs::write(&file, verify::written(&outcome.verified))
                    .with_context(|| format!("{} cannot be written", file.display()))?;
            }
            _ => outcome.findings.push(Finding::at(
                &folder.show(VERIFIED),
                1,
                "not what the texts give now; `sinolac verify --write` makes it anew".to_owned(),
            )),
        }
    }
    let findings: Vec<String> = outcome.findings.iter().map(ToString::to_string).collect();
    if options.format == Format::Json {
        super::print(&format!(
            "{:#}\n",
            json!({ "sources": outcome.report.rows, "splits": outcome.report.splits, "findings": findings })
        ));
    } else {
        super::print(&outcome.report.table());
        if !findings.is_empty() {
            super::report(&outcome.findings);
        }
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
