//! What becomes of records: cells of tables, lines, words, and the columns of the index.

use std::collections::BTreeMap;

use tokio::sync::mpsc::Sender;

use super::connect::Cell;
use super::ddl::{COLUMNS, META, SEARCH, table_of, tables};
use super::find::LIST;
use super::read::Line;
use super::write::{Batch, capacity, parts};
use super::{About, Error, schema_hash};
use crate::check::Checked;
use crate::dataset::{Counter, Names};
use crate::hash::Hash;
use crate::index::{ColumnBuilder, OPEN_END, OPEN_START, open_ends};
use crate::kinds::{COUNTRIES, FACTS, SOURCES, served, stored};
use crate::model::{Filter, Kind, Record, Type, Value};
use crate::render::lines::Lines;

/// The columns that the index has, each name once: kinds that share a name share the column.
pub fn indexed() -> BTreeMap<&'static str, Type> {
    let columns = served().flat_map(Kind::columns);
    let columns = columns.filter(|column| column.filter != Filter::None && column.name != "id");
    columns.chain([&LIST, &OPEN_END, &OPEN_START]).map(|column| (column.name, column.ty)).collect()
}

/// Turns records into cells.
pub struct Producer {
    sender: Sender<Batch>,
    /// What is gathered for each table, by its place among them.
    gathered: Vec<Vec<Cell>>,
    widths: Vec<usize>,
    tables: BTreeMap<String, usize>,
    /// Which of them has the rows of a kind.
    homes: BTreeMap<&'static str, usize>,
    columns: Vec<(&'static str, ColumnBuilder)>,
    /// Where each kind has the values of those columns.
    positions: BTreeMap<&'static str, Vec<Option<usize>>>,
    names: Names,
    lines: Lines,
    hash: Hash,
    counter: Counter,
    /// The first id of each list.
    examples: BTreeMap<String, String>,
    rank: u32,
    facts: usize,
}

impl Producer {
    /// For a dataset, of which nothing was read yet.
    pub fn new(dataset: &Checked, sender: Sender<Batch>) -> Self {
        let tables: Vec<_> = tables().collect();
        let widths = tables.iter().map(|(_, columns)| columns.len()).collect();
        let gathered = tables.iter().map(|_| Vec::new()).collect();
        let tables: BTreeMap<String, usize> = tables.into_iter().map(|(name, _)| name).zip(0..).collect();
        let home = |kind: &'static Kind| Some((kind.name, *tables.get(&table_of(kind))?));
        let columns: Vec<_> = indexed().into_iter().map(|(name, ty)| (name, ColumnBuilder::new(ty))).collect();
        let positions = |kind: &'static Kind| columns.iter().map(|(name, _)| kind.position(name)).collect();
        Self {
            sender,
            gathered,
            widths,
            homes: stored().filter_map(home).collect(),
            tables,
            positions: stored().map(|kind| (kind.name, positions(kind))).collect(),
            columns,
            names: Names::of(dataset),
            lines: Lines::default(),
            hash: Hash::default(),
            counter: Counter::default(),
            examples: BTreeMap::new(),
            rank: 0,
            facts: 0,
        }
    }

    /// Everything in the order of ranks, then what only all rows together tell.
    pub fn run(mut self, dataset: &Checked) -> Result<(), Error> {
        for kind in stored().filter(|kind| !kind.is_fact()) {
            let mut records: Vec<&Record> = dataset.of(kind).iter().collect();
            records.sort_by_key(|record| record.id());
            records.into_iter().try_for_each(|record| self.record(record))?;
        }
        dataset.each_fact(|fact| {
            self.facts += 1;
            self.record(fact)
        })?;
        let columns = self.tables[COLUMNS];
        for (name, builder) in std::mem::take(&mut self.columns) {
            self.push(COLUMNS, parts(name, &builder.finish()))?;
            // Not gathered: together they are as large as the index.
            self.send(columns)?;
        }
        let about = About {
            manifest: dataset.manifest.clone(),
            summary: std::mem::take(&mut self.counter).finish(),
            vocabulary: dataset.vocabulary().with_examples(std::mem::take(&mut self.examples)),
            sources: dataset.of(&SOURCES).iter().filter_map(known_since).collect(),
            titles: dataset.titles.clone(),
            points: dataset.of(&COUNTRIES).iter().filter_map(point).collect(),
            rows: self.rank,
        };
        let about = serde_json::to_string(&about).unwrap_or_default();
        let hash = std::mem::take(&mut self.hash).hex();
        for (key, value) in
            [("about", about), ("hash", hash), ("made_of", dataset.made_of()), ("schema", schema_hash())]
        {
            self.push(META, vec![key.into(), Cell::Text(value)])?;
        }
        (0..self.gathered.len()).try_for_each(|table| self.send(table))
    }

    /// Everything that a record becomes.
    fn record(&mut self, record: &Record) -> Result<(), Error> {
        let (kind, rank) = (record.kind, self.rank);
        self.rank += 1;
        self.lines.render(record);
        self.hash.update(self.lines.json_line().as_bytes());
        self.count(record);
        let list = Value::Text(kind.name.to_owned());
        let [open_end, open_start] = open_ends(record.get("start"), record.get("end"));
        if let Some(positions) = self.positions.get(kind.name) {
            for ((name, builder), position) in self.columns.iter_mut().zip(positions) {
                builder.push(match position {
                    _ if *name == LIST.name => &list,
                    _ if *name == OPEN_END.name => &open_end,
                    _ if *name == OPEN_START.name => &open_start,
                    Some(position) => &record.values[*position],
                    None => &Value::Null,
                });
            }
        }
        if let Some(home) = self.homes.get(kind.name).copied() {
            self.add(home, [rank.into()].into_iter().chain(record.values.iter().map(cell)).collect())?;
        }
        let line = |parts: &[String; 3], id: Option<&str>| {
            let texts = std::iter::once(kind.name).chain(parts.iter().map(String::as_str)).chain(id);
            std::iter::once(rank.into()).chain(texts.map(Cell::from)).collect::<Vec<_>>()
        };
        let json = line(&self.lines.json, Some(record.id()));
        let csv = line(&self.lines.csv, None);
        self.push(Line::Json.table(), json)?;
        self.push(Line::Csv.table(), csv)?;
        let (title, text) = self.names.texts(record);
        self.push(SEARCH, vec![rank.into(), Cell::Text(title), Cell::Text(text)])
    }

    /// What the dataset as a whole says of its rows.
    fn count(&mut self, record: &Record) {
        self.counter.record(record);
        if record.text("basis") != Some("derived") {
            self.counter.line(record.kind, &self.lines.csv_line());
        }
        let union = record.kind.is_fact().then_some(FACTS.name);
        for list in [Some(record.kind.name), union].into_iter().flatten() {
            match self.examples.get_mut(list) {
                Some(first) if record.id() < first.as_str() => record.id().clone_into(first),
                Some(_) => {}
                None => _ = self.examples.insert(list.to_owned(), record.id().to_owned()),
            }
        }
    }

    fn push(&mut self, table: &str, row: Vec<Cell>) -> Result<(), Error> {
        let Some(table) = self.tables.get(table).copied() else { return Ok(()) };
        self.add(table, row)
    }

    fn add(&mut self, table: usize, row: Vec<Cell>) -> Result<(), Error> {
        let gathered = &mut self.gathered[table];
        gathered.extend(row);
        let width = self.widths[table];
        if gathered.len() / width < capacity(width) { Ok(()) } else { self.send(table) }
    }

    fn send(&mut self, table: usize) -> Result<(), Error> {
        let cells = std::mem::take(&mut self.gathered[table]);
        if cells.is_empty() {
            return Ok(());
        }
        let sent = self.sender.blocking_send(Batch { table, cells, facts: self.facts });
        sent.map_err(|_| Error::Data("writing was given up".to_owned()))
    }
}

fn known_since(source: &Record) -> Option<(String, String)> {
    Some((source.id().to_owned(), source.text("known_since")?.to_owned()))
}

fn point(country: &Record) -> Option<(String, [f64; 2])> {
    Some((country.id().to_owned(), [country.number("longitude")?, country.number("latitude")?]))
}

/// A value as its column in SQL takes it: lists as JSON, truth values as 0 and 1.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Integer(integer) => Cell::Integer(*integer),
        Value::Number(number) => Cell::Number(*number),
        Value::Bool(bool) => Cell::Integer(i64::from(*bool)),
        Value::List(_) | Value::Evidence(_) | Value::Related(_) => {
            Cell::Text(serde_json::to_string(value).unwrap_or_default())
        }
    }
}
