//! All rows of a list, in pieces that are read when they are asked for: who reads slowly holds nothing up.

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::{Stream, stream};
use roaring::RoaringBitmap;

use super::connect::Deadline;
use super::{Error, Store};
use crate::query::Query;
use crate::render::lines::Line;

/// Rows that are read at once.
const PIECE: usize = 1024;
/// Rows whose order is worked out at once: each time all rows of the list are gone through.
const ORDERED: usize = 1 << 16;

/// The rows that a query finds, as far as they were not read yet.
#[derive(Debug)]
pub struct Export {
    store: Arc<Store>,
    query: Query,
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
        Ok(Export { store: Arc::clone(self), query, line, matching, after: None, left, ranks: VecDeque::new() })
    }
}

impl Export {
    /// The pieces, each read when it is asked for; an error is the last one.
    pub fn pieces(self) -> impl Stream<Item = Result<String, Error>> + Send {
        stream::try_unfold(self, async |mut export| Ok(export.next().await?.map(|piece| (piece, export))))
    }

    /// The next lines, each with its line end; `None` after the last.
    ///
    /// # Errors
    /// When the database fails or is too slow.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let deadline = Deadline::new();
        if self.ranks.is_empty() && self.left > 0 {
            // In the default order the next ranks are known without a look at the others.
            let most = if self.query.is_by_rank() { PIECE } else { ORDERED }.min(self.left);
            let next = self.store.in_order(&self.query, &self.matching, self.after, most, deadline).await?;
            self.after = next.last().copied().or(self.after);
            self.left -= next.len();
            self.ranks = next.into();
        }
        let piece: Vec<u32> = self.ranks.drain(..PIECE.min(self.ranks.len())).collect();
        if piece.is_empty() {
            return Ok(None);
        }
        let separator = self.line.separator();
        let rows = self.store.rows(&self.query, self.line, &piece, separator, deadline).await?;
        Ok(Some(rows + separator))
    }
}
