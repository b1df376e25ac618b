//! Which rows a query finds: the stored sets of its conditions, put together in memory.
//!
//! A set of ranks says at once how many rows there are and, because ranks are the default order, which come next after a
//! cursor; neither takes longer the further down the list a page lies.

use std::sync::Arc;

use roaring::{MultiOps, RoaringBitmap};
use rusqlite::{Connection, params};

use super::filter::{push_condition, search_table};
use super::memory::{Rows, remember};
use super::sets::ALL;
use super::sql::Sql;
use super::{Error, Store, steps};
use crate::model::{Kind, Value};
use crate::query::{Condition, Query, Search, Test};

impl Store {
    /// The ranks of the rows that a query finds, on whatever page.
    pub(super) fn matching(&self, query: &Query) -> Result<Rows, Error> {
        remember(&self.memory.sets, key(query), || self.reader.with(|connection| self.find(connection, query)))
    }

    fn find(&self, connection: &Connection, query: &Query) -> rusqlite::Result<RoaringBitmap> {
        let (out, mut kept): (Vec<_>, Vec<_>) = (query.conditions.iter())
            .map(|condition| Ok((condition.test == Test::NoneOf, self.held(connection, query.kind, condition)?)))
            .collect::<rusqlite::Result<Vec<_>>>()?
            .into_iter()
            .partition(|(left_out, _)| *left_out);
        if let Some(search) = &query.search {
            kept.push((false, Arc::new(self.found(connection, query, search)?)));
        }
        // What is found may be of another kind; what is left out must be left out of something.
        if kept.is_empty() || query.search.is_some() {
            kept.push((false, Arc::new(stored(connection, query.kind, ALL, "value is null", &Value::Null)?)));
        }
        kept.sort_by_key(|(_, rows)| rows.len());
        let mut kept = kept.into_iter().map(|(_, rows)| rows);
        let mut rows = kept.next().map(|rows| RoaringBitmap::clone(&rows)).unwrap_or_default();
        for more in kept {
            rows &= &*more;
        }
        for (_, less) in out {
            rows -= &*less;
        }
        Ok(rows)
    }

    /// The rows that hold what a condition names, whether it keeps them or leaves them out.
    fn held(&self, connection: &Connection, kind: &Kind, condition: &Condition) -> rusqlite::Result<Rows> {
        remember(&self.memory.sets, condition_key(kind, condition), || {
            let other = match condition.test {
                Test::EndsFrom => Some("start"),
                Test::StartsTo => Some("end"),
                _ => None,
            };
            let param = condition.column.param;
            if !is_stored(connection, kind, param)?
                || !other.map_or(Ok(true), |name| is_stored(connection, kind, name))?
            {
                let held = steps::held(connection, kind, condition)?;
                return held.map_or_else(|| by_index(connection, kind, condition), Ok);
            }
            let range = range(condition.test);
            let sets = condition.values.iter().map(|value| stored(connection, kind, param, range, value));
            let mut rows = sets.collect::<rusqlite::Result<Vec<_>>>()?.union();
            if let Some(other) = other {
                // A period that is open at this end has a day there, unless it is no period at all.
                let [mut open, none] =
                    [param, other].map(|name| stored(connection, kind, name, "value is null", &Value::Null));
                if let (Ok(open), Ok(none)) = (&mut open, none) {
                    *open -= none;
                }
                rows |= open?;
            }
            Ok(rows)
        })
    }

    /// The rows in which a search finds its words.
    fn found(&self, connection: &Connection, query: &Query, search: &Search) -> rusqlite::Result<RoaringBitmap> {
        if query.is_ranked() && query.group_by.is_empty() {
            // The list will ask for the ranking next.
            return Ok(self.best(connection, query.kind, search)?.iter().copied().collect());
        }
        let table = search_table(query.kind);
        let mut sql = Sql::default();
        sql.push(&format!("select rowid from {table} where {table} match ")).bind(Value::Text(search.fts()));
        ranks(connection, &sql)
    }

    /// The same with the best match first.
    pub(super) fn best(
        &self,
        connection: &Connection,
        kind: &Kind,
        search: &Search,
    ) -> rusqlite::Result<Arc<Vec<u32>>> {
        let (table, words) = (search_table(kind), search.fts());
        remember(&self.memory.best, format!("{table} {words}"), || {
            let mut found: Vec<(f64, u32)> = Vec::new();
            let sql = format!("select rank, rowid from {table} where {table} match ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([words])?;
            while let Some(row) = rows.next()? {
                found.push((row.get(0)?, row.get(1)?));
            }
            found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            // Not in place: what is kept shall take no more than it holds.
            Ok(found.iter().map(|(_, n)| *n).collect())
        })
    }
}

/// What tells the rows of a query from those of others.
pub fn key(query: &Query) -> String {
    let search = query.search.as_ref().map_or_else(String::new, Search::fts);
    query.conditions.iter().fold(format!("{} {search}", query.kind.name), |key, condition| {
        let sign = if condition.test == Test::NoneOf { '-' } else { '+' };
        format!("{key} {sign}{}", condition_key(query.kind, condition))
    })
}

fn condition_key(kind: &Kind, condition: &Condition) -> String {
    // To leave out and to keep take the same set.
    let test = if condition.test == Test::NoneOf { Test::AnyOf } else { condition.test };
    format!("{}.{} {test:?} {:?}", kind.name, condition.column.name, condition.values)
}

/// What the values of a column whose sets are read must be.
pub fn range(test: Test) -> &'static str {
    match test {
        Test::AnyOf | Test::NoneOf => "value is ?2",
        Test::AtLeast | Test::EndsFrom => "value >= ?2",
        Test::AtMost | Test::StartsTo => "value <= ?2",
        Test::KnownBy => "(value <= ?2 or value is null)",
    }
}

/// The statement that reads the sets of a column whose values stand in `range`.
pub fn sets_sql(kind: &Kind, range: &str) -> String {
    format!("select rows from {}_sets where name = ?1 and {range}", kind.name)
}

/// True for columns of which every value has its set.
pub fn is_stored(connection: &Connection, kind: &Kind, name: &str) -> rusqlite::Result<bool> {
    let sql = format!("select 1 from {}_sets where name = ? limit 1", kind.name);
    connection.prepare_cached(&sql)?.exists([name])
}

/// The union of the stored sets of a column whose values stand in `range`.
pub fn stored(
    connection: &Connection,
    kind: &Kind,
    name: &str,
    range: &str,
    value: &Value,
) -> rusqlite::Result<RoaringBitmap> {
    let mut statement = connection.prepare_cached(&sets_sql(kind, range))?;
    let read = |row: &rusqlite::Row<'_>| set(row, 0);
    let sets = if range.contains("?2") {
        statement.query_map(params![name, value], read)?.collect::<rusqlite::Result<Vec<_>>>()
    } else {
        statement.query_map([name], read)?.collect()
    };
    Ok(sets?.union())
}

/// The set in a column of a row.
pub fn set(row: &rusqlite::Row<'_>, position: usize) -> rusqlite::Result<RoaringBitmap> {
    let bytes = row.get_ref(position)?.as_blob()?;
    RoaringBitmap::deserialize_from(bytes).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(position, rusqlite::types::Type::Blob, Box::new(error))
    })
}

/// The same for a column of too many values to have sets, where it has no steps: an index finds them.
fn by_index(connection: &Connection, kind: &Kind, condition: &Condition) -> rusqlite::Result<RoaringBitmap> {
    let mut sql = Sql::default();
    sql.push("select t.n from ").push(kind.name).push(" t where ");
    push_condition(&mut sql, kind, condition);
    ranks(connection, &sql)
}

/// The ranks that a statement finds, whatever their order.
pub fn ranks(connection: &Connection, sql: &Sql) -> rusqlite::Result<RoaringBitmap> {
    let mut ranks: Vec<u32> = Vec::new();
    sql.each(connection, |row| {
        ranks.push(row.get(0)?);
        Ok(true)
    })?;
    ranks.sort_unstable();
    Ok(ranks.into_iter().collect())
}
