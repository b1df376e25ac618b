//! Counting rows by the values of columns.

use std::cmp::Reverse;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::count::count;
use super::memory::remember;
use super::select::key;
use super::{Error, Page, Store};
use crate::limits::{DEFAULT_LIMIT, FACET_VALUES, MAX_GROUPS};
use crate::model::{Column, Type, Value};
use crate::query::{Cursor, Query};

/// Rows counted by the values of columns.
#[derive(Debug)]
pub struct Groups {
    /// The values of each column, in their order, null last.
    pub values: Vec<Vec<Value>>,
    /// The groups, the largest first, then by their values.
    pub groups: Vec<Group>,
}

/// The places of a group's values among those of its columns, and its number of rows.
pub type Group = ([u32; MAX_GROUPS], u32);

impl Groups {
    /// What a group is of.
    fn keys(&self, group: &Group) -> impl Iterator<Item = &Value> {
        self.values.iter().zip(group.0).filter_map(|(values, at)| values.get(at as usize))
    }

    /// A group as an object: its keys by the parameters that ask for them, then its count.
    fn object(&self, by: &[&'static Column], group: &Group) -> Map<String, Json> {
        let keys = by.iter().zip(self.keys(group)).map(|(column, key)| (column.param.to_owned(), shown(column, key)));
        keys.chain([("count".to_owned(), json!(group.1))]).collect()
    }
}

impl Store {
    /// One page of the groups of a query, the largest first, and how many groups there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn groups(&self, query: &Query) -> Result<Page, Error> {
        let counted = self.count_by(query, &query.group_by)?;
        let total = counted.groups.len();
        let start = query.cursor.as_ref().map_or(0, |cursor| usize::try_from(cursor.n).unwrap_or(0)).min(total);
        let end = total.min(start + query.limit.unwrap_or(DEFAULT_LIMIT) as usize);
        let row = |group: &Group| Json::Object(counted.object(&query.group_by, group)).to_string();
        let rows: Vec<String> = counted.groups[start..end].iter().map(row).collect();
        let next = i64::try_from(end).ok().filter(|_| end < total);
        Ok(Page { rows: rows.join(","), total: total as u64, next: next.map(|n| Cursor { values: Vec::new(), n }) })
    }

    /// Hand every group to `take`, in order, as a JSON object, until it says false.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each_group(&self, query: &Query, mut take: impl FnMut(Map<String, Json>) -> bool) -> Result<(), Error> {
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        let counted = self.count_by(query, &query.group_by)?;
        let mut objects = counted.groups.iter().take(limit).map(|group| counted.object(&query.group_by, group));
        _ = objects.all(&mut take);
        Ok(())
    }

    /// The most frequent values of each column that a query wants counted, and how many values there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn facets(&self, query: &Query) -> Result<Map<String, Json>, Error> {
        let facet = |column: &&'static Column| {
            let counted = self.count_by(query, &[column])?;
            let value = |group: &Group| json!({ "value": counted.keys(group).next().map(|key| shown(column, key)), "count": group.1 });
            let values: Vec<Json> = counted.groups.iter().take(FACET_VALUES as usize).map(value).collect();
            Ok((column.param.to_owned(), json!({ "total": counted.groups.len(), "values": values })))
        };
        query.facets.iter().map(facet).collect()
    }

    /// All groups of the rows that a query finds.
    fn count_by(&self, query: &Query, by: &[&'static Column]) -> Result<Arc<Groups>, Error> {
        let columns: Vec<&str> = by.iter().map(|column| column.param).collect();
        remember(&self.memory.groups, format!("{} by {}", key(query), columns.join(",")), || {
            let rows = self.matching(query)?;
            let mut counted = self.reader.with(|connection| count(connection, query.kind, by, &rows))?;
            counted.groups.sort_unstable_by_key(|(at, count)| (Reverse(*count), *at));
            Ok(counted)
        })
    }
}

/// A value as rows show it: the database has truth values as 0 and 1.
fn shown(column: &Column, value: &Value) -> Json {
    match value {
        Value::Integer(truth) if matches!(column.ty, Type::Bool) => json!(*truth != 0),
        value => json!(value),
    }
}
