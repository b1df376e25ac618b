//! Ranges of columns of few and of many values, against the records themselves.

use sinolac::kinds::served;
use sinolac::model::{Kind, Record, Value};
use sinolac::query::{Condition, Query, Takes, Test, params};

use crate::{Many, ROWS};

/// True for records that a condition keeps, by the contract.
fn keeps(record: &Record, condition: &Condition) -> bool {
    let (value, bound) = (record.get(condition.column.name), &condition.values[0]);
    let order = match (value, bound) {
        (Value::Text(value), Value::Text(bound)) => Some(value.cmp(bound)),
        (Value::Number(value), Value::Number(bound)) => value.partial_cmp(bound),
        (Value::Integer(value), Value::Integer(bound)) => Some(value.cmp(bound)),
        _ => None,
    };
    match condition.test {
        Test::AtLeast => order.is_some_and(std::cmp::Ordering::is_ge),
        Test::AtMost => order.is_some_and(std::cmp::Ordering::is_le),
        Test::EndsFrom => order.map_or(record.text("start").is_some() && value.is_null(), std::cmp::Ordering::is_ge),
        Test::StartsTo => order.map_or(record.text("end").is_some() && value.is_null(), std::cmp::Ordering::is_le),
        Test::KnownBy => order.is_none_or(std::cmp::Ordering::is_le),
        Test::AnyOf | Test::NoneOf => panic!("no range"),
    }
}

/// Values to ask for: some that occur, some between, some beyond both ends.
fn bounds(records: &[&Record], name: &str) -> Vec<Value> {
    let each = |value: &Value| match value {
        Value::Number(number) => vec![Value::Number(*number), Value::Number(number + 0.25)],
        Value::Text(day) => vec![Value::Text(day.clone())],
        Value::Integer(year) => vec![Value::Integer(*year)],
        _ => Vec::new(),
    };
    let mut bounds: Vec<Value> = records.iter().step_by(241).flat_map(|record| each(record.get(name))).collect();
    bounds.extend(if let Value::Integer(_) = bounds[0] {
        vec![Value::Integer(-1), Value::Integer(3000)]
    } else if let Value::Text(_) = bounds[0] {
        ["0001-01-01", "9999-12-31"].map(|day| Value::Text(day.to_owned())).to_vec()
    } else {
        // The least and the most, and beyond.
        [-1e15, -2_001_000.0, 3_000_000.0, 2_999_999.9, 3_000_000.1, 7_002_499.5, 1e15].map(Value::Number).to_vec()
    });
    bounds
}

/// The conditions that ask a kind for ranges.
fn ranges(kind: &'static Kind) -> Vec<(&'static str, Condition)> {
    let range = |param: &'static sinolac::query::Param| match param.takes {
        Takes::Filter(column, test) if !matches!(test, Test::AnyOf | Test::NoneOf) => {
            Some((param.name.as_str(), Condition { column, test, values: Vec::new() }))
        }
        _ => None,
    };
    params(kind).iter().filter_map(range).collect()
}

#[tokio::test]
async fn a_range_finds_what_the_records_hold() {
    let many = Many::new().await;
    let records: Vec<&Record> = many.dataset.facts().collect();
    assert!(records.len() >= ROWS);
    let mut asked = Vec::new();
    for kind in served().filter(|kind| ["trade", "facts"].contains(&kind.name)) {
        for (name, range) in ranges(kind) {
            for bound in bounds(&records, range.column.name) {
                let condition = Condition { values: vec![bound.clone()], ..range.clone() };
                let right = records.iter().filter(|record| keeps(record, &condition)).count();
                let query = Query { conditions: vec![condition], limit: Some(1), ..Query::all(kind) };
                let found = many.store.page(&query).await.unwrap().total;
                assert_eq!(found, right as u64, "/{}?{name}={bound:?}", kind.name);
            }
            asked.push(name);
        }
    }
    let both =
        ["start_min", "start_max", "end_min", "end_max", "value_min", "value_max", "year_min", "from", "to", "as_of"];
    for name in both {
        assert_eq!(asked.iter().filter(|asked| **asked == name).count(), 2, "{name}: {asked:?}");
    }
}
