//! A record as the rows it becomes: in its table, in link tables, rendered once, and in the search index.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use super::batch::Batch;
use super::searchable::Names;
use super::sets::Sets;
use super::{Error, ddl};
use crate::check::Dataset;
use crate::describe::{Counter, Summary};
use crate::hash::Hash;
use crate::kinds::served;
use crate::record::{Record, Value};
use crate::render;
use crate::schema::common::FACTS;

/// Rows waiting for their tables, and what was counted of those that came by.
pub struct Rows {
    batches: BTreeMap<String, Batch>,
    sets: BTreeMap<&'static str, Sets>,
    names: Names,
    hash: Hash,
    counter: Counter,
}

impl Rows {
    /// With none waiting yet.
    pub fn new(dataset: &Dataset) -> Self {
        let (hash, counter) = (Hash::default(), Counter::default());
        let sets = served().map(|kind| (kind.name, Sets::of(kind))).collect();
        Self { batches: BTreeMap::new(), sets, names: Names::of(dataset), hash, counter }
    }

    /// Queue everything that a record becomes; `n` is its rank in the default order.
    pub fn add(&mut self, n: i64, record: &Record) {
        let json = render::json::line(record);
        self.hash.update(json.as_bytes());
        self.table(n, record);
        self.lines(n, record, json);
        let mut searched = record.kind;
        if record.kind.is_fact() {
            let shared = shared(record);
            self.table(n, &shared);
            self.lines(n, &shared, render::json::line(&shared));
            searched = shared.kind;
        }
        let (title, text) = self.names.texts(record);
        let row = vec![Value::Integer(n), Value::Text(title), Value::Text(text)];
        self.queue(format!("{}_search", searched.name), || vec!["rowid".into(), "title".into(), "text".into()], row);
    }

    /// Insert what waits for full batches, or everything.
    pub async fn flush(&mut self, connection: &mut SqliteConnection, all: bool) -> Result<(), Error> {
        for batch in self.batches.values_mut().filter(|batch| all || batch.is_full()) {
            batch.flush(connection).await?;
        }
        Ok(())
    }

    /// Insert the sets of every kind; all rows were added.
    pub async fn sets(&mut self, connection: &mut SqliteConnection) -> Result<(), Error> {
        for (kind, sets) in std::mem::take(&mut self.sets) {
            let insert = format!("insert into {kind}_sets (name, value, rows) values (?, ?, ?)");
            for set in sets.finish() {
                let query = sqlx::query(AssertSqlSafe(insert.clone())).bind(set.name);
                let query = match set.value {
                    Value::Text(text) => query.bind(text),
                    Value::Integer(integer) => query.bind(integer),
                    Value::Number(number) => query.bind(number),
                    _ => query.bind(None::<String>),
                };
                query.bind(set.rows).execute(&mut *connection).await?;
            }
        }
        Ok(())
    }

    /// The SHA-256 of all JSON lines and the summary of the dataset.
    pub fn finish(self, dataset: &Dataset) -> (String, Summary) {
        (self.hash.hex(), self.counter.finish(dataset))
    }

    fn table(&mut self, n: i64, record: &Record) {
        let kind = record.kind;
        if let (Some(sets), Ok(n)) = (self.sets.get_mut(kind.name), u32::try_from(n)) {
            sets.add(n, &record.values);
        }
        for (column, value) in kind.columns().zip(&record.values).filter(|(column, _)| ddl::is_linked(column)) {
            let items = if let Value::List(items) = value { items.as_slice() } else { &[] };
            for item in items {
                let row = vec![Value::Text(item.clone()), Value::Integer(n)];
                self.queue(format!("{}_{}", kind.name, column.param), || vec![column.param.into(), "n".into()], row);
            }
        }
        let row = std::iter::once(Value::Integer(n)).chain(record.values.iter().map(cell)).collect();
        let columns = || std::iter::once("n".to_owned()).chain(kind.columns().map(|column| ddl::quoted(column.name)));
        self.queue(kind.name.to_owned(), || columns().collect(), row);
    }

    fn lines(&mut self, n: i64, record: &Record, json: String) {
        let csv = render::csv::line(record);
        if record.text("basis") != Some("derived") {
            self.counter.line(record.kind, &csv);
        }
        let row = vec![Value::Integer(n), Value::Text(json), Value::Text(csv)];
        self.queue(format!("{}_lines", record.kind.name), || vec!["n".into(), "json".into(), "csv".into()], row);
    }

    /// Queue a row for a table, whose columns are asked for when it is the table's first.
    fn queue(&mut self, table: String, columns: impl FnOnce() -> Vec<String>, row: Vec<Value>) {
        self.batches.entry(table).or_insert_with_key(|table| Batch::new(table, &columns())).push(row);
    }
}

/// The fact as `facts` has it: the columns that all kinds share.
fn shared(fact: &Record) -> Record {
    let values = FACTS.columns().map(|column| fact.get(column.name).clone()).collect();
    Record { kind: &FACTS, values, place: fact.place.clone() }
}

/// A value as its column in SQL takes it: lists as JSON, truth values as 0 and 1.
fn cell(value: &Value) -> Value {
    match value {
        Value::List(_) | Value::Evidence(_) | Value::Related(_) => {
            Value::Text(serde_json::to_string(value).unwrap_or_default())
        }
        Value::Bool(bool) => Value::Integer(i64::from(*bool)),
        value => value.clone(),
    }
}
