//! The order of a list: the ranks of its rows in the order asked for, from the cursor on.
//!
//! Rows without a value come last in either direction; rows equal in all columns stand in the default order.

use std::cmp::Ordering;

use roaring::RoaringBitmap;
use rusqlite::Connection;

use super::ddl::quoted;
use super::runs::Runs;
use super::sql::value;
use crate::limits::MAX_LIMIT;
use crate::model::{Kind, Value};
use crate::query::{Cursor, Order, Query, Test};

/// Rows up to which it is faster to look each one's values up than to go through the values of all rows: of a page, which
/// ends soon, and of a file, which goes through all of them.
const FEW: [u64; 2] = [1 << 11, 1 << 16];

/// What is done with a rank and the values that it is sorted by; false ends it.
pub type Take<'a> = dyn FnMut(u32, &[Value]) -> rusqlite::Result<bool> + 'a;

/// Hand the ranks of the rows that a query finds to `take`, in the order of its columns, from its cursor on.
pub fn by_columns(
    connection: &Connection,
    query: &Query,
    rows: &RoaringBitmap,
    limit: usize,
    take: &mut Take<'_>,
) -> rusqlite::Result<()> {
    let few = FEW[usize::from(limit > 1 + MAX_LIMIT as usize)];
    Sorted { connection, query, few, take }.each(rows, &query.sort, query.cursor.as_ref(), &mut Vec::new()).map(drop)
}

/// The statement that looks up the values by which a row is sorted.
pub fn looked_up_sql(kind: &Kind, sort: &[Order]) -> String {
    let names: Vec<String> = sort.iter().map(|order| quoted(order.column.name)).collect();
    format!("select {} from {} where n = ?", names.join(", "), kind.name)
}

/// Rows on their way out.
struct Sorted<'a, 'b> {
    connection: &'a Connection,
    query: &'a Query,
    few: u64,
    take: &'a mut Take<'b>,
}

impl Sorted<'_, '_> {
    /// Go through rows that are equal in the columns before `sort`, whose values are `values`; false when it was ended.
    fn each(
        &mut self,
        rows: &RoaringBitmap,
        sort: &[Order],
        cursor: Option<&Cursor>,
        values: &mut Vec<Value>,
    ) -> rusqlite::Result<bool> {
        let Some((order, rest)) = sort.split_first() else {
            let start = cursor.map_or(0, after);
            return rows.range(start..).try_fold(true, |more, n| if more { (self.take)(n, values) } else { Ok(false) });
        };
        if rows.len() <= self.few {
            return self.few(rows, sort, cursor, values);
        }
        let reached = cursor.and_then(|cursor| cursor.values.get(values.len()));
        let from = reached.or_else(|| bound(self.query, *order));
        let (kind, column, descending) = (self.query.kind, order.column, order.descending);
        let connection = self.connection;
        Runs { kind, column, descending, from, within: rows }.each(connection, &mut |value, mut held| {
            held &= rows;
            let cursor = cursor.filter(|_| reached.is_some_and(|reached| by_value(reached, &value).is_eq()));
            values.push(value);
            let more = self.each(&held, rest, cursor, values);
            values.pop();
            more
        })
    }

    /// The same for few rows: their values are looked up and sorted here.
    fn few(
        &mut self,
        rows: &RoaringBitmap,
        sort: &[Order],
        cursor: Option<&Cursor>,
        values: &[Value],
    ) -> rusqlite::Result<bool> {
        let mut found: Vec<(Vec<Value>, u32)> = Vec::new();
        let mut statement = self.connection.prepare_cached(&looked_up_sql(self.query.kind, sort))?;
        for n in rows {
            let mut row = statement.query([n])?;
            if let Some(row) = row.next()? {
                let rest =
                    (0..sort.len()).map(|position| value(row, position)).collect::<rusqlite::Result<Vec<_>>>()?;
                found.push(([values, &rest].concat(), n));
            }
        }
        let place = |values: &[Value], n: i64, other: &[Value], m: i64| {
            compare(&self.query.sort, values, other).then(n.cmp(&m))
        };
        found.sort_unstable_by(|(a, n), (b, m)| place(a, (*n).into(), b, (*m).into()));
        let start = cursor.map_or(0, |cursor| {
            found.partition_point(|(values, n)| place(values, (*n).into(), &cursor.values, cursor.n).is_le())
        });
        found[start..].iter().try_fold(true, |more, (values, n)| if more { (self.take)(*n, values) } else { Ok(false) })
    }
}

/// The rank from which a page starts.
pub fn after(cursor: &Cursor) -> u32 {
    u32::try_from(cursor.n).map_or(u32::MAX, |n| n.saturating_add(1))
}

/// Where the values of a column start that a query asks for: a condition on the column says it.
fn bound(query: &Query, order: Order) -> Option<&Value> {
    let test = if order.descending { Test::AtMost } else { Test::AtLeast };
    let found = query.conditions.iter().find(|condition| condition.column == order.column && condition.test == test);
    found.and_then(|condition| condition.values.first())
}

/// Compare the values of two rows in the order of a list.
fn compare(sort: &[Order], a: &[Value], b: &[Value]) -> Ordering {
    let columns = sort.iter().zip(a.iter().zip(b));
    columns.fold(Ordering::Equal, |before, (order, (a, b))| {
        before.then_with(|| match (a.is_null(), b.is_null(), order.descending) {
            (false, false, true) => by_value(b, a),
            _ => by_value(a, b),
        })
    })
}

/// Compare two values of one column as SQLite does, but null last.
pub fn by_value(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        _ => a.is_null().cmp(&b.is_null()).then_with(|| number(a).total_cmp(&number(b))),
    }
}

/// A number, whole or not; a cursor does not tell the two apart.
#[expect(clippy::cast_precision_loss, reason = "whole numbers in the data are far below 2^53")]
fn number(value: &Value) -> f64 {
    match value {
        Value::Integer(integer) => *integer as f64,
        Value::Number(number) => *number,
        _ => 0.0,
    }
}
