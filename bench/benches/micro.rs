//! Micro-benchmarks of what every request passes: the key of the cache and the answer under it, the parser, the normal
//! form, the envelope; of the index over a million rows; and of the renderer that `seed` runs for every row. Run them with
//! `cargo bench` in this folder.

#![allow(missing_docs, reason = "criterion's macros make public functions without any")]

use std::hint::black_box;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use criterion::{Criterion, criterion_group, criterion_main};
use sinolac::check;
use sinolac::claim::{Claim, Verdict};
use sinolac::data::Folder;
use sinolac::factcheck::Checker;
use sinolac::http;
use sinolac::index::{Clause, ColumnBuilder, EncodedColumn, GroupCounter, Posting, Sorter, sweep};
use sinolac::kinds::facts;
use sinolac::model::{Kind, Record, Value};
use sinolac::query::{self, Condition, Query, Test};
use sinolac::render::envelope::{self, Links, Meta};
use sinolac::render::json;
use sinolac::render::lines::Lines;
use sinolac::store::{self, Store};
use tokio::runtime::Runtime;
use tower::Service;

/// Rows of the index that is measured.
const ROWS: u32 = 1_000_000;

/// Query strings from the least to the most that a request says; the last two are equal in the normal form.
const QUERIES: [(&str, &str); 5] = [
    ("nothing", ""),
    ("one filter", "year=2018"),
    ("page", "year=2018&country=BRA&limit=50"),
    (
        "much",
        "country=BRA,CHL,PER&flow=exports,imports&measure=value&value_min=1000000000&from=2010&to=2020&sort=-value,id",
    ),
    (
        "much, otherwise",
        "to=2020&country=pe&country=cl,br,BRA&sort=-value,id&value_min=1e9&measure=value&from=2010&flow=imports,exports",
    ),
];

fn trade() -> &'static Kind {
    facts().find(|kind| kind.name == "trade").expect("trade is a kind")
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().build().expect("a runtime can be made")
}

/// The data in the program, as a server without options opens them.
fn store(runtime: &Runtime) -> Store {
    runtime.block_on(store::embedded(&Folder::Embedded)).expect("the program has its database in it")
}

fn parser(criterion: &mut Criterion) {
    let store = store(&runtime());
    let parse = |text: &str| query::parse(trade(), text, &store.about.vocabulary, &store.hash);
    let forms: Vec<String> = QUERIES.iter().map(|(_, text)| parse(text).expect("a right query").canonical).collect();
    assert_eq!(forms[3], forms[4], "equal requests have equal normal forms");
    let mut group = criterion.benchmark_group("parse and normal form");
    for (name, text) in QUERIES {
        group.bench_function(name, |bencher| {
            bencher.iter(|| -> Query { parse(black_box(text)).expect("a right query") });
        });
    }
    group.finish();
    criterion.bench_function("parse, mistakes told", |bencher| {
        bencher.iter(|| parse(black_box("yaer=2018&flow=exprots")).is_err());
    });
}

fn renderer(criterion: &mut Criterion) {
    let dataset = check::load(&Folder::Embedded).expect("the embedded data are right");
    let records: Vec<&Record> = dataset.facts().filter(|fact| fact.kind == trade()).collect();
    let mut rows = records.iter().cycle();
    let mut next = || *rows.next().expect("there are trade facts");
    let mut rendered = Lines::default();
    criterion.bench_function("render a row as JSON and CSV", |bencher| bencher.iter(|| rendered.render(next())));
    let page: Vec<String> = records.iter().take(50).map(|record| json::line(record)).collect();
    let page = page.join(",");
    let meta = Meta { total: Some(757), limit: Some(50), ..Meta::of(&dataset.manifest) };
    let links = Links { this: "/trade?country=BRA&year=2018&limit=50".to_owned(), next: None };
    criterion.bench_function("envelope of a page", |bencher| {
        bencher.iter(|| envelope::list(black_box(&page), None, &meta, &links));
    });
}

/// The service without a network: the key is made of the request, the answer looked up and cloned.
fn remembered(criterion: &mut Criterion) {
    let runtime = runtime();
    let mut service = http::service(store(&runtime));
    let request = |tag: &str| {
        let request = Request::builder().uri("/trade?year=2018&country=BRA&limit=50").header("host", "127.0.0.1:8080");
        let request = request.header("accept-encoding", "gzip, br").header("if-none-match", tag);
        request.body(Body::empty()).expect("a request")
    };
    let first = runtime.block_on(service.call(request("none"))).expect("an answer");
    let tag = first.headers()["etag"].to_str().expect("a tag is text").to_owned();
    for (name, tag, status) in [
        ("an answer given before", "\"other\"", StatusCode::OK),
        ("an answer that the client has", tag.as_str(), StatusCode::NOT_MODIFIED),
    ] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                let response = runtime.block_on(service.call(black_box(request(tag)))).expect("an answer");
                assert_eq!(response.status(), status);
                response
            });
        });
    }
}

/// A sentence read, and held against the five documents: the rows come from the database, and what a query found before is
/// remembered, as it is for a server.
fn claims(criterion: &mut Criterion) {
    let runtime = runtime();
    let store = store(&runtime);
    let kept = Checker::default();
    let vocabulary = &store.about.vocabulary;
    let mut group = criterion.benchmark_group("claim");
    for (name, text) in [
        ("one figure", "Trade between China and Latin America reached $307.4 billion in 2018."),
        ("an indicator", "China has opened 44 Confucius Institutes in Latin America."),
        ("Chinese", "2018年，中国与拉美贸易额达到3074亿美元。"),
    ] {
        group.bench_function(format!("read, {name}"), |bencher| {
            bencher.iter(|| Claim::read(black_box(text), vocabulary));
        });
        group.bench_function(format!("checked, {name}"), |bencher| {
            bencher.iter(|| {
                let claim = Claim::read(black_box(text), vocabulary);
                let checked = runtime.block_on(kept.check(&store, claim)).expect("a verdict");
                assert_eq!(checked.verdict(), Verdict::Supported);
                checked
            });
        });
    }
    group.finish();
}

/// A column of trade as the index has it, with the values that `value` draws from a number for each row.
fn column(name: &str, value: impl Fn(u64) -> Value) -> Arc<EncodedColumn> {
    let ty = trade().column(name).expect("trade has the column").ty;
    let mut builder = ColumnBuilder::new(ty);
    let mut state = 1_u64;
    for _ in 0..ROWS {
        // A generator of numbers (Knuth's MMIX) whose low bits are too regular.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        builder.push(&value(state >> 33));
    }
    Arc::new(builder.finish())
}

fn any_of(name: &str, column: &Arc<EncodedColumn>, values: Vec<Value>) -> Clause {
    let named = trade().column(name).expect("trade has the column");
    Clause::new(&Condition { column: named, test: Test::AnyOf, values }, Arc::clone(column))
}

/// The three loops of the index: a filter, an order, a count. Each goes through all the rows, as it does for a query that
/// nobody asked before.
fn index(criterion: &mut Criterion) {
    const FLOWS: [&str; 3] = ["exports", "imports", "total"];
    let flow = column("flow", |drawn| Value::Text(FLOWS[usize::try_from(drawn % 3).unwrap_or(0)].to_owned()));
    let countries = column("countries", |drawn| Value::List(vec![format!("C{:02}", drawn % 33)]));
    let year = column("year", |drawn| Value::Integer(i64::try_from(2000 + drawn % 20).unwrap_or(0)));
    let value = column("value", |drawn| Value::Number(f64::from(u32::try_from(drawn % 100_000).unwrap_or(0))));
    let all = {
        let clause = any_of("flow", &flow, FLOWS.map(|flow| Value::Text(flow.to_owned())).to_vec());
        let mut posting = Posting::new(&clause);
        sweep(&mut posting, ROWS);
        posting.finish()
    };
    assert_eq!(all.len(), u64::from(ROWS), "every row has a flow");
    let mut group = criterion.benchmark_group("index, 1,000,000 rows");
    for (name, clause) in [
        ("rows of one of 3 values", any_of("flow", &flow, vec![Value::Text("exports".to_owned())])),
        ("rows of one of 33 values, in lists", any_of("countries", &countries, vec![Value::Text("C07".to_owned())])),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut posting = Posting::new(black_box(&clause));
                sweep(&mut posting, ROWS);
                posting.finish()
            });
        });
    }
    group.bench_function("first 51 rows, largest value first", |bencher| {
        bencher.iter(|| {
            let mut sorter = Sorter::new(vec![(Arc::clone(&value), true)], black_box(&all), None, 51);
            sweep(&mut sorter, ROWS);
            sorter.finish()
        });
    });
    group.bench_function("groups by country and year", |bencher| {
        bencher.iter(|| {
            let mut counter = GroupCounter::new(vec![Arc::clone(&countries), Arc::clone(&year)], black_box(&all));
            sweep(&mut counter, ROWS);
            counter.finish()
        });
    });
    group.finish();
}

criterion_group!(benches, remembered, parser, claims, index, renderer);
criterion_main!(benches);
