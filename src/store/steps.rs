//! Stored steps: what ranges of a column are read from when it holds too many values for a set each.
//!
//! A step is the set of the rows whose value is less than a bound. Bounds stand at even distances in the order of the
//! rows by value, so that any range is a step and the few rows between its bound and the value asked for, which the
//! column's index knows.

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension, params};

use super::ddl::{is_linked, quoted};
use super::select::{is_stored, ranks, stored};
use super::sets::{ALL, Set, set};
use super::sql::{Sql, value};
use super::table::insert;
use crate::kinds::served;
use crate::model::{Column, Filter, Kind, Value};
use crate::query::{Condition, Test};

/// Most steps of a column.
const STEPS: i64 = 64;

/// Rows above the value asked for that are read before those below it are: many are equal only below it.
const FEW: i64 = 2048;

/// The name under which the steps of a column are kept, by their bounds; under null, all rows that have a value.
pub fn name(column: &Column) -> String {
    format!("{}<", column.param)
}

/// Write the steps of every column that is asked for by range and has no sets. Where its index is not there, its
/// rows are sorted.
pub fn write(connection: &Connection) -> rusqlite::Result<()> {
    for kind in served() {
        let mut insert = insert(connection, &format!("{}_sets", kind.name), 3)?;
        for column in kind.columns().filter(|column| column.filter == Filter::Range && !is_linked(column)) {
            if !is_stored(connection, kind, column.param)? {
                each(connection, kind, column, |step| insert.execute((step.name, step.value, step.rows)).map(drop))?;
            }
        }
    }
    Ok(())
}

/// Hand each step of a column to `take`, none where no row has a value.
fn each(
    connection: &Connection,
    kind: &Kind,
    column: &Column,
    mut take: impl FnMut(Set) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let valued = format!("from {} where {} is not null", kind.name, quoted(column.name));
    let count: i64 = connection.query_row(&format!("select count(*) {valued}"), [], |row| row.get(0))?;
    let sql = format!("select {0}, n {valued} order by {0}, n", quoted(column.name));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut below, mut last, mut done, mut steps) = (RoaringBitmap::new(), Value::Null, 0, 1);
    while let Some(row) = rows.next()? {
        if done * STEPS >= steps * count {
            let bound = value(row, 0)?;
            // Rows of one value are on one side of each bound.
            if bound != last && done > 0 {
                take(set(name(column), bound, below.clone()))?;
                steps = done * STEPS / count + 1;
            }
        }
        last = value(row, 0)?;
        below.insert(row.get(1)?);
        done += 1;
    }
    if done > 0 { take(set(name(column), Value::Null, below)) } else { Ok(()) }
}

/// The rows in the range that a condition names; `None` where it names none, or its column has no steps.
pub fn held(connection: &Connection, kind: &Kind, condition: &Condition) -> rusqlite::Result<Option<RoaringBitmap>> {
    let column = condition.column;
    let [bound] = condition.values.as_slice() else { return Ok(None) };
    if !is_stored(connection, kind, &name(column))? {
        return Ok(None);
    }
    let valued =
        |name: &str| kind.column(name).map_or(Ok(RoaringBitmap::new()), |other| valued(connection, kind, other));
    let from = || Ok::<_, rusqlite::Error>(valued(column.name)? - below(connection, kind, column, bound, false)?);
    let to = || below(connection, kind, column, bound, true);
    Ok(Some(match condition.test {
        Test::AnyOf | Test::NoneOf => return Ok(None),
        Test::AtLeast => from()?,
        Test::AtMost => to()?,
        // A period that is open at this end has a day there, unless it is no period at all.
        Test::EndsFrom => from()? | (valued("start")? - valued(column.name)?),
        Test::StartsTo => to()? | (valued("end")? - valued(column.name)?),
        Test::KnownBy => to()? | (stored(connection, kind, ALL, IS, &Value::Null)? - valued(column.name)?),
    }))
}

const IS: &str = "value is ?2";

/// The rows that have a value in a column.
fn valued(connection: &Connection, kind: &Kind, column: &Column) -> rusqlite::Result<RoaringBitmap> {
    if is_stored(connection, kind, column.param)? {
        let none = stored(connection, kind, column.param, IS, &Value::Null)?;
        return Ok(stored(connection, kind, ALL, IS, &Value::Null)? - none);
    }
    // No row has one where there are no steps either.
    stored(connection, kind, &name(column), IS, &Value::Null)
}

/// The rows whose value is less than `bound`, or `equal` to it.
fn below(
    connection: &Connection,
    kind: &Kind,
    column: &Column,
    bound: &Value,
    equal: bool,
) -> rusqlite::Result<RoaringBitmap> {
    let name = name(column);
    let near = |order: &str| -> rusqlite::Result<Option<Value>> {
        let sql = format!("select value from {}_sets where name = ?1 and value {order} limit 1", kind.name);
        connection.prepare_cached(&sql)?.query_row(params![name, bound], |row| value(row, 0)).optional()
    };
    let step = |bound: &Value| stored(connection, kind, &name, IS, bound);
    let next = near(if equal { "> ?2 order by value" } else { ">= ?2 order by value" })?;
    let above = if equal { " > " } else { " >= " };
    let more = between(connection, kind, column, (above, bound), (" < ", next.as_ref()), FEW)?;
    if more.len() < FEW.unsigned_abs() {
        // Null stands for all rows that have a value, as `next` does where it is none.
        return Ok(step(&next.unwrap_or(Value::Null))? - more);
    }
    let before = near("<= ?2 order by value desc")?;
    let under = if equal { " <= " } else { " < " };
    let less = between(connection, kind, column, (under, bound), (" >= ", before.as_ref()), i64::MAX)?;
    Ok(before.map_or_else(|| Ok(RoaringBitmap::new()), |before| step(&before))? | less)
}

/// Up to `limit` rows whose value compares so with a bound, and with another where there is one.
fn between(
    connection: &Connection,
    kind: &Kind,
    column: &Column,
    (operator, bound): (&str, &Value),
    (other, end): (&str, Option<&Value>),
    limit: i64,
) -> rusqlite::Result<RoaringBitmap> {
    let column = quoted(column.name);
    let mut sql = Sql::default();
    sql.push(&format!("select n from {} where {column}{operator}", kind.name)).bind(bound.clone());
    if let Some(end) = end {
        sql.push(&format!(" and {column}{other}")).bind(end.clone());
    }
    sql.push(" limit ").bind(Value::Integer(limit));
    ranks(connection, &sql)
}
