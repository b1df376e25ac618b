//! `sinolac locate`: where words stand in the texts, ready to become evidence.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::check;
use crate::data::Folder;
use crate::{locate, verify};

/// What to look for and where.
#[derive(Debug, Args)]
pub struct Options {
    /// Folder with the source texts, under the names that the sources give
    #[arg(long, value_name = "DIR", env = "SINOLAC_SOURCES")]
    sources: PathBuf,
    /// Data folder that names the sources [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<PathBuf>,
    /// Words to find; case, accents, apostrophes and quotation marks make no difference
    text: String,
}

/// Print every place with its surroundings and an entry to paste.
pub fn run(options: &Options) -> ExitCode {
    let dataset = match check::load(&Folder::given(options.data.clone())) {
        Ok(dataset) => dataset,
        Err(findings) => {
            super::report(&findings);
            return ExitCode::FAILURE;
        }
    };
    let mut findings = Vec::new();
    let texts = verify::read(&dataset, &options.sources, &mut findings);
    if !findings.is_empty() {
        super::report(&findings);
    }
    let places = locate::locate(&texts, &options.text);
    for place in &places {
        let warning = locate::warning(place).map_or_else(String::new, |warning| format!("  # {warning}"));
        let (source, number, context) = (&place.source, place.paragraph, &place.context);
        super::print(&format!(
            "{source}, paragraph {number}: ... {context} ...\n  {}{warning}\n",
            locate::entry(place)
        ));
    }
    if places.is_empty() {
        eprintln!("\"{}\" stands in none of {} texts", options.text, texts.len());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
