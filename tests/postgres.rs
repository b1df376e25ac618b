//! What holds of PostgreSQL alone. `.ci/postgres` starts a server and runs these tests and all others that store a dataset.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[allow(dead_code, reason = "others use more of it")]
mod engine;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use sinolac::check::{self, Checked};
use sinolac::data::Folder;
use sinolac::http::{self, Service};
use sinolac::store::{self, Store};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, query_scalar};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

const WHY: &str = "SINOLAC_TEST_DATABASE, the URL of a server; .ci/postgres starts one";

/// The URL of a new, empty database.
async fn empty() -> String {
    engine::new_database(&engine::server().expect(WHY)).await
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

async fn run(url: &str, sql: &str) {
    connect(url).await.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
}

/// The program, with a database.
fn sinolac(command: &str, url: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sinolac"));
    program.args([command, "--database", url]).env_clear();
    if command == "serve" {
        program.args(["--listen", "127.0.0.1:0"]);
    }
    program.output().unwrap()
}

/// What the program says when it gives up: one line.
fn refused(command: &str, url: &str) -> String {
    let output = sinolac(command, url);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{command} {url}: {told}");
    assert_eq!(told.trim_end().lines().count(), 1, "{command} {url}: {told}");
    told
}

/// The URL with another user and password.
fn with_user(url: &str, user: &str, password: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (_, place) = rest.rsplit_once('@').unwrap_or(("", rest));
    format!("{scheme}://{user}:{password}@{place}")
}

/// A new role that may only come in; roles belong to the server, so each test needs a name of its own.
async fn role(url: &str, test: &str) -> String {
    let name = format!("sinolac_test_{}_{test}", std::process::id());
    run(url, &format!("create role {name} login password 'sesame'")).await;
    name
}

/// A dataset of one trade fact whose value tells it from others.
fn dataset(value: u32) -> (TempDir, &'static Checked) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["dataset", "countries", "organizations", "people", "sources"] {
        fs::copy(format!("data/{name}.toml"), folder.path().join(format!("{name}.toml"))).unwrap();
    }
    let facts = "id,title,date,countries,organizations,people,topic,basis,note,evidence,value,unit,qualifier,\
                 attributed_to,printed_as,proven_by,flow,measure,product,partner,subject,among,share_of,date_basis,scope\n";
    let evidence = r#""[{""source"":""xinhua-2008"",""paragraph"":1,""quote"":""trade"",""occurrence"":1}]""#;
    let row = format!(
        "row,A row,2008,,,,trade,stated,,{evidence},{value},USD,exact,,,,total,value,,LAC,,,,stated,bilateral\n"
    );
    fs::write(folder.path().join("trade.csv"), facts.to_owned() + &row).unwrap();
    let checked = check::load(&Folder::Directory(folder.path().to_owned())).unwrap();
    (folder, Box::leak(Box::new(checked)))
}

async fn seed(url: &str, value: u32) {
    let (_folder, dataset) = dataset(value);
    store::seed(dataset, Path::new(url), &|_, _, _| {}).await.unwrap();
}

async fn service(url: &str) -> Service {
    http::service(Store::open(Path::new(url)).await.unwrap())
}

async fn get(service: &Service, path: &str) -> (StatusCode, String) {
    let response = service.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    (status, String::from_utf8_lossy(&response.into_body().collect().await.unwrap().to_bytes()).into_owned())
}

/// The URL of a way to the server that counts what it is asked: what comes in one piece is one question.
async fn counted(url: &str) -> (String, Arc<AtomicUsize>) {
    let server = url.rsplit_once('@').unwrap().1.split_once('/').unwrap().0.to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let way = url.replace(&server, &listener.local_addr().unwrap().to_string());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (mut questions, mut client) = client.into_split();
            let (mut answers, mut server) = TcpStream::connect(&server).await.unwrap().into_split();
            tokio::spawn(async move { tokio::io::copy(&mut answers, &mut client).await });
            let count = Arc::clone(&count);
            tokio::spawn(async move {
                let mut piece = vec![0; 1 << 16];
                while let Ok(length @ 1..) = questions.read(&mut piece).await {
                    count.fetch_add(1, Ordering::Relaxed);
                    server.write_all(&piece[..length]).await.unwrap();
                }
            });
        }
    });
    (way, asked)
}

/// The schemas of versions.
async fn versions(url: &str) -> Vec<String> {
    let sql = "select nspname::text from pg_namespace where nspname like 'sinolac\\_%' order by oid";
    query_scalar(sql).fetch_all(&mut connect(url).await).await.unwrap()
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn what_keeps_the_program_out_is_told_in_one_line_without_the_password() {
    let url = empty().await;
    let reader = role(&url, "refused").await;
    let name = url.rsplit_once('/').unwrap().1.to_owned();
    let nowhere = "postgres://ana:sesame@127.0.0.1:9/facts";
    let wrong = with_user(&url, &reader, "wrong-sesame");
    let right = with_user(&url, &reader, "sesame");
    let none = right.replace(&name, "sinolac_none");
    let closed = format!("{right}?sslmode=require");
    for (command, url, reason) in [
        ("serve", nowhere, "no server answers"),
        ("seed", nowhere, "no server answers"),
        ("serve", &wrong, "the server refuses the password"),
        ("seed", &closed, "the server has no TLS, which `sslmode` asks for"),
        ("serve", &none, "there is no database `sinolac_none`"),
        ("serve", &right, "has no dataset in it; put one there with `sinolac seed"),
        ("seed", &right, "may not write (permission denied for database"),
        ("serve", &format!("{right}?pasword=sesame"), "unknown parameter `pasword`"),
    ] {
        let told = refused(command, url);
        assert!(told.contains(reason), "{command} {url}: {told}");
        assert!(!told.contains("sesame"), "{told}");
    }
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn a_dataset_of_another_version_of_the_program_is_refused_in_one_line() {
    let url = empty().await;
    seed(&url, 1).await;
    let version = versions(&url).await.remove(0);
    run(&url, &format!("update {version}.internal_meta set value = 'another' where key = 'schema'")).await;
    assert!(refused("serve", &url).contains("was made by another version of sinolac"));
    run(&url, &format!("drop schema {version} cascade")).await;
    let told = refused("serve", &url);
    assert!(told.contains("is no longer in the database"), "{told}");
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn a_role_that_may_only_read_is_enough_to_serve() {
    let url = empty().await;
    let reader = role(&url, "reads").await;
    seed(&url, 7).await;
    let reading = with_user(&url, &reader, "sesame");
    let service = service(&reading).await;
    for path in
        ["/trade", "/trade?q=row", "/trade/row", "/trade.csv", "/trade?sort=title", "/trade?year=2008", "/dataset.db"]
    {
        let (status, body) = get(&service, path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
    }
    for write in ["delete from sinolac.current", "create schema more", "create table sinolac.more (n integer)"] {
        assert!(connect(&reading).await.execute(write).await.is_err(), "{write}");
    }
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn the_version_before_is_kept_and_a_server_of_an_older_one_says_that_it_is_gone() {
    let url = empty().await;
    seed(&url, 1).await;
    let first = service(&url).await;
    seed(&url, 2).await;
    let before = versions(&url).await;
    assert_eq!(before.len(), 2);
    let second = service(&url).await;
    assert!(get(&first, "/trade/row").await.1.contains("\"value\":1,"));
    assert!(get(&second, "/trade/row").await.1.contains("\"value\":2,"));
    seed(&url, 3).await;
    assert_eq!(versions(&url).await[0], before[1], "the first is removed, the second is kept");
    assert!(get(&second, "/trade.csv").await.1.contains(",2,"));
    let (status, body) = get(&first, "/trade.csv").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
    assert!(body.contains("was removed from the database"), "{body}");
    assert!(get(&service(&url).await, "/trade/row").await.1.contains("\"value\":3,"));
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn the_same_dataset_seeded_again_takes_the_place_of_its_copy_under_a_running_server() {
    let url = empty().await;
    seed(&url, 1).await;
    seed(&url, 2).await;
    let (there, service) = (versions(&url).await, service(&url).await);
    assert_eq!(get(&service, "/trade/row").await.0, StatusCode::OK);
    seed(&url, 2).await;
    assert_eq!(versions(&url).await.len(), 2, "{there:?}");
    for path in ["/trade/row", "/trade.csv", "/trade?q=row"] {
        assert_eq!(get(&service, path).await.0, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn a_seed_while_another_one_writes_is_refused() {
    let url = empty().await;
    let mut other = connect(&url).await;
    other.execute("select pg_advisory_lock(1936289391)").await.unwrap();
    let told = refused("seed", &url);
    assert!(told.contains("another `sinolac seed` writes to this database"), "{told}");
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn connections_that_the_server_cuts_cost_no_answer() {
    let url = empty().await;
    seed(&url, 1).await;
    let service = service(&url).await;
    for round in 0..3 {
        let paths: Vec<String> =
            (0..20).map(|n| format!("/trade?q=row&value_min=0&limit={}", 1 + round * 20 + n)).collect();
        let answers = futures_util::future::join_all(paths.iter().map(|path| get(&service, path))).await;
        assert!(answers.iter().all(|(status, _)| *status == StatusCode::OK), "{round}: {answers:?}");
        let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
                   where application_name = 'sinolac' and datname = current_database() and pid <> pg_backend_pid()";
        let cut: i64 = query_scalar(cut).fetch_one(&mut connect(&url).await).await.unwrap();
        assert!(cut > 0, "no connection was there to be cut");
    }
}

#[tokio::test]
#[ignore = "needs a server: .ci/postgres"]
async fn a_page_asks_the_server_once() {
    let url = empty().await;
    seed(&url, 1).await;
    let (way, asked) = counted(&url).await;
    let service = service(&way).await;
    // The first makes a connection and has the statement prepared.
    assert_eq!(get(&service, "/trade?limit=100").await.0, StatusCode::OK);
    let before = asked.load(Ordering::Relaxed);
    for limit in 1..=10 {
        assert_eq!(get(&service, &format!("/trade?limit={limit}")).await.0, StatusCode::OK);
    }
    assert_eq!(asked.load(Ordering::Relaxed) - before, 10);
}
