//! `sinolac mcp`: the tools of language models on standard input and output, for clients that start the program.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use rmcp::ServiceExt;
use rmcp::transport::stdio;

use super::{Opened, open};
use crate::http;

/// What to answer from.
#[derive(Debug, Args)]
pub struct Options {
    /// Address under which the service is reached from outside, for citations
    #[arg(long, value_name = "URL", env = "SINOLAC_BASE_URL", default_value = "", hide_default_value = true)]
    base_url: String,
    /// SQLite file that `seed` wrote [default: one made of the data]
    #[arg(long, value_name = "FILE", env = "SINOLAC_DATABASE")]
    database: Option<PathBuf>,
    /// Data folder where no database is given [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<PathBuf>,
}

/// Answer until the client closes standard input.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let runtime = super::runtime()?;
    let code = runtime.block_on(serve(options));
    // A read of standard input that is pending must not hold up the end.
    runtime.shutdown_background();
    code
}

async fn serve(options: &Options) -> anyhow::Result<ExitCode> {
    let Some(Opened { mut store, _folder }) = open(options.database.as_deref(), options.data.as_deref()).await? else {
        return Ok(ExitCode::FAILURE);
    };
    options.base_url.trim_end_matches('/').clone_into(&mut store.base);
    http::tools(store).serve(stdio()).await?.waiting().await?;
    Ok(ExitCode::SUCCESS)
}
