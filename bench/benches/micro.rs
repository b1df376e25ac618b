//! Micro-benchmarks of what every request passes: the key of the cache and the answer under it, the parser, the normal
//! form, the envelope; and of the renderer that `seed` runs for every row. Run them with `cargo bench` in this folder.

#![allow(missing_docs, reason = "criterion's macros make public functions without any")]

use std::hint::black_box;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use clap::Parser;
use criterion::{Criterion, criterion_group, criterion_main};
use sinolac::check;
use sinolac::cli::Cli;
use sinolac::data::Folder;
use sinolac::http;
use sinolac::kinds::facts;
use sinolac::model::{Kind, Record};
use sinolac::query::{self, Query};
use sinolac::render::envelope::{self, Links, Meta};
use sinolac::render::json;
use sinolac::render::lines::Lines;
use sinolac::store::Store;
use tower::Service;

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

/// The embedded data in a database, made as a user makes it.
fn store(folder: &tempfile::TempDir) -> Store {
    let file = folder.path().join("facts.db");
    let path = file.to_str().expect("a temporary path is text");
    Cli::parse_from(["sinolac", "seed", "--database", path]).run().expect("the embedded data can be seeded");
    Store::open(&file).expect("what was seeded can be opened")
}

fn parser(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let store = store(&folder);
    let forms: Vec<String> = QUERIES
        .iter()
        .map(|(_, text)| query::parse(trade(), text, &store.vocabulary, &store.hash).expect("a right query").canonical)
        .collect();
    assert_eq!(forms[3], forms[4], "equal requests have equal normal forms");
    let mut group = criterion.benchmark_group("parse and normal form");
    for (name, text) in QUERIES {
        group.bench_function(name, |bencher| {
            bencher.iter(|| -> Query {
                query::parse(trade(), black_box(text), &store.vocabulary, &store.hash).expect("a right query")
            });
        });
    }
    group.finish();
    criterion.bench_function("parse, mistakes told", |bencher| {
        bencher.iter(|| {
            query::parse(trade(), black_box("yaer=2018&flow=exprots"), &store.vocabulary, &store.hash).is_err()
        });
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
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut service = http::service(store(&folder));
    let runtime = tokio::runtime::Builder::new_multi_thread().build().expect("a runtime can be made");
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

criterion_group!(benches, remembered, parser, renderer);
criterion_main!(benches);
