//! Counting rows by the values of columns.

use std::cmp::Reverse;

use rusqlite::types::ValueRef;
use serde_json::{Map, Value as Json};

use super::ddl::{is_linked, quoted};
use super::filter::{push_from, push_where};
use super::select::{is_stored, set};
use super::sql::Sql;
use super::{Error, Page, Store};
use crate::query::{Cursor, DEFAULT_LIMIT, FACET_VALUES, Query};
use crate::record::Value;
use crate::schema::Column;

/// The values of the columns grouped by, and the number of rows.
type Group = (Vec<Json>, i64);

impl Store {
    /// One page of the groups of a query, the largest first, and how many groups there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn groups(&self, query: &Query) -> Result<Page, Error> {
        let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
        let start = query.cursor.as_ref().map_or(0, |cursor| cursor.n);
        let (groups, total) = self.count_by(query, &query.group_by, start, limit)?;
        let end = start + limit;
        let next = (end < total).then_some(Cursor { values: Vec::new(), n: end });
        let rows: Vec<String> =
            groups.into_iter().map(|group| Json::Object(object(query, group)).to_string()).collect();
        Ok(Page { rows: rows.join(","), total: total.unsigned_abs(), next })
    }

    /// Every group, in order, as a JSON object.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all_groups(&self, query: &Query) -> Result<Vec<Map<String, Json>>, Error> {
        let limit = query.limit.map_or(i64::MAX, i64::from);
        let (groups, _) = self.count_by(query, &query.group_by, 0, limit)?;
        Ok(groups.into_iter().map(|group| object(query, group)).collect())
    }

    /// The most frequent values of each column that a query wants counted, and how many values there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn facets(&self, query: &Query) -> Result<Map<String, Json>, Error> {
        let facet = |column: &&'static Column| {
            let (groups, total) = self.count_by(query, &[column], 0, i64::from(FACET_VALUES))?;
            let value = |(mut key, count): (Vec<Json>, i64)| serde_json::json!({ "value": key.pop(), "count": count });
            let values: Vec<Json> = groups.into_iter().map(value).collect();
            Ok((column.param.to_owned(), serde_json::json!({ "total": total, "values": values })))
        };
        query.facets.iter().map(facet).collect()
    }

    /// Groups with their keys and counts from the `start`-th on, and how many there are.
    fn count_by(
        &self,
        query: &Query,
        by: &[&'static Column],
        start: i64,
        limit: i64,
    ) -> Result<(Vec<Group>, i64), Error> {
        if let [column] = by
            && let Some(groups) = self.count_by_sets(query, column)?
        {
            let total = i64::try_from(groups.len()).unwrap_or(i64::MAX);
            let [start, limit] = [start, limit].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
            return Ok((groups.into_iter().skip(start).take(limit).collect(), total));
        }
        let mut page = Sql::default();
        page.push("select *, count(*) over () from (");
        push_groups(&mut page, query, by);
        page.push(") order by count desc");
        for position in 1..=by.len() {
            page.push(&format!(", {position} nulls last"));
        }
        page.push(" limit ").bind(Value::Integer(limit)).push(" offset ").bind(Value::Integer(start));
        let (mut groups, mut total) = (Vec::new(), 0);
        self.reader.with(|connection| {
            page.each(connection, |row| {
                let keys = (0..by.len()).map(|position| json(row, position)).collect::<rusqlite::Result<_>>()?;
                groups.push((keys, row.get(by.len())?));
                total = row.get(by.len() + 1)?;
                Ok(true)
            })
        })?;
        Ok((groups, total))
    }

    /// The same for all groups of one column, from the sets of its values; `None` for a column that has no sets.
    fn count_by_sets(&self, query: &Query, column: &'static Column) -> Result<Option<Vec<Group>>, Error> {
        let matching = self.matching(query)?;
        let mut groups: Vec<(Json, u64)> = Vec::new();
        let stored = self.reader.with(|connection| {
            let kind = query.kind;
            let sql = format!("select value, rows from {}_sets where name = ? order by value nulls last", kind.name);
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([column.param])?;
            while let Some(row) = rows.next()? {
                let count = set(row, 1)?.intersection_len(&matching);
                if count > 0 {
                    groups.push((json(row, 0)?, count));
                }
            }
            is_stored(connection, kind, column.param)
        })?;
        // The sort is stable, so that groups of the same size stay in the order of their values.
        groups.sort_by_key(|(_, count)| Reverse(*count));
        let group = |(value, count): (Json, u64)| (vec![value], i64::try_from(count).unwrap_or(i64::MAX));
        Ok(stored.then(|| groups.into_iter().map(group).collect()))
    }
}

/// A group as an object: its keys by the parameters that ask for them, then its count.
fn object(query: &Query, (keys, count): Group) -> Map<String, Json> {
    let names = query.group_by.iter().map(|column| column.param.to_owned());
    names.zip(keys).chain([("count".to_owned(), count.into())]).collect()
}

/// `select key, ..., count(*) as count from ... group by key, ...`; a row without a value has the key null.
fn push_groups(sql: &mut Sql, query: &Query, by: &[&'static Column]) {
    let kind = query.kind.name;
    let keys: Vec<String> = (0..)
        .zip(by)
        .map(|(position, column)| {
            if is_linked(column) {
                format!("g{position}.{}", column.param)
            } else {
                format!("t.{}", quoted(column.name))
            }
        })
        .collect();
    sql.push(&format!("select {}, count(*) as count", keys.join(", ")));
    push_from(sql, query);
    for (position, column) in (0..).zip(by).filter(|(_, column)| is_linked(column)) {
        sql.push(&format!(" left join {kind}_{} g{position} on g{position}.n = t.n", column.param));
    }
    push_where(sql, query);
    sql.push(&format!(" group by {}", keys.join(", ")));
}

fn json(row: &rusqlite::Row<'_>, position: usize) -> rusqlite::Result<Json> {
    Ok(match row.get_ref(position)? {
        ValueRef::Integer(integer) => integer.into(),
        ValueRef::Real(number) => serde_json::to_value(crate::record::Value::Number(number)).unwrap_or_default(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Null | ValueRef::Blob(_) => Json::Null,
    })
}
