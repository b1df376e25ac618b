//! `sinolac serve`: the dataset over HTTP.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use anyhow::{Context, ensure};
use clap::Args;
use tokio::net::TcpListener;

use super::address;
use super::given::Given;
use super::source::{Files, open_until};
use crate::load::{Limits, Load, Proxies};
use crate::server::{Current, Hangup, Inside, Server, Source, Stop, reload};
use crate::store::Store;

/// Bytes up to which a file is verified before it is served, which then takes less than a quarter of a second.
const SMALL: u64 = 64 << 20;

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
    /// Hosts under which tools of language models may ask at /mcp, beside this machine's and that of the base URL, such as
    /// `facts.example.org` or `10.0.0.5:8080`
    #[arg(long, value_name = "HOSTS", env = "SINOLAC_ALLOWED_HOSTS", value_delimiter = ',')]
    allowed_hosts: Vec<String>,
    #[command(flatten)]
    given: Given,
    /// Look every so many seconds whether the database or the data folder is another, and serve that; SIGHUP looks at once
    #[arg(long, value_name = "SECONDS", env = "SINOLAC_WATCH", default_missing_value = "2", num_args = 0..=1)]
    watch: Option<u64>,
    /// Where to tell those who run the service how it fares (`/metrics`, `/readyz`, `/livez`), instead of telling the metrics to everybody
    #[arg(long, value_name = "ADDR", env = "SINOLAC_ADMIN", value_parser = address::listen)]
    admin: Option<SocketAddr>,
    #[command(flatten)]
    limits: Limits,
    #[command(flatten)]
    proxies: Proxies,
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
    has_clock(SystemTime::now())?;
    let stop = Stop::listen().context("the signals to stop cannot be listened for")?;
    let hangup = Hangup::listen().context("the signal to load again cannot be listened for")?;
    let load = Load::behind(options.limits.fitted(), options.proxies.clone());
    let names = (options.base_url.as_str(), options.allowed_hosts.as_slice());
    let files = Files::new(options.given.clone(), names, &load, options.admin.is_none());
    let Some(opened) = open_until(stop.clone(), files.clone()).await? else { return Ok(ExitCode::SUCCESS) };
    let Some(store) = opened else { return Ok(ExitCode::FAILURE) };
    let store = Arc::new(store);
    let is_large = store.length > SMALL;
    if !is_large {
        store.verify().await?;
    }
    let (handler, dataset) = files.serve(Arc::clone(&store));
    load.state.serve(dataset);
    let current = Current::new(handler);
    let listener = bind(options.listen).await?;
    let server = Server::start(Arc::clone(&current), Arc::clone(&load));
    // Those who look after the service are heard to the end.
    let _inside = match options.admin {
        Some(address) => {
            let (listener, load) = (bind(address).await?, Load::new(Limits { client_rate: 0, ..options.limits }));
            tracing::info!("telling how it fares at http://{}", listener.local_addr()?);
            let inside = Server::start(Inside(Arc::clone(&current)), load);
            Some(tokio::spawn(async move { inside.listen(listener, std::future::pending()).await }))
        }
        None => None,
    };
    let address = listener.local_addr()?;
    tracing::info!(%address, dataset = store.about.manifest.version, "serving http://{address}");
    if is_large {
        tokio::spawn(verify(store, Arc::clone(&load), stop.clone()));
    } else {
        drop(store);
    }
    let watch = options.watch.filter(|seconds| *seconds > 0).map(Duration::from_secs);
    tokio::spawn(keep_current(files, current, Arc::clone(&load), hangup, watch, stop.clone()));
    server.listen(listener, stop.told()).await;
    server.finish().await;
    tracing::info!("stopped");
    let is_damaged = load.state.is_damaged.load(Ordering::Acquire);
    Ok(if is_damaged { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Refuse a clock that stands before 1970: hyper takes none for one, and would panic at every connection.
fn has_clock(now: SystemTime) -> anyhow::Result<()> {
    ensure!(now >= SystemTime::UNIX_EPOCH, "the clock of this machine stands before 1970; set it and start again");
    Ok(())
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| format!("cannot listen on {address}; `--listen 0` takes a free port"))
}

/// Verify a large file while it is served, and end when it is not what was written.
async fn verify(store: Arc<Store>, load: Arc<Load>, stop: Stop) {
    load.state.is_verifying.store(true, Ordering::Release);
    let verified = store.verify().await;
    load.state.is_verifying.store(false, Ordering::Release);
    match verified {
        Ok(()) => tracing::info!("the database is what was written"),
        Err(error) => {
            tracing::error!(%error, "what is served is damaged");
            load.state.is_damaged.store(true, Ordering::Release);
            stop.tell();
        }
    }
}

/// Exchange the dataset as asked, and end when the one that is served turns out to be damaged.
async fn keep_current<S: Source>(
    source: S,
    current: Arc<Current<S::Handler>>,
    load: Arc<Load>,
    hangup: Hangup,
    watch: Option<Duration>,
    stop: Stop,
) {
    reload(source, current, Arc::clone(&load), hangup, watch).await;
    load.state.is_damaged.store(true, Ordering::Release);
    stop.tell();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_is_refused_with_what_to_do() {
        let second = Duration::from_secs(1);
        let error = has_clock(SystemTime::UNIX_EPOCH - second).unwrap_err();
        assert!(error.to_string().contains("set it and start again"), "{error}");
        assert!(has_clock(SystemTime::UNIX_EPOCH).is_ok() && has_clock(SystemTime::now()).is_ok());
    }
}
