//! Where a PostgreSQL database is, and how to come in.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};

use super::problem;
use crate::store::Error;

/// What the URL of a database begins with.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// What may stand behind a `?` in it. The driver would write anything else into the log, a misspelt password with it.
const PARAMETERS: [&str; 10] =
    ["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "user", "password", "dbname", "application_name"];

/// Where a database is, as whom it is entered, and with which password.
pub struct Address(PgConnectOptions);

impl Address {
    /// That of an option of the command line; `None` where it names a file.
    pub fn of(place: &Path) -> Option<Result<Self, Error>> {
        let url = place.to_str().filter(|text| SCHEMES.iter().any(|scheme| text.starts_with(scheme)))?;
        Some(parsed(url).map(Self).map_err(Error::Failed))
    }

    /// A connection.
    ///
    /// # Errors
    /// One line that says what stands in the way.
    pub async fn connect(&self) -> Result<PgConnection, Error> {
        self.0.connect().await.map_err(|error| problem::entering(self, &error))
    }

    /// What the driver wants to know.
    pub const fn options(&self) -> &PgConnectOptions {
        &self.0
    }
}

impl fmt::Display for Address {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (user, database) = (self.0.get_username(), self.0.get_database().unwrap_or_default());
        match self.0.get_socket() {
            Some(socket) => write!(f, "postgres://{user}@{}/{database}", socket.display()),
            None => write!(f, "postgres://{user}@{}:{}/{database}", self.0.get_host(), self.0.get_port()),
        }
    }
}

fn parsed(url: &str) -> Result<PgConnectOptions, String> {
    let wrong =
        |what: &str| format!("the URL of the database {what}; postgres://USER:PASSWORD@HOST:PORT/NAME would be right");
    if let Some((_, query)) = url.split_once('?') {
        for (name, _) in form_urlencoded::parse(query.as_bytes()) {
            if !PARAMETERS.contains(&&*name) {
                return Err(format!(
                    "the URL of the database has an unknown parameter `{name}`; known are {}",
                    PARAMETERS.join(", ")
                ));
            }
        }
    }
    // What the driver says of a URL may repeat a part of it, and that may be the password.
    let options = PgConnectOptions::from_str(url).map_err(|_| wrong("cannot be understood"))?;
    if options.get_database().is_none_or(str::is_empty) {
        return Err(wrong("names no database"));
    }
    // Poolers refuse to be told how numbers are printed, and none are read as text here.
    Ok(options.application_name("sinolac").extra_float_digits(None).disable_statement_logging())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(url: &str) -> String {
        match Address::of(Path::new(url)) {
            None => "a file".to_owned(),
            Some(Ok(address)) => address.to_string(),
            Some(Err(error)) => error.to_string(),
        }
    }

    #[test]
    fn a_url_is_shown_without_its_password_whatever_is_wrong_with_it() {
        assert_eq!(told("postgres://ana:sesame@db.example:5433/facts"), "postgres://ana@db.example:5433/facts");
        assert_eq!(told("postgresql://ana@db.example/facts?password=sesame"), "postgres://ana@db.example:5432/facts");
        assert_eq!(told("facts.db"), "a file");
        for url in [
            "postgres://ana:sesame@db.example:port/facts",
            "postgres://ana:sesame@db.example",
            "postgres://ana@db.example/facts?pasword=sesame",
            "postgres://ana:sesame@db.example/facts?sslmode=sesame",
        ] {
            let told = told(url);
            assert!(told.starts_with("the URL of the database ") && !told.contains("sesame"), "{url}: {told}");
        }
    }
}
