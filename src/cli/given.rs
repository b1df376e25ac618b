//! Which dataset a command works on.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, FromArgMatches};

/// A database or a data folder; neither is the data in the program. An option beats the other one's environment variable, and
/// an empty variable is none: images and units set variables that nobody can take away again.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub database: Option<PathBuf>,
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[group(id = "given")]
struct Options {
    /// SQLite file that `seed` wrote, or URL of the PostgreSQL database [default: a file made of the data]
    #[arg(long, value_name = "FILE-OR-URL", env = "SINOLAC_DATABASE", hide_env_values = true)]
    database: Option<OsString>,
    /// Data folder, where no database is given [default: the data in the program]
    #[arg(long, value_name = "DIR", env = "SINOLAC_DATA")]
    data: Option<OsString>,
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Options { database, data } = Options::from_arg_matches(matches)?;
        let is_typed = |name: &str| matches.value_source(name) == Some(ValueSource::CommandLine);
        // An empty path would be refused if it were taken for one.
        let given = |text: Option<OsString>| text.filter(|text| !text.is_empty()).map(PathBuf::from);
        let (mut database, mut data) = (given(database), given(data));
        match (is_typed("database"), is_typed("data")) {
            (true, false) => data = None,
            (false, true) => database = None,
            // That both are given is not refused here, where `seed` would be refused, too, when the environment names both.
            _ => {}
        }
        Ok(Self { database, data })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Given {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
    }
}
