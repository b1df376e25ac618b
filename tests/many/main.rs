//! A dataset of more rows and values than the embedded one has: what is done in another way there must find the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "../engine/mod.rs"]
mod engine;
mod groups;
mod order;
mod ranges;

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use futures_util::TryStreamExt;
use serde_json::Value as Json;
use sinolac::check::{self, Checked};
use sinolac::data::Folder;
use sinolac::kinds::served;
use sinolac::query::{self, Query};
use sinolac::render::lines::Line;
use sinolac::store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use self::engine::Stored;

const ROWS: usize = 9000;

/// Figures of more values and days than have sets, in no order: a third is equal, some are only lower or upper bounds,
/// and some periods are open, at either end, or not known.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["dataset", "countries", "organizations", "people", "sources"] {
        fs::copy(format!("data/{name}.toml"), folder.path().join(format!("{name}.toml"))).unwrap();
    }
    let columns = "id,title,date,countries,organizations,people,topic,basis,note,evidence,value,unit,qualifier,\
                   attributed_to,printed_as,proven_by,flow,measure,product,partner,subject,among,share_of,\
                   date_basis,scope";
    let mut text = format!("{columns}\n");
    let evidence = r#""[{""source"":""xinhua-2008"",""paragraph"":1,""quote"":""trade"",""occurrence"":1}]""#;
    for row in 0..ROWS {
        let mixed = row * 7919 % ROWS;
        let value = if mixed.is_multiple_of(3) {
            3_000_000.0
        } else {
            (f64::from(u32::try_from(mixed).unwrap()) - 2000.0) * 1000.5
        };
        let day = format!("{}-{:02}-{:02}", 1950 + mixed / 336, 1 + mixed / 28 % 12, 1 + mixed % 28);
        let date = match row % 50 {
            0 => String::new(),
            1 => format!("{day}/.."),
            2 => format!("../{day}"),
            _ => day,
        };
        let qualifier = ["exact", "at_least", "up_to"][row % 3];
        let countries = ["", "BRA", "CHL;PER", "ARG;BRA;CHL"][row / 3 % 4];
        writeln!(
            text,
            "row-{row},Row {row},{date},{countries},,,trade,stated,,{evidence},{value},USD,{qualifier},,,,total,balance,product {row},LAC,,,,{},bilateral",
            if date.is_empty() { "" } else { "stated" }
        )
        .unwrap();
    }
    fs::write(folder.path().join("trade.csv"), text).unwrap();
    folder
}

/// The dataset, and a store of it.
struct Many {
    dataset: &'static Checked,
    store: Arc<Store>,
}

/// Checked and stored once for all tests.
static MANY: OnceCell<(&'static Checked, Stored)> = OnceCell::const_new();

async fn stored() -> (&'static Checked, Stored) {
    let folder = folder();
    let dataset: &'static Checked =
        Box::leak(Box::new(check::load(&Folder::Directory(folder.path().to_owned())).unwrap()));
    (dataset, Stored::new(dataset).await)
}

impl Many {
    async fn new() -> Self {
        let (dataset, stored) = MANY.get_or_init(stored).await;
        let store = match stored {
            Stored::Sqlite(bytes) => Store::in_memory(bytes.clone()).await,
            Stored::Postgres(url) => Store::open(url).await,
        };
        Self { dataset, store: Arc::new(store.unwrap()) }
    }

    /// A query of trade facts, as a client writes it.
    fn query(&self, text: &str) -> Query {
        let kind = served().find(|kind| kind.name == "trade").unwrap();
        query::parse(kind, text, &self.store.about.vocabulary, &self.store.hash)
            .unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
    }

    /// Groups of trade facts.
    fn groups(&self, text: &str) -> Query {
        let kind = served().find(|kind| kind.name == "trade").unwrap();
        query::parse_groups(kind, text, &self.store.about.vocabulary, &self.store.hash)
            .unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
    }

    /// All the rows that a query finds, in its order, a JSON object a line.
    async fn lines(&self, query: &Query) -> String {
        let export = self.store.export(query.clone(), Line::Json).await.unwrap();
        export.pieces().try_collect().await.unwrap()
    }

    /// The same as JSON.
    async fn rows(&self, query: &Query) -> Vec<Json> {
        self.lines(query).await.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Compare two values of a column, null last.
fn compare(a: &Json, b: &Json) -> std::cmp::Ordering {
    match (a, b) {
        (Json::String(a), Json::String(b)) => a.cmp(b),
        (Json::Number(a), Json::Number(b)) => a.as_f64().unwrap().total_cmp(&b.as_f64().unwrap()),
        _ => a.is_null().cmp(&b.is_null()),
    }
}
