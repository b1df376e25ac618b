//! The binary: read the command line, run, print an error once.

use std::process::ExitCode;

use clap::Parser;
use sinolac::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
