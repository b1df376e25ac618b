//! Files too long to be held in memory: streamed to those who want them whole, in parts to those who want parts.

use std::fmt::Write as _;
use std::fs;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use axum::http::{Method, StatusCode};
use sinolac::data::Folder;

use crate::helpers::TestApp;

const PATH: &str = "/trade.parquet";

/// Few facts with notes that no compression makes shorter.
async fn app() -> TestApp {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let path = folder.path().join("trade.toml");
    let mut facts = fs::read_to_string(&path).unwrap();
    let mut random = 1_u64;
    for number in 0..500 {
        let mut letter = || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(LETTERS[usize::try_from(random >> 58).unwrap()])
        };
        let note: String = (0..1900).map(|_| letter()).collect();
        let fact = format!(
            "\n[[trade]]\nid = \"trade-{number}\"\ntitle = \"Share of product {number}\"\ntopic = \"trade\"\n\
             scope = \"bilateral\"\nshare_of = \"imports\"\nbasis = \"stated\"\nvalue = 72\nunit = \"percent\"\nqualifier = \"about\"\nflow = \"imports\"\n\
             measure = \"share\"\nproduct = \"product {number}\"\npartner = \"LAC\"\nnote = \"{note}\"\n\
             evidence = [{{ source = \"paper-2020\", paragraph = 10, quote = \"72 percent\" }}]\n"
        );
        _ = facts.write_str(&fact);
    }
    fs::write(path, facts).unwrap();
    TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await
}

#[tokio::test]
async fn a_long_file_streams_and_its_parts_and_its_length_are_those_of_what_streamed() {
    let app = app().await;
    let whole = app.get(PATH).await;
    assert_eq!((whole.status, whole.header("accept-ranges")), (StatusCode::OK, "bytes"));
    assert_eq!(whole.header("content-length"), "", "its length is not known when it begins");
    let length = whole.bytes.len();
    assert!(length > 800_000, "{length}");
    let rows = SerializedFileReader::new(whole.bytes.clone()).unwrap().metadata().file_metadata().num_rows();
    assert_eq!(rows, 503);
    for (range, bytes) in [
        ("bytes=-8", length - 8..length),
        ("bytes=0-3", 0..4),
        ("bytes=70000-700000", 70_000..700_001),
        ("bytes=1-", 1..length),
    ] {
        let part = app.with(PATH, &[("range", range), ("if-range", whole.header("etag"))]).await;
        assert_eq!((part.status, part.header("etag")), (StatusCode::PARTIAL_CONTENT, whole.header("etag")), "{range}");
        let said = format!("bytes {}-{}/{length}", bytes.start, bytes.end - 1);
        assert_eq!(part.header("content-range"), said);
        assert!(part.bytes == whole.bytes.slice(bytes), "{range}");
    }
    assert_eq!(
        app.with(PATH, &[("range", &format!("bytes={length}-"))]).await.status,
        StatusCode::RANGE_NOT_SATISFIABLE
    );
    let again = app.get(PATH).await;
    assert_eq!(again.header("content-length"), length.to_string(), "it has been made");
    assert!(again.bytes == whole.bytes);
}

#[tokio::test]
async fn head_tells_the_length_of_a_long_file() {
    let app = app().await;
    let head = app.send(Method::HEAD, PATH).await;
    let whole = app.get(PATH).await;
    assert_eq!((head.status, head.bytes.len(), head.header("accept-ranges")), (StatusCode::OK, 0, "bytes"));
    assert_eq!(head.header("content-length"), whole.bytes.len().to_string());
    assert_eq!(head.header("etag"), whole.header("etag"));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_files_read_in_parts_at_the_same_time_do_not_mix() {
    let app = app().await;
    let other = format!("{PATH}?sort=-id");
    let (one, two) = (app.get(PATH).await.bytes, app.get(&other).await.bytes);
    assert!(one != two);
    let parts = (0..16_usize).map(|part| {
        let (path, whole) = if part % 2 == 0 { (PATH, &one) } else { (other.as_str(), &two) };
        let bytes = 40_000 * part..40_000 * part + 150_000;
        let app = &app;
        async move {
            let range = format!("bytes={}-{}", bytes.start, bytes.end - 1);
            assert!(app.with(path, &[("range", &range)]).await.bytes == whole.slice(bytes), "{path} {range}");
        }
    });
    futures_util::future::join_all(parts).await;
}
