//! `sinolac serve`: the dataset over HTTP.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tower::make::Shared;

use super::{Opened, address, open};
use crate::http;

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
    /// SQLite file that `seed` wrote [default: one made of the data]
    #[arg(long, value_name = "FILE", env = "SINOLAC_DATABASE")]
    database: Option<PathBuf>,
    /// Data folder to serve where no database is given [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<PathBuf>,
}

/// Serve until told to stop.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    super::runtime()?.block_on(serve(options))
}

async fn serve(options: &Options) -> anyhow::Result<ExitCode> {
    // The temporary folder stays until the last answer is out.
    let Some(Opened { mut store, _folder }) = open(options.database.as_deref(), options.data.as_deref()).await? else {
        return Ok(ExitCode::FAILURE);
    };
    options.base_url.trim_end_matches('/').clone_into(&mut store.base);
    let listen = options.listen;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let stop = stop()?;
    tracing::info!(%address, dataset = store.about.manifest.version, "serving http://{address}");
    axum::serve(listener, Shared::new(http::service(store))).with_graceful_shutdown(stop).await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// A future that resolves when the process is asked to stop. It listens from the moment it is made, so that no request to
/// stop is missed between the first line of the log and the first connection.
fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).context("the signal to stop cannot be listened for")?
    };
    Ok(async move {
        let interrupt = async { _ = tokio::signal::ctrl_c().await };
        #[cfg(unix)]
        let terminate = terminate.recv();
        #[cfg(not(unix))]
        let terminate = std::future::pending::<()>();
        tokio::select! {
            () = interrupt => {}
            _ = terminate => {}
        }
    })
}
