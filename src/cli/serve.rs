//! `sinolac serve`: the dataset over HTTP.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use super::{Opened, address, open};
use crate::http;
use crate::server::{Limits, Server, Stop};

/// What to serve and where.
#[derive(Debug, Args)]
pub struct Options {
    /// Where to listen: `8080` or `localhost:8080` for this computer alone, `:8080` for all of its IPv4 addresses, or an
    /// address and a port; port 0 takes a free one
    #[arg(long, value_name = "ADDR", env = "SINOLAC_LISTEN", default_value = "127.0.0.1:8080", value_parser = address::listen)]
    listen: SocketAddr,
    /// Address under which the service is reached from outside, for citations and descriptions, such as
    /// `https://facts.example.org`
    #[arg(long, value_name = "URL", env = "SINOLAC_BASE_URL", default_value = "", hide_default_value = true)]
    base_url: String,
    /// SQLite file that `seed` wrote, or URL of the PostgreSQL database [default: a file made of the data]
    #[arg(long, value_name = "FILE-OR-URL", env = "SINOLAC_DATABASE", hide_env_values = true)]
    database: Option<PathBuf>,
    /// Data folder to serve where no database is given [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<PathBuf>,
    #[command(flatten)]
    limits: Limits,
}

/// Serve until told to stop.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let runtime = super::runtime()?;
    let code = runtime.block_on(serve(options));
    // What is still loaded or written in a thread of its own is of no use to anybody.
    runtime.shutdown_background();
    code
}

async fn serve(options: &Options) -> anyhow::Result<ExitCode> {
    let stop = Stop::listen().context("the signals to stop cannot be listened for")?;
    let mut limits = options.limits;
    limits.fit();
    let Some(opened) = opened(options, stop.clone()).await? else { return Ok(ExitCode::SUCCESS) };
    // The temporary folder stays until the last answer is out.
    let Some(Opened { mut store, _folder }) = opened else {
        return Ok(ExitCode::FAILURE);
    };
    options.base_url.trim_end_matches('/').clone_into(&mut store.base);
    let listen = options.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; `--listen 0` takes a free port"))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, dataset = store.about.manifest.version, "serving http://{address}");
    let server = Server::start(http::service(store), limits);
    server.listen(listener, stop.told()).await;
    server.finish().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// How long work that was given up may take to leave nothing behind.
const LEAVE: Duration = Duration::from_secs(2);

/// What is served; `None` when the process was told to stop first.
async fn opened(options: &Options, stop: Stop) -> anyhow::Result<Option<Option<Opened>>> {
    let (database, data, told) = (options.database.clone(), options.data.clone(), stop.clone());
    let runtime = Handle::current();
    // In a thread of its own, for much of it never waits, and a signal must be heard meanwhile.
    let mut opening = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            tokio::select! {
                opened = open(database.as_deref(), data.as_deref()) => opened.map(Some),
                () = told.told() => Ok(None),
            }
        })
    });
    tokio::select! {
        opened = &mut opening => opened?,
        () = stop.told() => {
            _ = tokio::time::timeout(LEAVE, opening).await;
            Ok(None)
        }
    }
}
