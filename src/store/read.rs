//! Read rows: a page, one item, all of them.

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension};

use super::ddl::quoted;
use super::order::{after, by_columns};
use super::{Cell, Error, Store};
use crate::limits::DEFAULT_LIMIT;
use crate::model::{Column, Kind, Value};
use crate::query::{Cursor, Query, View};

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
    /// Where it is kept.
    pub fn of(self, query: &Query) -> Content {
        let name = if self == Self::Json { "json" } else { "csv" };
        Content { table: format!("{}_{name}", query.kind.name), columns: ", l.line".to_owned() }
    }
}

/// What is read of each row: a table with a row for each rank, and its columns, each after a comma.
pub struct Content {
    table: String,
    columns: String,
}

impl Content {
    /// The statements that read it by rank: between two ranks, and of one.
    pub fn by_rank(&self) -> [String; 2] {
        let Self { table, columns } = self;
        ["between ? and ?", "= ?"].map(|range| format!("select l.n{columns} from {table} l where l.n {range}"))
    }
}

/// A row while it is read.
pub struct Row<'a, 'b> {
    /// Its rank, then what was asked for.
    row: &'a rusqlite::Row<'b>,
    /// What it is sorted by.
    values: &'a [Value],
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
            self.in_order(connection, query, &matching, &Line::Json.of(query), limit + 1, &mut |row| {
                if count == limit {
                    next = last.take();
                    return Ok(false);
                }
                if count > 0 {
                    rows.push(',');
                }
                let json = row.text()?;
                rows.push_str(&view.as_ref().map_or(json.into(), |view| std::borrow::Cow::Owned(view.json(json))));
                count += 1;
                if count == limit {
                    last = Some(row.cursor()?);
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
            self.in_order(connection, query, &matching, &kept.of(query), limit, &mut |row| {
                let text = row.text()?;
                Ok(match (&view, line) {
                    (None, _) => take(text),
                    (Some(view), Line::Json) => take(&view.json(text)),
                    (Some(view), Line::Csv) => take(&view.csv(text)),
                })
            })
        })
    }

    /// The same for columns as the kind's table has them: lists as JSON, truth values as 0 and 1.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each_row(
        &self,
        query: &Query,
        columns: &[&Column],
        mut take: impl FnMut(&Row<'_, '_>) -> bool,
    ) -> Result<(), Error> {
        let columns = columns.iter().flat_map(|column| [", l.".to_owned(), quoted(column.name)]).collect();
        let content = Content { table: query.kind.name.to_owned(), columns };
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        let matching = self.matching(query)?;
        self.reader
            .with(|connection| self.in_order(connection, query, &matching, &content, limit, &mut |row| Ok(take(row))))
    }
}

/// What is done with each row; false ends it.
type Take<'a> = dyn FnMut(&Row<'_, '_>) -> rusqlite::Result<bool> + 'a;

impl Store {
    /// Hand up to `limit` of the rows of a query to `take`, from its cursor on.
    fn in_order(
        &self,
        connection: &Connection,
        query: &Query,
        matching: &RoaringBitmap,
        content: &Content,
        limit: usize,
        take: &mut Take<'_>,
    ) -> rusqlite::Result<()> {
        if is_by_rank(query) {
            return by_rank(connection, query, matching, content, limit, take);
        }
        let [_, one] = content.by_rank();
        let mut one = connection.prepare_cached(&one)?;
        let mut left = limit;
        let mut each = |n: u32, values: &[Value]| -> rusqlite::Result<bool> {
            left -= 1;
            let mut rows = one.query([n])?;
            let more = rows.next()?.map_or(Ok(true), |row| take(&Row { row, values }))?;
            Ok(more && left > 0)
        };
        match query.search.as_ref().filter(|_| query.is_ranked()) {
            Some(search) => {
                let best = self.best(connection, query.kind, search)?;
                let found = |cursor: &Cursor| best.iter().position(|n| i64::from(*n) == cursor.n);
                let start = query.cursor.as_ref().map_or(0, |cursor| found(cursor).map_or(best.len(), |at| at + 1));
                for n in best[start..].iter().filter(|n| matching.contains(**n)) {
                    if !each(*n, &[])? {
                        break;
                    }
                }
                Ok(())
            }
            None => by_columns(connection, query, matching, limit, &mut each),
        }
    }
}

/// True for lists in the default order.
pub fn is_by_rank(query: &Query) -> bool {
    query.sort.is_empty() && query.search.is_none()
}

/// The same in the default order, which needs no query: the set tells which rows come next.
fn by_rank(
    connection: &Connection,
    query: &Query,
    matching: &RoaringBitmap,
    content: &Content,
    limit: usize,
    take: &mut Take<'_>,
) -> rusqlite::Result<()> {
    let [run, one] = content.by_rank();
    let (mut run, mut one) = (connection.prepare_cached(&run)?, connection.prepare_cached(&one)?);
    let mut ranks = matching.iter();
    if let Some(cursor) = &query.cursor {
        ranks.advance_to(after(cursor));
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
                if wanted.next_if_eq(&n).is_some() && !take(&Row { row, values: &[] })? {
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

impl Row<'_, '_> {
    /// What it has in one of the columns asked for.
    pub fn cell(&self, position: usize) -> Cell<'_> {
        self.row.get_ref(1 + position).unwrap_or(Cell::Null)
    }

    /// The line asked for.
    fn text(&self) -> rusqlite::Result<&str> {
        Ok(self.row.get_ref(1)?.as_str()?)
    }

    /// The cursor of the page that starts after it.
    fn cursor(&self) -> rusqlite::Result<Cursor> {
        Ok(Cursor { values: self.values.to_vec(), n: self.row.get(0)? })
    }
}
