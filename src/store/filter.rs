//! Conditions as SQL, for columns that have no sets.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::ddl::{is_linked, quoted};
use super::sql::Sql;
use crate::kinds::served;
use crate::model::{Kind, Role, Value};
use crate::query::{Condition, Test};

/// The full-text index that has a kind's rows: all facts share one, by the rank that they share too.
pub fn search_table(kind: &Kind) -> &'static str {
    SEARCH_TABLES.get(kind.name).map_or("facts_search", String::as_str)
}

static SEARCH_TABLES: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let own = served().filter(|kind| kind.role == Role::Reference);
    own.map(|kind| (kind.name, format!("{}_search", kind.name))).collect()
});

/// One condition as SQL.
pub fn push_condition(sql: &mut Sql, kind: &Kind, condition: &Condition) {
    let name = format!("t.{}", quoted(condition.column.name));
    let linked = is_linked(condition.column);
    match condition.test {
        // What holds none of the values is what is left of all rows without those that hold any.
        Test::AnyOf | Test::NoneOf if linked => push_holds(sql, kind, condition),
        Test::AnyOf | Test::NoneOf => push_any(sql, &name, &condition.values),
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
