//! `sinolac check`: the data files, judged.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::check;
use crate::data::Folder;

/// What to check.
#[derive(Debug, Args)]
pub struct Options {
    /// Data folder [default: the data in the program]
    #[arg(env = "SINOLAC_DATA")]
    dir: Option<PathBuf>,
}

/// Print every finding, or the number of records.
pub fn run(options: &Options) -> ExitCode {
    match check::load(&Folder::given(options.dir.clone())) {
        Ok(dataset) => {
            let counts = dataset.records.iter().map(|(kind, records)| format!("{:>6} {}\n", records.len(), kind.name));
            super::print(&format!(
                "{}{:>6} facts in all, nothing wrong\n",
                counts.collect::<String>(),
                dataset.facts().count()
            ));
            ExitCode::SUCCESS
        }
        Err(findings) => {
            super::report(&findings);
            ExitCode::FAILURE
        }
    }
}
