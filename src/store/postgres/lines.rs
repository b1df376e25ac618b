//! The lines of ranks: few as rows of a statement that is prepared once, many as `copy` sends them. Both are less work for
//! the server than to join them.

use bytes::Buf;
use futures_util::TryStreamExt;
use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

use super::Database;
use super::copy::{END, HEADER};
use crate::model::Kind;
use crate::render::lines::Line;
use crate::store::Error;
use crate::store::connect::{Bind, Deadline};

/// From how many rows on `copy` is the faster one.
const MANY: usize = 128;

impl Database {
    /// The lines of some rows of a list in their order, joined by `separator`.
    ///
    /// # Errors
    /// When the server fails or the deadline passes.
    pub async fn lines(
        &self,
        kind: &Kind,
        form: Line,
        ranks: &[u32],
        separator: &str,
        deadline: Deadline,
    ) -> Result<String, Error> {
        if ranks.len() < MANY {
            return self.few(&self.dialect.lines_by_rank(kind, form), ranks, separator, deadline).await;
        }
        let sql = self.dialect.copied(kind, form, ranks);
        tracing::debug!(sql, "asked");
        let bytes = self.patiently(deadline, || self.stream(sql.clone())).await?;
        let lines = lines(&bytes, form.end(), separator);
        lines.ok_or_else(|| Error::Failed(format!("{}: `copy` sent what is no table of texts", self.shown)))
    }

    async fn few(&self, sql: &str, ranks: &[u32], separator: &str, deadline: Deadline) -> Result<String, Error> {
        tracing::debug!(sql, ?ranks, "asked");
        let rows = self.rows(sql, &[Bind::Ranks(ranks)], deadline).await?;
        let line = |row| Ok((PgRow::try_get::<i32, _>(row, 0)?.cast_unsigned(), row.try_get(1)?));
        let mut lines = rows.iter().map(line).collect::<Result<Vec<(u32, &str)>, sqlx::Error>>()?;
        lines.sort_unstable_by_key(|(rank, _)| *rank);
        let line = |rank: &u32| lines.binary_search_by_key(rank, |(rank, _)| *rank).ok().map(|at| lines[at].1);
        Ok(ranks.iter().filter_map(line).collect::<Vec<_>>().join(separator))
    }

    /// All that a `copy` sends.
    async fn stream(&self, sql: String) -> Result<Vec<u8>, sqlx::Error> {
        let mut connection = self.connections.lend().await?;
        // A task of its own, which goes on when nobody waits any more: the next statement on a connection would take what
        // was not read for its own answer. After an error the driver leaves something unread.
        let reading = tokio::spawn(async move {
            let read = read(&mut connection, &sql).await;
            match read {
                Ok(_) => connection.hand_on(),
                Err(_) => connection.close(),
            }
            read
        });
        reading.await.map_err(|_| sqlx::Error::WorkerCrashed)?
    }
}

async fn read(connection: &mut PgConnection, sql: &str) -> Result<Vec<u8>, sqlx::Error> {
    let mut bytes = Vec::new();
    let mut messages = connection.copy_out_raw(sql).await?;
    while let Some(message) = messages.try_next().await? {
        bytes.extend_from_slice(&message);
    }
    Ok(bytes)
}

/// `None` where the stream is not what `copy` sends of texts.
fn lines(stream: &[u8], end: &str, separator: &str) -> Option<String> {
    // A row's counts take more room than what is put in their place.
    let mut lines = Vec::with_capacity(stream.len());
    let mut rest = stream.get(HEADER.len()..)?;
    loop {
        let fields = rest.try_get_i16().ok()?;
        if fields == END {
            return String::from_utf8(lines).ok();
        }
        if !lines.is_empty() {
            lines.extend_from_slice(separator.as_bytes());
        }
        for _ in 0..fields {
            let length = usize::try_from(rest.try_get_i32().ok()?).ok()?;
            let (field, after) = rest.split_at_checked(length)?;
            lines.extend_from_slice(field);
            rest = after;
        }
        lines.extend_from_slice(end.as_bytes());
    }
}
