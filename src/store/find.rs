//! Which rows a query finds and in which order: the index asked for its conditions, the database for its words.

use std::ops::Range;
use std::sync::Arc;

use super::connect::{Bind, Deadline};
use super::{Error, Store};
use crate::cache::get_or;
use crate::index::{Clause, Dictionary, EncodedColumn, Posting, Sorter, Sweep, steps};
use crate::kinds::facts;
use crate::model::{Column, Kind, Role, Value};
use crate::query::{Condition, Query, Search, Test};
use roaring::RoaringBitmap;

/// The column that says of each row in which list it stands, under a name that no declared column has.
pub static LIST: Column = Column::slug("(list)", "The list in which the row stands.");

/// A column is gone through as a whole, so that its rows may be remembered, unless fewer than one row in so many are left
/// to be looked at.
const FEW: u64 = 256;

impl Store {
    /// The ranks of the rows that a query finds, on whatever page.
    pub(super) async fn matching(&self, query: &Query, deadline: Deadline) -> Result<Arc<RoaringBitmap>, Error> {
        // Boxed, since it is large and seldom needed.
        get_or(&self.memory.sets, key(query), async { Box::pin(self.find(query, deadline)).await }).await
    }

    async fn find(&self, query: &Query, deadline: Deadline) -> Result<RoaringBitmap, Error> {
        // Rows that are kept, and after them those that are left out: the fewest first.
        let mut known = vec![(self.rows_of(query.kind, deadline).await?, false)];
        let mut rest = Vec::new();
        for condition in &query.conditions {
            let is_except = condition.test == Test::NoneOf;
            if condition.column.name == "id" {
                known.push((Arc::new(self.ids(&condition.values, deadline).await?), is_except));
                continue;
            }
            let clause = self.clause(condition).await?;
            match self.memory.postings.get(&clause.key()) {
                Some(rows) => known.push((rows, is_except)),
                None => rest.push(clause),
            }
        }
        if let Some(search) = &query.search {
            // What is found may be of another list; all rows of this one are among what is known.
            known.push((Arc::new(self.found(query, search, deadline).await?), false));
        }
        // Cached, since to count rows takes as long as they have parts.
        known.sort_by_cached_key(|(rows, is_except)| (*is_except, rows.len()));
        // Not a copy of the first, from which the second takes most.
        let (done, mut rows) = match known.as_slice() {
            [(first, _), (second, false), ..] => (2, &**first & &**second),
            _ => (1, RoaringBitmap::clone(&known[0].0)),
        };
        known[done..].iter().for_each(|(more, is_except)| combine(&mut rows, more, *is_except));
        for clause in rest {
            if rows.len() * FEW < u64::from(self.about.rows) {
                rows = clause.keep(rows);
                continue;
            }
            let found = get_or(&self.memory.postings, clause.key(), self.posting(&clause, deadline)).await?;
            combine(&mut rows, &found, clause.except);
        }
        Ok(rows)
    }

    /// All rows of a list.
    async fn rows_of(&self, kind: &'static Kind, deadline: Deadline) -> Result<Arc<RoaringBitmap>, Error> {
        let lists: Vec<&Kind> = if kind.role == Role::Union { facts().collect() } else { vec![kind] };
        let values = lists.into_iter().map(|kind| Value::Text(kind.name.to_owned())).collect();
        let clause = self.clause(&Condition { column: &LIST, test: Test::AnyOf, values }).await?;
        get_or(&self.memory.postings, clause.key(), self.posting(&clause, deadline)).await
    }

    async fn clause(&self, condition: &Condition) -> Result<Clause, Error> {
        Ok(Clause::new(condition, self.column(Clause::column(condition)).await?))
    }

    async fn posting(&self, clause: &Clause, deadline: Deadline) -> Result<RoaringBitmap, Error> {
        let mut posting = Posting::new(clause);
        self.sweep(&mut posting, 0..self.about.rows, deadline).await?;
        Ok(posting.finish())
    }

    /// Go through rows; now and then others have their turn.
    pub(super) async fn sweep<W: Sweep>(
        &self,
        work: &mut W,
        ranks: Range<u32>,
        deadline: Deadline,
    ) -> Result<(), Error> {
        for (step, ranks) in steps(ranks).enumerate() {
            if step > 0 && step % W::TURN == 0 {
                tokio::task::yield_now().await;
                deadline.check()?;
            }
            work.step(ranks);
        }
        Ok(())
    }

    /// A column of the index, read when it is first asked for.
    pub(super) async fn column(&self, name: &'static str) -> Result<Arc<EncodedColumn>, Error> {
        let missing = || Error::Broken(format!("there is no column `{name}` in the index"));
        let column = self.columns.get(name).ok_or_else(missing)?;
        let deadline = Deadline::new();
        let read = async {
            let (database, dialect) = (&self.database, self.database.dialect());
            let length = database.text(dialect.length(), &[Bind::Text(name)], deadline).await?;
            // All at once, since memory that grows in steps leaves gaps.
            let mut bytes = Vec::with_capacity(length.and_then(|length| length.parse().ok()).unwrap_or(0));
            for number in 0.. {
                let part = [Bind::Text(name), Bind::Integer(number)];
                let Some(more) = database.bytes(dialect.part(), &part, deadline).await? else { break };
                bytes.extend(more);
            }
            if bytes.is_empty() {
                return self.order(name, deadline).await.map(Arc::new);
            }
            let column = EncodedColumn::from_bytes(bytes).filter(|column| column.codes.rows() == self.about.rows);
            column.map(Arc::new).ok_or_else(|| Error::Broken(format!("the column `{name}` of the index is damaged")))
        };
        column.get_or_try_init(|| read).await.cloned()
    }

    /// A column that is only sorted by, such as titles: it has no part in the index that is kept, where it would take more than
    /// all others, so its order is worked out from the rows.
    async fn order(&self, name: &'static str, deadline: Deadline) -> Result<EncodedColumn, Error> {
        let statement = self.database.dialect().order(name);
        let places = self.database.text(statement, &[], deadline).await?.unwrap_or_default();
        let mut codes = vec![0; self.about.rows as usize];
        for pair in places.split(',') {
            let Some((Ok(rank), Ok(place))) =
                pair.split_once(' ').map(|(n, place)| (n.parse::<usize>(), place.parse()))
            else {
                continue;
            };
            codes.get_mut(rank).into_iter().for_each(|code| *code = place);
        }
        // Of the values nothing but their order is asked.
        Ok(EncodedColumn {
            codes: codes.into_iter().collect(),
            dictionary: Dictionary::Integers(Vec::new()),
            lists: None,
        })
    }

    /// The rows of some ids, of whatever list.
    async fn ids(&self, ids: &[Value], deadline: Deadline) -> Result<RoaringBitmap, Error> {
        let texts = ids.iter().filter_map(|id| if let Value::Text(text) = id { Some(text.as_str()) } else { None });
        let ids = Bind::Texts(texts.collect());
        self.ranks(self.database.dialect().of_ids(), ids, deadline).await.map(RoaringBitmap::from_iter)
    }

    /// The rows in which a search finds its words.
    async fn found(&self, query: &Query, search: &Search, deadline: Deadline) -> Result<RoaringBitmap, Error> {
        if query.is_ranked() && query.group_by.is_empty() {
            // The list will ask for the ranking next.
            return Ok(self.best(search, deadline).await?.iter().copied().collect());
        }
        let dialect = self.database.dialect();
        let ranks = self.ranks(dialect.found(false), Bind::Text(&dialect.words(search)), deadline).await?;
        Ok(ranks.into_iter().collect())
    }

    /// The same with the best match first.
    async fn best(&self, search: &Search, deadline: Deadline) -> Result<Arc<Vec<u32>>, Error> {
        let dialect = self.database.dialect();
        let words = dialect.words(search);
        let find = self.ranks(dialect.found(true), Bind::Text(&words), deadline);
        get_or(&self.memory.best, words.clone(), find).await
    }

    /// The ranks that a statement finds, joined by commas.
    async fn ranks(&self, sql: String, argument: Bind<'_>, deadline: Deadline) -> Result<Vec<u32>, Error> {
        let ranks = self.database.text(sql, &[argument], deadline).await?.unwrap_or_default();
        // Not a longer vector: what is kept shall take no more than it holds.
        Ok(ranks.split(',').filter_map(|rank| rank.parse().ok()).collect::<Box<[u32]>>().into_vec())
    }

    /// Up to `most` of the rows of a query in its order, from behind the row `after` on.
    pub(super) async fn in_order(
        &self,
        query: &Query,
        rows: &RoaringBitmap,
        after: Option<u32>,
        most: usize,
        deadline: Deadline,
    ) -> Result<Vec<u32>, Error> {
        if let Some(search) = query.search.as_ref().filter(|_| query.is_ranked()) {
            let best = self.best(search, deadline).await?;
            let start =
                after.map_or(0, |after| best.iter().position(|rank| *rank == after).map_or(best.len(), |at| at + 1));
            return Ok(best[start..].iter().copied().filter(|rank| rows.contains(*rank)).take(most).collect());
        }
        if query.sort.is_empty() {
            let start = after.map_or(0, |after| after.saturating_add(1));
            return Ok(rows.range(start..).take(most).collect());
        }
        let mut keys = Vec::new();
        for order in &query.sort {
            keys.push((self.column(order.column.name).await?, order.descending));
        }
        let mut sorter = Sorter::new(keys, rows, after, most);
        self.sweep(&mut sorter, span(rows), deadline).await?;
        Ok(sorter.finish())
    }
}

fn combine(rows: &mut RoaringBitmap, more: &RoaringBitmap, is_except: bool) {
    if is_except { *rows -= more } else { *rows &= more }
}

/// From the first to the last of some rows.
pub fn span(rows: &RoaringBitmap) -> Range<u32> {
    rows.min().unwrap_or(0)..rows.max().map_or(0, |last| last + 1)
}

/// What tells the rows of a query from those of others.
pub fn key(query: &Query) -> String {
    let search = query.search.as_ref().map_or_else(String::new, Search::fts);
    query.conditions.iter().fold(format!("{} {search}", query.kind.name), |key, condition| {
        format!("{key} {} {:?} {:?}", condition.column.name, condition.test, condition.values)
    })
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;
    use crate::index::STEP;

    /// Counts its steps.
    struct Counter(u32);

    impl Sweep for Counter {
        fn step(&mut self, _: Range<u32>) {
            self.0 += 1;
        }
    }

    #[tokio::test]
    async fn others_have_their_turn_after_every_step_of_a_sweep() {
        let store = crate::store::embedded(&crate::data::Folder::Embedded).await.unwrap();
        let mut counter = Counter(0);
        let mut sweep = Box::pin(store.sweep(&mut counter, 0..3 * STEP + 1, Deadline::new()));
        let turns = std::iter::from_fn(|| (&mut sweep).now_or_never().is_none().then_some(())).count();
        drop(sweep);
        assert_eq!((counter.0, turns), (4, 3));
    }
}
