//! The engine that tests store datasets in: SQLite, or PostgreSQL where `SINOLAC_TEST_DATABASE` is the URL of a server on
//! which they may make databases of their own. They do not remove them, so it is one that is thrown away.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use sinolac::check::Checked;
use sinolac::store;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

/// A dataset, stored.
#[derive(Clone)]
pub enum Stored {
    /// The bytes of a SQLite file.
    Sqlite(Vec<u8>),
    /// The URL of a database that has it.
    Postgres(PathBuf),
}

/// The URL of the server, if tests run on one.
pub fn server() -> Option<String> {
    std::env::var("SINOLAC_TEST_DATABASE").ok().filter(|url| !url.is_empty())
}

/// The URL of a new, empty database on the server.
pub async fn new_database(server: &str) -> String {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let name = format!("sinolac_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    // As the program connects: a pooler refuses what the driver asks for unasked.
    let options = server.parse::<PgConnectOptions>().expect("a URL in SINOLAC_TEST_DATABASE").extra_float_digits(None);
    let mut connection = options.connect().await.expect("the server of SINOLAC_TEST_DATABASE");
    // By a copy of the files, which one test at a time makes, for the template may have no other visitors.
    connection.execute("select pg_advisory_lock(1)").await.expect("a lock");
    let create = AssertSqlSafe(format!("create database {name} template template0"));
    connection.execute(create).await.expect("a role that may make databases");
    let (base, parameters) =
        server.split_once('?').map_or((server, String::new()), |(base, rest)| (base, format!("?{rest}")));
    let (base, _) = base.rsplit_once('/').expect("a URL with a database in it");
    format!("{base}/{name}{parameters}")
}

impl Stored {
    /// Store a dataset.
    pub async fn new(dataset: &'static Checked) -> Self {
        let Some(server) = server() else {
            return Self::Sqlite(store::bytes(dataset).await.expect("the data can be stored"));
        };
        let url = PathBuf::from(new_database(&server).await);
        store::seed(dataset, &url, &|_, _, _| {}).await.expect("the data can be stored on the server");
        Self::Postgres(url)
    }
}
