//! What the program says on standard error while it runs.

use std::io::IsTerminal;

use anyhow::{Context, bail};
use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::telemetry::Telemetry;
use crate::suggest::nearest;

/// What is said unless something else is asked for; what is asked for comes on top of it. The library of the protocol of tools
/// tells the beginning and the end of every request.
const USUAL: &str = "info,rmcp=warn";
/// What may be asked for by one word that is no level.
const TARGETS: [&str; 2] = ["requests", "sinolac"];

/// What a line of the log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// An object of JSON, for programs that gather logs.
    Json,
}

/// Begin to log what `--log` asks for, else the environment's `RUST_LOG`, and to send spans where there is a collector. What
/// it gives is to be kept until the end.
///
/// # Errors
/// When what is asked for cannot be meant.
pub fn start(asked: Option<String>, format: Option<Format>) -> anyhow::Result<Telemetry> {
    let filter = match asked {
        Some(words) => filter(&words).with_context(|| format!("`--log {words}` or `SINOLAC_LOG={words}`"))?,
        // What all Rust programs read may name the parts of others.
        None => EnvFilter::new(format!("{USUAL},{}", std::env::var("RUST_LOG").unwrap_or_default())),
    };
    let is_terminal = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal);
    let telemetry = Telemetry::start()?;
    match format.unwrap_or(if is_terminal { Format::Text } else { Format::Json }) {
        Format::Text => log.finish().with(telemetry.layer()).init(),
        Format::Json => log.json().flatten_event(true).finish().with(telemetry.layer()).init(),
    }
    Ok(telemetry)
}

/// A bare word that is unknown would silently be taken for the name of a part that never says anything.
fn filter(words: &str) -> anyhow::Result<EnvFilter> {
    for word in words.split(',').map(str::trim).filter(|word| !word.contains(['=', ':', '['])) {
        if !word.is_empty() && word.parse::<LevelFilter>().is_err() && !TARGETS.contains(&word) {
            let known = TARGETS.into_iter().chain(["off", "error", "warn", "info", "debug", "trace"]);
            let near = nearest(word, known);
            bail!(
                "`{word}` is not a log; expected `requests`, a level such as `debug`, or a part and its level such as `sinolac=debug`{near}"
            );
        }
    }
    Ok(EnvFilter::try_new(format!("{USUAL},{words}"))?)
}
