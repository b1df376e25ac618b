//! The figures that a query finds, read into memory: what series and totals are made of.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::kinds::FACTS;
use crate::limits::MAX_FIGURES;
use crate::model::Value;
use crate::query::{Condition, Query, Test};
use crate::render::lines::Line;
use crate::series::{Grouped, Row, grouped};
use crate::store::{Error, Store};

/// How far relations are followed beyond the rows that match.
const STEPS: usize = 8;

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

/// The facts beyond these rows to which relations of parts to wholes and of earlier to later states lead, and those to which
/// theirs lead: what ties two rows together though it does not match itself.
///
/// # Errors
/// Those of [`rows`].
pub async fn beyond(store: &Arc<Store>, query: &Query, rows: &[Row]) -> Result<Vec<Row>, Refused> {
    let mut known: BTreeSet<String> = rows.iter().map(|row| row.id().to_owned()).collect();
    let mut beyond: Vec<Row> = Vec::new();
    let mut next = above(rows);
    for _ in 0..STEPS {
        let values: Vec<Value> = next.into_iter().filter(|id| known.insert(id.clone())).map(Value::Text).collect();
        let Some(column) = FACTS.column("id").filter(|_| !values.is_empty()) else { break };
        let conditions = vec![Condition { column, test: Test::AnyOf, values }];
        let facts = Query { conditions, as_of: query.as_of.clone(), ..Query::all(&FACTS) };
        let found = self::rows(store, &facts).await?;
        next = above(&found);
        beyond.extend(found);
    }
    Ok(beyond)
}

/// The facts of which rows are declared to be parts or earlier states.
fn above(rows: &[Row]) -> BTreeSet<String> {
    let above = rows.iter().flat_map(|row| row.related("part_of").chain(row.related("updated_by")));
    above.map(str::to_owned).collect()
}

/// The same as series.
///
/// # Errors
/// Those of [`rows`].
pub async fn series(store: &Arc<Store>, query: &Query) -> Result<Grouped, Refused> {
    Ok(grouped(&rows(store, query).await?))
}
