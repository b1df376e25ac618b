//! Read rows: a page, one item, all of them.

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension};

use super::ddl::quoted;
use super::filter::{Part, push_from, push_order, push_part, push_where};
use super::sql::{Sql, value};
use super::{Error, Store};
use crate::query::{Cursor, DEFAULT_LIMIT, Query};
use crate::record::Value;
use crate::render::view::View;
use crate::schema::Kind;

/// Rows that are looked up at once.
const CHUNK: usize = 1024;
/// Rows that lie as near to each other as this, on average, are read in one go with those between them.
const NEAR: u32 = 4;

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// The rows as JSON objects, joined by commas.
    pub rows: String,
    /// How many rows match in all.
    pub total: u64,
    /// Where the next page starts, when there is one.
    pub next: Option<Cursor>,
}

/// The forms in which a row is kept ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A JSON object on one line.
    Json,
    /// A CSV line with its line end.
    Csv,
}

impl Line {
    /// The end of the name of the table that has it.
    fn name(self) -> &'static str {
        if self == Self::Json { "json" } else { "csv" }
    }
}

impl Store {
    /// One page of the rows that match, and how many match.
    ///
    /// # Errors
    /// When the database fails.
    pub fn page(&self, query: &Query) -> Result<Page, Error> {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT) as usize;
        let matching = self.matching(query)?;
        let (mut rows, mut count, mut last, mut next) = (String::new(), 0, None, None);
        let view = View::of(query, &self.sources);
        self.reader.with(|connection| {
            in_order(connection, query, &matching, Line::Json, limit + 1, &mut |json, place| {
                if count == limit {
                    next = last.take();
                    return Ok(false);
                }
                if count > 0 {
                    rows.push(',');
                }
                rows.push_str(&view.as_ref().map_or(json.into(), |view| std::borrow::Cow::Owned(view.json(json))));
                count += 1;
                if count == limit {
                    last = Some(place.cursor(query)?);
                }
                Ok(true)
            })
        })?;
        Ok(Page { rows, total: matching.len(), next })
    }

    /// One row as a JSON object; `None` when there is none of that id.
    ///
    /// # Errors
    /// When the database fails.
    pub fn item(&self, kind: &'static Kind, id: &str) -> Result<Option<String>, Error> {
        let sql = format!("select l.line from {0} t join {0}_json l on l.n = t.n where t.id = ?", kind.name);
        self.reader.with(|connection| connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional())
    }

    /// Hand every row that matches to `take`, in order, until it says false.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each(&self, query: &Query, line: Line, mut take: impl FnMut(&str) -> bool) -> Result<(), Error> {
        let view = View::of(query, &self.sources);
        let kept = if view.is_some() { Line::Json } else { line };
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        let matching = self.matching(query)?;
        self.reader.with(|connection| {
            in_order(connection, query, &matching, kept, limit, &mut |text, _| {
                Ok(match (&view, line) {
                    (None, _) => take(text),
                    (Some(view), Line::Json) => take(&view.json(text)),
                    (Some(view), Line::Csv) => take(&view.csv(text)),
                })
            })
        })
    }
}

/// Where a row stands in the order of its list.
enum Place<'a, 'b> {
    Rank(u32),
    Row(&'a rusqlite::Row<'b>),
}

/// What is done with each line; false ends it.
type Take<'a> = dyn FnMut(&str, Place<'_, '_>) -> rusqlite::Result<bool> + 'a;

/// Hand up to `limit` of the rows of a query to `take`, from its cursor on.
fn in_order(
    connection: &Connection,
    query: &Query,
    matching: &RoaringBitmap,
    line: Line,
    limit: usize,
    take: &mut Take<'_>,
) -> rusqlite::Result<()> {
    if is_by_rank(query) {
        return by_rank(connection, query, matching, line, limit, take);
    }
    let (mut left, mut more) = (limit, true);
    for part in parts(query) {
        if left == 0 || !more {
            break;
        }
        let mut sql = select(query, line, *part);
        if let Ok(limit) = i64::try_from(left) {
            sql.push(" limit ").bind(Value::Integer(limit));
        }
        sql.each(connection, |row| {
            left -= 1;
            more = take(row.get_ref(0)?.as_str()?, Place::Row(row))?;
            Ok(more)
        })?;
    }
    Ok(())
}

/// True for lists in the default order.
pub fn is_by_rank(query: &Query) -> bool {
    query.sort.is_empty() && query.search.is_none()
}

/// The parts in which a list in another order is read.
pub fn parts(query: &Query) -> &'static [Part] {
    if query.search.is_some() {
        return &[Part::Whole];
    }
    let past_values = query.cursor.as_ref().is_some_and(|cursor| cursor.values.first().is_some_and(Value::is_null));
    match (past_values, query.sort.first().is_some_and(|order| order.column.required)) {
        (false, false) => &[Part::Valued, Part::Null],
        (false, true) => &[Part::Valued],
        (true, false) => &[Part::Null],
        // No page ends there.
        (true, true) => &[],
    }
}

/// The statements that read lines by rank: those between two ranks, and one.
pub fn rank_sql(kind: &Kind, line: Line) -> [String; 2] {
    ["n between ? and ?", "n = ?"]
        .map(|range| format!("select n, line from {}_{} where {range}", kind.name, line.name()))
}

/// The same in the default order, which needs no query: the set tells which rows come next.
fn by_rank(
    connection: &Connection,
    query: &Query,
    matching: &RoaringBitmap,
    line: Line,
    limit: usize,
    take: &mut Take<'_>,
) -> rusqlite::Result<()> {
    let [run, one] = rank_sql(query.kind, line);
    let (mut run, mut one) = (connection.prepare_cached(&run)?, connection.prepare_cached(&one)?);
    let mut ranks = matching.iter();
    if let Some(cursor) = &query.cursor {
        ranks.advance_to(u32::try_from(cursor.n).map_or(u32::MAX, |n| n.saturating_add(1)));
    }
    let mut ranks = ranks.take(limit);
    let mut chunk: Vec<u32> = Vec::with_capacity(limit.min(CHUNK));
    loop {
        chunk.clear();
        chunk.extend(ranks.by_ref().take(CHUNK));
        let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { return Ok(()) };
        let mut wanted = chunk.iter().copied().peekable();
        let mut each = |mut rows: rusqlite::Rows<'_>| -> rusqlite::Result<bool> {
            while let Some(row) = rows.next()? {
                let n: u32 = row.get(0)?;
                if wanted.next_if_eq(&n).is_some() && !take(row.get_ref(1)?.as_str()?, Place::Rank(n))? {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        if (last - first) / NEAR <= u32::try_from(chunk.len()).unwrap_or(u32::MAX) {
            if !each(run.query([first, last])?)? {
                return Ok(());
            }
        } else {
            for n in &chunk {
                if !each(one.query([n])?)? {
                    return Ok(());
                }
            }
        }
    }
}

/// The rendered rows of a query, then the rank and the sort values that a cursor needs.
pub fn select(query: &Query, line: Line, part: Part) -> Sql {
    let mut sql = Sql::default();
    sql.push("select l.line, t.n");
    if query.is_ranked() {
        sql.push(", s.rank");
    }
    for order in &query.sort {
        sql.push(", t.").push(&quoted(order.column.name));
    }
    push_from(&mut sql, query);
    sql.push(&format!(" join {}_{} l on l.n = t.n", query.kind.name, line.name()));
    push_where(&mut sql, query);
    push_part(&mut sql, query, part);
    push_order(&mut sql, query, part);
    sql
}

impl Place<'_, '_> {
    /// The cursor of the page that starts after this row.
    fn cursor(&self, query: &Query) -> rusqlite::Result<Cursor> {
        let row = match self {
            Self::Rank(n) => return Ok(Cursor { values: Vec::new(), n: i64::from(*n) }),
            Self::Row(row) => row,
        };
        let sorted_by = query.sort.len() + usize::from(query.is_ranked());
        let values = (2..sorted_by + 2).map(|position| value(row, position)).collect::<rusqlite::Result<_>>()?;
        Ok(Cursor { values, n: row.get(1)? })
    }
}
