//! What a server can refuse, as one line each that says what would be right.

use sqlx::Error as Sql;

use super::Address;
use crate::store::Error;

/// Codes of PostgreSQL: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
const WRONG_PASSWORD: &str = "28P01";
const NO_DATABASE: &str = "3D000";
const NOT_ALLOWED: &str = "42501";
const NO_SCHEMA: &str = "3F000";
const NO_TABLE: &str = "42P01";
const READ_ONLY: &str = "25006";
const STOPPED: &str = "57014";
/// The server is stopped, was stopped, or is being started; a replica gave a statement up; a pooler lost its server.
const LOST: [&str; 4] = ["57P", "08", "40001", "53300"];

fn code(error: &Sql) -> String {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap_or_default().into_owned()
}

/// Whether a statement may be answered on another connection.
pub fn is_lost(error: &Sql) -> bool {
    match error {
        Sql::Io(_) | Sql::Protocol(_) => true,
        _ => !code(error).is_empty() && LOST.iter().any(|lost| code(error).starts_with(lost)),
    }
}

/// Why nobody is let in.
pub fn entering(address: &Address, error: &Sql) -> Error {
    let options = address.options();
    let (user, database) = (options.get_username(), options.get_database().unwrap_or_default());
    let reason = match (error, &*code(error)) {
        (Sql::Io(error), _) => format!("no server answers: {error}"),
        (Sql::Tls(error), _) if error.to_string().contains("not support TLS") => {
            "the server has no TLS, which `sslmode` asks for; put a certificate there, or leave `sslmode` out"
                .to_owned()
        }
        (Sql::Tls(error), _) => {
            format!("TLS failed: {error}; `sslrootcert` names the certificate of who signed the server's")
        }
        (_, WRONG_PASSWORD) => format!("the server refuses the password of `{user}`"),
        (_, NO_DATABASE) => {
            format!("there is no database `{database}` on the server; make it with `createdb {database}`")
        }
        _ => bare(error),
    };
    Error::Failed(format!("{address}: {reason}"))
}

/// Why no dataset can be read.
pub fn reading(address: &Address, error: &Sql) -> Error {
    match &*code(error) {
        NO_TABLE | NO_SCHEMA => empty(address),
        NOT_ALLOWED => unreadable(&address.to_string()),
        _ => Error::Failed(format!("{address}: {}", bare(error))),
    }
}

/// That there is none.
pub fn empty(address: &Address) -> Error {
    Error::Failed(format!("{address} has no dataset in it; put one there with `sinolac seed --database URL`"))
}

/// Why nothing can be written.
pub fn writing(address: &Address, error: &Sql) -> Error {
    let user = address.options().get_username();
    match &*code(error) {
        NOT_ALLOWED => Error::Failed(format!(
            "{address}: the role `{user}` may not write ({}); the owner of the database may, \
             or who was granted `create` on it and owns the schema `sinolac`",
            bare(error)
        )),
        READ_ONLY => Error::Failed(format!("{address} is a replica, or read-only; seed the primary")),
        _ => Error::Failed(format!("{address}: {}", bare(error))),
    }
}

/// Why a request was not answered.
pub fn serving(shown: &str, error: Sql) -> Error {
    let away = matches!(error, Sql::PoolTimedOut) || is_lost(&error);
    match &*code(&error) {
        STOPPED => Error::Late,
        NO_TABLE | NO_SCHEMA => Error::Dropped,
        NOT_ALLOWED => unreadable(shown),
        _ if away => {
            tracing::warn!(%error, "{shown} does not answer");
            Error::Away
        }
        _ => error.into(),
    }
}

fn unreadable(shown: &str) -> Error {
    Error::Failed(format!(
        "{shown}: the role may not read the dataset; it needs `usage` on its schemas and `select` on their tables"
    ))
}

/// What the server said, without the driver's words around it.
fn bare(error: &Sql) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned())
}
