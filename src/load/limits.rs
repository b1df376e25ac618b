//! Every limit that whoever runs the service may set. The defaults suit one small machine; the README has the table.

use std::time::Duration;

use clap::{Arg, Args, Command, FromArgMatches};

use super::proxies::Proxies;

/// What the service bears.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// Connections at the same time; those beyond are told to come back
    #[arg(long, value_name = "NUMBER", env = "SINOLAC_MAX_CONNECTIONS", default_value_t = 1000)]
    pub max_connections: usize,
    /// Requests that are answered at the same time
    #[arg(long, value_name = "NUMBER", env = "SINOLAC_MAX_REQUESTS", default_value_t = 256)]
    pub max_requests: usize,
    /// Long answers that go out at the same time: files, and whatever has more than 128 KiB and is not kept
    #[arg(long, value_name = "NUMBER", env = "SINOLAC_MAX_DOWNLOADS", default_value_t = 48)]
    pub max_downloads: usize,
    /// Files that are made at the same time before they go out: spreadsheets, and Parquet files of which parts are asked for
    #[arg(long, value_name = "NUMBER", env = "SINOLAC_MAX_FILES", default_value_t = 4)]
    pub max_files: usize,
    /// Requests a second that each client may ask in the long run, 0 for any number; a client is an IPv4 address or an IPv6 /64
    #[arg(long, value_name = "NUMBER", env = "SINOLAC_CLIENT_RATE", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub client_rate: u32,
    /// Requests that each client may ask at once, where there is a rate
    #[arg(long, value_name = "NUMBER", env = "SINOLAC_CLIENT_BURST", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub client_burst: u32,
    /// Time for the head of a request, from its first byte on or, of the first, from the connection on
    #[arg(long, value_name = "SECONDS", env = "SINOLAC_HEADER_TIMEOUT", default_value = "10", value_parser = seconds)]
    pub header_timeout: Duration,
    /// Time after which a connection without a request is closed
    #[arg(long, value_name = "SECONDS", env = "SINOLAC_IDLE_TIMEOUT", default_value = "75", value_parser = seconds)]
    pub idle_timeout: Duration,
    /// Time in which an answer must begin
    #[arg(long, value_name = "SECONDS", env = "SINOLAC_REQUEST_TIMEOUT", default_value = "30", value_parser = seconds)]
    pub request_timeout: Duration,
    /// Bytes a second that a client must take of an answer while more of it waits
    #[arg(long, value_name = "BYTES", env = "SINOLAC_WRITE_FLOOR", default_value_t = 1024)]
    pub write_floor: u64,
    /// Time for which a client may take less
    #[arg(long, value_name = "SECONDS", env = "SINOLAC_WRITE_GRACE", default_value = "30", value_parser = seconds)]
    pub write_grace: Duration,
    /// Time for requests that are being answered when the service is told to stop
    #[arg(long, value_name = "SECONDS", env = "SINOLAC_DRAIN_TIMEOUT", default_value = "8", value_parser = seconds)]
    pub drain_timeout: Duration,
}

/// Descriptors that are not for connections: the log, the database and its readers, temporary files, the runtime.
const OTHERS: u64 = 128;

impl Limits {
    /// Have the system allow as many descriptors as it will, and take no more connections than there are descriptors for.
    #[must_use]
    pub fn fitted(mut self) -> Self {
        #[cfg(unix)]
        let Ok(files) = rlimit::increase_nofile_limit(u64::MAX) else { return self };
        let room = usize::try_from(files.saturating_sub(OTHERS).max(files / 2)).unwrap_or(usize::MAX);
        if room < self.max_connections {
            tracing::warn!(
                files,
                "{room} connections instead of {}: there may be no more open files",
                self.max_connections
            );
            self.max_connections = room;
        }
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        let matches = Self::augment_args(Command::new("")).no_binary_name(true).get_matches_from([""; 0]);
        // Every limit has a default.
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// The table of the limits, as the README shows it.
pub fn table() -> String {
    let command = Proxies::augment_args(Limits::augment_args(Command::new("")));
    let row = |arg: &Arg| {
        let (name, unit) = (arg.get_long()?, arg.get_value_names()?.first()?.to_lowercase().replace("number", ""));
        let default: Vec<_> = arg.get_default_values().iter().map(|default| default.to_string_lossy()).collect();
        let default = Some(format!("{} {unit}", default.join(""))).filter(|default| !default.starts_with(' '));
        let variable = arg.get_env()?.to_string_lossy();
        Some(format!(
            "| `--{name}` | `{variable}` | {} | {} |\n",
            default.as_deref().map_or("none", str::trim),
            arg.get_help()?
        ))
    };
    let rows: String = command.get_arguments().filter_map(row).collect();
    format!("| option | variable | default | what it limits |\n|---|---|---|---|\n{rows}")
}

/// A time as the command line takes it.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let seconds = seconds.filter(|time| !time.is_zero() && *time <= Duration::from_hours(24));
    seconds.ok_or_else(|| "not a time; seconds from 0.001 to 86400 would be right".to_owned())
}
