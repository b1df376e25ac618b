//! What becomes of records: rows of tables, lines, words, and the columns of the index.

use std::collections::BTreeMap;

use super::Error;
use super::batch::Batches;
use super::cell::Cell;
use super::ddl::{META, SEARCH, table_of};
use super::dialect::table as lines_table;
use super::find::LIST;
use crate::check::Checked;
use crate::dataset::{About, Counter, Names};
use crate::hash::Hash;
use crate::index::{ColumnBuilder, OPEN_END, OPEN_START, open_ends};
use crate::kinds::{CHANGES, filed, served, stored};
use crate::model::{Filter, Kind, Record, Type, Value};
use crate::render::lines::{Line, Lines};

/// The columns that the index has, each name once: kinds that share a name share the column.
pub fn indexed() -> BTreeMap<&'static str, Type> {
    let columns = served().flat_map(Kind::columns);
    let columns = columns.filter(|column| column.filter != Filter::None && column.name != "id");
    columns.chain([&LIST, &OPEN_END, &OPEN_START]).map(|column| (column.name, column.ty)).collect()
}

/// Turns records into rows of tables.
pub struct Producer {
    batches: Batches,
    columns: Vec<(&'static str, ColumnBuilder)>,
    /// Where each kind has the values of those columns.
    positions: BTreeMap<&'static str, Vec<Option<usize>>>,
    names: Names,
    lines: Lines,
    hash: Hash,
    counter: Counter,
    rank: u32,
}

impl Producer {
    /// For a dataset, of which nothing was read yet.
    pub fn new(dataset: &Checked, batches: Batches) -> Self {
        let columns: Vec<_> = indexed().into_iter().map(|(name, ty)| (name, ColumnBuilder::new(ty))).collect();
        let positions = |kind: &'static Kind| columns.iter().map(|(name, _)| kind.position(name)).collect();
        Self {
            batches,
            positions: stored().map(|kind| (kind.name, positions(kind))).collect(),
            columns,
            names: Names::of(dataset),
            lines: Lines::default(),
            hash: Hash::default(),
            counter: Counter::default(),
            rank: 0,
        }
    }

    /// Everything in the order of ranks, then what only all rows together tell.
    pub fn run(mut self, dataset: &Checked, schema: &str) -> Result<(), Error> {
        for kind in filed().filter(|kind| !kind.is_fact()) {
            self.by_id(dataset.of(kind))?;
        }
        dataset.each_fact(|fact| {
            self.batches.facts += 1;
            self.record(fact)
        })?;
        let content = self.hash.clone().hex();
        // Last, since a version of the past has none: so its rows have the ranks that they had, which cursors say.
        self.by_id(dataset.of(&CHANGES))?;
        for (name, builder) in self.columns {
            self.batches.column(name, &builder.finish())?;
        }
        for (version, packed) in dataset.packed().map_err(|error| Error::Failed(error.to_string()))? {
            self.batches.version(version, &packed)?;
        }
        let about = serde_json::to_string(&About::new(dataset, self.counter, content)).unwrap_or_default();
        let (hash, made_of) = (self.hash.hex(), dataset.made_of());
        for (key, value) in [("about", &*about), ("hash", &hash), ("made_of", &made_of), ("schema", schema)] {
            self.batches.push(META, [Cell::Text(key), Cell::Text(value)])?;
        }
        self.batches.finish()
    }

    fn by_id(&mut self, records: &[Record]) -> Result<(), Error> {
        let mut records: Vec<&Record> = records.iter().collect();
        records.sort_by_key(|record| record.id());
        records.into_iter().try_for_each(|record| self.record(record))
    }

    /// Everything that a record becomes.
    fn record(&mut self, record: &Record) -> Result<(), Error> {
        let (kind, rank, lines) = (record.kind, self.rank, &mut self.lines);
        self.rank += 1;
        lines.render(record);
        self.hash.update(lines.json_line().as_bytes());
        self.counter.record(record, lines);
        let list = Value::Text(kind.name.to_owned());
        let [open_end, open_start] = open_ends(record.get("start"), record.get("end"));
        for ((name, builder), position) in self.columns.iter_mut().zip(&self.positions[kind.name]) {
            builder.push(match position {
                _ if *name == LIST.name => &list,
                _ if *name == OPEN_END.name => &open_end,
                _ if *name == OPEN_START.name => &open_start,
                Some(position) => &record.values[*position],
                None => &Value::Null,
            });
        }
        let batches = &mut self.batches;
        let first = || [Cell::Rank(rank)].into_iter();
        batches.push(&table_of(kind), first().chain(record.values.iter().map(Cell::from)))?;
        for (line, parts, id) in [(Line::Json, &lines.json, Some(record.id())), (Line::Csv, &lines.csv, None)] {
            let texts = [kind.name].into_iter().chain(parts.iter().map(String::as_str)).chain(id);
            batches.push(lines_table(line), first().chain(texts.map(Cell::Text)))?;
        }
        let (title, text) = self.names.texts(record);
        batches.push(SEARCH, first().chain([Cell::Words(&title, &text)]))
    }
}
