//! The figures that a query finds, read into memory: what series and totals are made of.

use std::sync::Arc;

use crate::limits::MAX_FIGURES;
use crate::query::Query;
use crate::render::lines::Line;
use crate::series::{Grouped, Row, grouped};
use crate::store::{Error, Store};

/// Why figures were not read.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There are so many.
    #[error("{0} rows are too many to read at once, {MAX_FIGURES} the most; a narrower filter would be right")]
    TooMany(u64),
    /// The database failed or was too slow.
    #[error(transparent)]
    Store(#[from] Error),
}

/// The rows that a query finds, as it wants to see them: as of its day, titles in its language.
///
/// # Errors
/// When there are more than [`MAX_FIGURES`], or the database fails or is too slow.
pub async fn rows(store: &Arc<Store>, query: &Query) -> Result<Vec<Row>, Refused> {
    let total = store.total(query).await?;
    if total > MAX_FIGURES {
        return Err(Refused::TooMany(total));
    }
    let mut export = store.export(query.clone(), Line::Json).await?;
    let mut rows = Vec::new();
    while let Some(piece) = export.next().await? {
        rows.extend(piece.lines().filter_map(|line| Row::read(query.kind, line)));
    }
    Ok(rows)
}

/// The same as series.
///
/// # Errors
/// Those of [`rows`].
pub async fn series(store: &Arc<Store>, query: &Query) -> Result<Grouped, Refused> {
    Ok(grouped(&rows(store, query).await?))
}
