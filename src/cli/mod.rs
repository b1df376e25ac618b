//! The command line, which is all the configuration there is: every option has an environment variable.

mod address;
mod check;
mod check_claim;
mod export;
mod given;
mod healthcheck;
mod history;
mod locate;
mod log;
mod mcp;
mod progress;
mod seed;
mod serve;
mod source;
mod telemetry;
mod verify;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};

use self::given::Given;
use crate::data::Folder;
use crate::server::learn_date;
use crate::store::{self, Store};

/// Source-cited facts about relations between China and Latin America and the Caribbean.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// What `serve` takes, which is also what runs without a command.
    #[command(flatten)]
    serve: serve::Options,
    /// What to log beside warnings and news: `requests` (a line for each), a level (`debug`), or a part and its level
    /// (`sinolac=debug`); commas between several. `RUST_LOG` is understood where this is not given
    #[arg(long, global = true, value_name = "WHAT", env = "SINOLAC_LOG")]
    log: Option<String>,
    /// Whether the log is text or an object of JSON a line [default: text on a terminal, else json]
    #[arg(long, global = true, value_name = "FORMAT", env = "SINOLAC_LOG_FORMAT")]
    log_format: Option<log::Format>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the dataset over HTTP (the default command)
    Serve(Box<serve::Options>),
    /// Answer the tools of a language model on standard input and output (Model Context Protocol)
    Mcp(mcp::Options),
    /// Write the dataset into a SQLite file
    Seed(seed::Options),
    /// Write the dataset into files, one for each list of the service
    Export(export::Options),
    /// Check the data files and say everything that is wrong with them
    Check(check::Options),
    /// Hold every figure of a text against the facts
    CheckClaim(check_claim::Options),
    /// Check the evidence against the source texts
    Verify(verify::Options),
    /// Find words in the source texts and print evidence ready to paste
    Locate(locate::Options),
    /// Tell or write down what this version of the dataset changes
    History(history::Options),
    /// Ask a running service whether it is ready: 0 if it is
    Healthcheck(healthcheck::Options),
    /// Print the OpenAPI document
    Openapi,
}

impl Cli {
    /// Carry out the command.
    ///
    /// # Errors
    /// With everything a user needs to know, to be printed once.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let _telemetry = log::start(self.log, self.log_format)?;
        match self.command {
            None => serve::run(&self.serve),
            Some(Command::Serve(options)) => serve::run(&options),
            Some(Command::Mcp(options)) => mcp::run(&options),
            Some(Command::Seed(options)) => seed::run(&options),
            Some(Command::Export(options)) => export::run(&options),
            Some(Command::Check(options)) => Ok(check::run(&options)),
            Some(Command::CheckClaim(options)) => check_claim::run(&options),
            Some(Command::Verify(options)) => verify::run(&options),
            Some(Command::Locate(options)) => Ok(locate::run(&options)),
            Some(Command::History(options)) => history::run(&options),
            Some(Command::Healthcheck(options)) => Ok(healthcheck::run(&options)),
            Some(Command::Openapi) => {
                match crate::check::load(&Folder::Embedded) {
                    Ok(dataset) => print(&crate::openapi::yaml(&dataset.vocabulary())),
                    Err(findings) => report(&findings),
                }
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// Write to standard output; a reader that has gone away, as `head` does, is no error.
fn print(text: &str) {
    use std::io::Write;
    _ = std::io::stdout().write_all(text.as_bytes());
}

/// Write findings to standard error, one a line, and their number.
fn report(findings: &[crate::model::Finding]) {
    for finding in findings {
        eprintln!("{finding}");
    }
    eprintln!("{} {}", findings.len(), if findings.len() == 1 { "finding" } else { "findings" });
}

/// A runtime for one command.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().on_thread_start(learn_date).build()?)
}

/// Facts up to which a database that is made for one run is made in memory.
const SMALL: usize = 5000;

/// Open the database, or make one of the data where none is given; `None` after reporting what is wrong with the data.
async fn open(given: &Given) -> anyhow::Result<Option<Store>> {
    if let Some(file) = &given.database {
        if given.data.is_some() {
            bail!("--database and --data (or their environment variables) are both given; one of them would be right");
        }
        return Ok(Some(Store::open(file).await?));
    }
    let folder = Folder::given(given.data.clone());
    if let Some(store) = store::embedded(&folder).await {
        return Ok(Some(store));
    }
    match crate::check::load(&folder) {
        Ok(checked) if checked.register.len() <= SMALL => {
            let bytes = store::bytes(Arc::new(checked)).await?;
            Ok(Some(Store::in_memory(bytes).await?))
        }
        Ok(checked) => {
            let folder = std::env::temp_dir();
            let needs = || {
                format!(
                    "more than {SMALL} facts need a temporary file in {}; a folder that can be written to (TMPDIR names it), or a \
                     file that `sinolac seed` wrote, would be right",
                    folder.display()
                )
            };
            let file = store::fresh(&folder).with_context(needs)?;
            store::build(Arc::new(checked), file.path(), &|_, _, _| {}).await.with_context(needs)?;
            // Its name goes now: who opened it needs none, and so nothing is left whatever ends the process.
            Ok(Some(Store::open(file.path()).await?))
        }
        Err(findings) => {
            report(&findings);
            Ok(None)
        }
    }
}
