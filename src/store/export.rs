//! All rows of a list, in pieces of which few are read before they are asked for: who reads slowly holds nothing up.

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::{Stream, TryStreamExt, stream};
use roaring::RoaringBitmap;

use super::connect::Deadline;
use super::{Error, Store};
use crate::query::Query;
use crate::render::lines::Line;

/// Rows that are read at once.
const PIECE: usize = 1024;
/// Pieces that are read at once. The database works on the next two while one is sent.
const AHEAD: usize = 3;
/// Rows whose order is worked out at once: each time all rows of the list are gone through.
const ORDERED: usize = 1 << 16;

/// The rows that a query finds, as far as they were not read yet.
#[derive(Debug)]
pub struct Export {
    store: Arc<Store>,
    query: Arc<Query>,
    line: Line,
    matching: Arc<RoaringBitmap>,
    /// The last row whose place in the order is known.
    after: Option<u32>,
    left: usize,
    ranks: VecDeque<u32>,
}

impl Store {
    /// All rows that match, in the columns and the form that the query and `line` say.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn export(self: &Arc<Self>, query: Query, line: Line) -> Result<Export, Error> {
        let matching = self.matching(&query, Deadline::new()).await?;
        let left = query.limit.map_or(usize::MAX, |limit| limit as usize);
        Ok(Export {
            store: Arc::clone(self),
            query: Arc::new(query),
            line,
            matching,
            after: None,
            left,
            ranks: VecDeque::new(),
        })
    }
}

impl Export {
    /// The pieces, some of which are read while one is on its way; an error is the last one.
    pub fn pieces(self) -> impl Stream<Item = Result<String, Error>> + Send {
        let readings = stream::try_unfold(self, async |mut export| {
            let ranks = export.ranks().await?;
            Ok((!ranks.is_empty()).then(|| (export.reading(ranks), export)))
        });
        readings.try_buffered(AHEAD)
    }

    /// The next lines, each with its line end; `None` after the last.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let ranks = self.ranks().await?;
        if ranks.is_empty() { Ok(None) } else { read(&self.store, &self.query, self.line, &ranks).await.map(Some) }
    }

    /// The ranks of the next piece; none after the last.
    async fn ranks(&mut self) -> Result<Vec<u32>, Error> {
        if self.ranks.is_empty() && self.left > 0 {
            // In the default order the next ranks are known without a look at the others.
            let most = if self.query.is_by_rank() { PIECE } else { ORDERED }.min(self.left);
            let next = self.store.in_order(&self.query, &self.matching, self.after, most, Deadline::new()).await?;
            self.after = next.last().copied().or(self.after);
            self.left -= next.len();
            self.ranks = next.into();
        }
        Ok(self.ranks.drain(..PIECE.min(self.ranks.len())).collect())
    }

    /// A piece that is read from now on, whether it is waited for or not.
    fn reading(&self, ranks: Vec<u32>) -> impl Future<Output = Result<String, Error>> + Send + use<> {
        let (store, query, line) = (Arc::clone(&self.store), Arc::clone(&self.query), self.line);
        let task = tokio::spawn(async move { read(&store, &query, line, &ranks).await });
        async { task.await.map_err(|error| Error::Failed(error.to_string()))? }
    }
}

async fn read(store: &Store, query: &Query, line: Line, ranks: &[u32]) -> Result<String, Error> {
    let separator = line.separator();
    Ok(store.rows(query, line, ranks, separator, Deadline::new()).await? + separator)
}
