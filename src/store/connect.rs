//! A database of either engine, asked in one way.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use super::dialect::{Dialect, run};
use super::{Error, postgres, sqlite};
use crate::model::Kind;
use crate::render::lines::Line;

/// How long one call may take, its work in memory included.
pub const PATIENCE: Duration = Duration::from_secs(20);

static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A moment after which work is given up.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(pub(super) Instant);

impl Deadline {
    /// That of a call which begins now.
    pub fn new() -> Self {
        Self(Instant::now() + PATIENCE)
    }

    /// # Errors
    /// When it has passed.
    pub fn check(self) -> Result<(), Error> {
        if Instant::now() < self.0 { Ok(()) } else { Err(Error::Late) }
    }

    /// Milliseconds from a moment that is the same for all deadlines.
    pub fn milliseconds(self) -> u64 {
        u64::try_from(self.0.saturating_duration_since(*BEGINNING).as_millis()).unwrap_or(u64::MAX)
    }

    /// The present moment in the same count.
    pub fn now() -> u64 {
        u64::try_from(BEGINNING.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// What stands in a statement's place `$1`, `$2`, ...
#[derive(Debug)]
pub enum Bind<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// Texts: a JSON array for SQLite, an array for PostgreSQL.
    Texts(Vec<&'a str>),
    /// Ranks, in the same way.
    Ranks(&'a [u32]),
}

/// A database and its connections.
#[derive(Debug)]
pub enum Database {
    /// A file or bytes in memory.
    Sqlite(sqlite::Database),
    /// One version of a dataset on a server.
    Postgres(postgres::Database),
}

impl Database {
    /// How it wants to be asked.
    pub const fn dialect(&self) -> &Dialect {
        match self {
            Self::Sqlite(_) => &Dialect::Sqlite,
            Self::Postgres(database) => &database.dialect,
        }
    }

    /// The text that a statement finds in its first row and column; `None` where there is none. Its SQL comes from this
    /// module and the declarations alone; what a request says is bound to it.
    ///
    /// # Errors
    /// When the database fails or the deadline passes.
    pub async fn text(&self, sql: String, binds: &[Bind<'_>], deadline: Deadline) -> Result<Option<String>, Error> {
        tracing::debug!(sql, ?binds, "asked");
        match self {
            Self::Sqlite(database) => database.scalar(sql, binds, deadline).await,
            Self::Postgres(database) => database.scalar(&sql, binds, deadline).await,
        }
    }

    /// The same of bytes.
    ///
    /// # Errors
    /// When the database fails or the deadline passes.
    pub async fn bytes(&self, sql: String, binds: &[Bind<'_>], deadline: Deadline) -> Result<Option<Vec<u8>>, Error> {
        tracing::debug!(sql, ?binds, "asked");
        match self {
            Self::Sqlite(database) => database.scalar(sql, binds, deadline).await,
            Self::Postgres(database) => database.scalar(&sql, binds, deadline).await,
        }
    }

    /// The lines of some rows of a list in their order, joined by `separator`.
    ///
    /// # Errors
    /// When the database fails or the deadline passes.
    pub async fn lines(
        &self,
        kind: &Kind,
        form: Line,
        ranks: &[u32],
        separator: &str,
        deadline: Deadline,
    ) -> Result<String, Error> {
        if ranks.is_empty() {
            return Ok(String::new());
        }
        if let Self::Postgres(database) = self {
            return database.lines(kind, form, ranks, separator, deadline).await;
        }
        let dialect = self.dialect();
        let (sql, mut binds) = match run(ranks) {
            Some((first, last)) => {
                (dialect.lines_between(kind, form), vec![Bind::Integer(first.into()), Bind::Integer(last.into())])
            }
            None => (dialect.lines_of(kind, form), vec![Bind::Ranks(ranks)]),
        };
        binds.push(Bind::Text(separator));
        Ok(self.text(sql, &binds, deadline).await?.unwrap_or_default())
    }
}
