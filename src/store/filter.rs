//! Conditions, sort orders and cursors as SQL.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::ddl::{is_linked, quoted};
use super::sql::Sql;
use crate::kinds::served;
use crate::query::{Condition, Cursor, Query, Test};
use crate::record::Value;
use crate::schema::{Kind, Role};

/// ` from ...`: the kind's table, and what was found in it where words are looked for.
pub fn push_from(sql: &mut Sql, query: &Query) {
    sql.push(" from ");
    if query.search.is_some() {
        sql.push(search_table(query.kind)).push(" s join ").push(query.kind.name).push(" t on t.n = s.rowid");
    } else {
        sql.push(query.kind.name).push(" t");
    }
}

/// The full-text index that has a kind's rows: all facts share one, by the rank that they share too.
pub fn search_table(kind: &Kind) -> &'static str {
    SEARCH_TABLES.get(kind.name).map_or("facts_search", String::as_str)
}

static SEARCH_TABLES: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let own = served().filter(|kind| kind.role == Role::Reference);
    own.map(|kind| (kind.name, format!("{}_search", kind.name))).collect()
});

/// A part of a sorted list. Rows without a value come last either way, which no index knows; so they are read after the
/// rest, and each part in the order of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All rows: of a search, where few are left to sort, or in no order at all.
    Whole,
    /// The rows that have a value in the first sort column.
    Valued,
    /// The rows that have none.
    Null,
}

/// ` where ...` for the conditions of a query.
pub fn push_where(sql: &mut Sql, query: &Query) {
    let mut word = " where ";
    if let Some(search) = &query.search {
        sql.push(word).push(&format!("s.{} match ", search_table(query.kind))).bind(Value::Text(search.fts()));
        word = " and ";
    }
    for condition in &query.conditions {
        sql.push(word);
        push_condition(sql, query.kind, condition);
        word = " and ";
    }
    if word == " where " {
        sql.push(" where true");
    }
}

/// ` and ...` for a part of a sorted list, from the place after the cursor on.
pub fn push_part(sql: &mut Sql, query: &Query, part: Part) {
    let first = query.sort.first().map(|order| format!("t.{}", quoted(order.column.name)));
    let cursor = query.cursor.as_ref();
    match (part, first) {
        (Part::Valued, Some(first)) => {
            sql.push(&format!(" and {first} is not null"));
            let bound = cursor.and_then(|cursor| cursor.values.first()).filter(|value| !value.is_null());
            if let Some(value) = bound {
                // Says nothing that the cursor does not, but lets the index start where the page before ended.
                sql.push(&format!(" and {first} {} ", if query.sort[0].descending { "<=" } else { ">=" }));
                sql.bind(value.clone());
            }
        }
        (Part::Null, Some(first)) => {
            sql.push(&format!(" and {first} is null"));
            if cursor.is_some_and(|cursor| cursor.values.first().is_some_and(|value| !value.is_null())) {
                return;
            }
        }
        _ => {}
    }
    if let Some(cursor) = cursor {
        sql.push(" and ");
        push_after(sql, query, cursor);
    }
}

/// ` order by ...`, always ending in the default order so that no two rows are equal.
pub fn push_order(sql: &mut Sql, query: &Query, part: Part) {
    sql.push(" order by ");
    if query.is_ranked() {
        sql.push("s.rank, ");
    }
    for (position, order) in query.sort.iter().enumerate() {
        let direction = if order.descending { " desc" } else { "" };
        let nulls = if position == 0 && part != Part::Whole { "" } else { " nulls last" };
        sql.push(&format!("t.{}{direction}{nulls}, ", quoted(order.column.name)));
    }
    sql.push("t.n");
}

/// One condition as SQL.
pub fn push_condition(sql: &mut Sql, kind: &Kind, condition: &Condition) {
    let name = format!("t.{}", quoted(condition.column.name));
    let linked = is_linked(condition.column);
    match condition.test {
        Test::AnyOf if linked => push_holds(sql, kind, condition),
        Test::NoneOf if linked => {
            sql.push("not ");
            push_holds(sql, kind, condition);
        }
        Test::AnyOf => push_any(sql, &name, &condition.values),
        Test::NoneOf => {
            // `coalesce` so that rows without a value pass: null is none of the values.
            sql.push("not coalesce(");
            push_any(sql, &name, &condition.values);
            sql.push(", false)");
        }
        Test::AtLeast => push_compare(sql, &name, " >= ", &condition.values),
        Test::AtMost => push_compare(sql, &name, " <= ", &condition.values),
        Test::KnownBy => {
            sql.push("(");
            push_compare(sql, &name, " <= ", &condition.values);
            sql.push(&format!(" or {name} is null)"));
        }
        Test::EndsFrom => {
            sql.push("(");
            push_compare(sql, &name, " >= ", &condition.values);
            sql.push(" or (t.\"end\" is null and t.\"start\" is not null))");
        }
        Test::StartsTo => {
            sql.push("(");
            push_compare(sql, &name, " <= ", &condition.values);
            sql.push(" or (t.\"start\" is null and t.\"end\" is not null))");
        }
    }
}

/// `(name in (?, ?) or name is null)`
fn push_any(sql: &mut Sql, name: &str, values: &[Value]) {
    sql.push(&format!("({name} in ("));
    sql.bind_all(values.iter().filter(|value| !value.is_null())).push(")");
    if values.iter().any(Value::is_null) {
        sql.push(&format!(" or {name} is null"));
    }
    sql.push(")");
}

/// The same for a list: whether the row's link table has any of the values, or nothing at all.
fn push_holds(sql: &mut Sql, kind: &Kind, condition: &Condition) {
    let param = condition.column.param;
    let links = format!("select 1 from {}_{param} l where l.n = t.n", kind.name);
    sql.push(&format!("(exists ({links} and l.{param} in ("));
    sql.bind_all(condition.values.iter().filter(|value| !value.is_null())).push("))");
    if condition.values.iter().any(Value::is_null) {
        sql.push(&format!(" or not exists ({links})"));
    }
    sql.push(")");
}

fn push_compare(sql: &mut Sql, name: &str, operator: &str, values: &[Value]) {
    sql.push(name).push(operator);
    sql.bind_all(values.iter());
}

/// The rows after the cursor: those whose first sort value comes later, or is equal and whose next comes later, ...
fn push_after(sql: &mut Sql, query: &Query, cursor: &Cursor) {
    let mut open = 0;
    if let Some(rank) = cursor.values.first().filter(|_| query.is_ranked()) {
        sql.push("(s.rank > ").bind(rank.clone()).push(" or s.rank = ").bind(rank.clone()).push(" and ");
        open += 1;
    }
    for (order, value) in query.sort.iter().zip(&cursor.values) {
        let name = format!("t.{}", quoted(order.column.name));
        if value.is_null() {
            // Nulls are last, so nothing but other nulls can follow.
            sql.push(&format!("({name} is null and "));
        } else {
            let operator = if order.descending { " < " } else { " > " };
            sql.push(&format!("({name}{operator}"));
            sql.bind(value.clone());
            sql.push(&format!(" or {name} is null or {name} = "));
            sql.bind(value.clone()).push(" and ");
        }
        open += 1;
    }
    sql.push("t.n > ").bind(Value::Integer(cursor.n));
    sql.push(&")".repeat(open));
}
