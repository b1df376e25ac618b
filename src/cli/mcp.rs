//! `sinolac mcp`: the tools of language models on standard input and output, for clients that start the program.

use std::process::ExitCode;

use clap::Args;
use rmcp::ServiceExt;
use rmcp::transport::stdio;

use super::given::Given;
use super::open;
use crate::http;

/// What to answer from.
#[derive(Debug, Args)]
pub struct Options {
    /// Address under which the service is reached from outside, for citations
    #[arg(long, value_name = "URL", env = "SINOLAC_BASE_URL", default_value = "", hide_default_value = true)]
    base_url: String,
    #[command(flatten)]
    given: Given,
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
    let Some(mut store) = open(&options.given).await? else { return Ok(ExitCode::FAILURE) };
    options.base_url.trim_end_matches('/').clone_into(&mut store.base);
    http::tools(store).serve(stdio()).await?.waiting().await?;
    Ok(ExitCode::SUCCESS)
}
