//! Faults of the system below the built binary, each with what is expected of it. `bench/faults` has those that need a file
//! system or a clock of their own.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod process;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use process::{Server, command, get, seed};

/// A folder in which not even root can make a file.
const NOWHERE: &str = "/proc/self";

/// A data folder with so many facts.
fn many(folder: &Path, rows: usize) {
    fs::create_dir_all(folder).unwrap();
    for name in ["dataset", "countries", "organizations", "people", "sources"] {
        fs::copy(format!("data/{name}.toml"), folder.join(format!("{name}.toml"))).unwrap();
    }
    let mut text = "id,title,date,countries,topic,basis,evidence,value,unit,qualifier,flow,measure,product,partner,\
                    date_basis,scope,among,attributed_to,note,organizations,people,printed_as,proven_by,share_of,subject\n"
        .to_owned();
    for n in 0..rows {
        let evidence = r#""[{""source"":""xinhua-2008"",""paragraph"":1,""quote"":""trade"",""occurrence"":1}]""#;
        let (year, country) = (1950 + n % 70, ["BRA", "CHL"][n % 2]);
        _ = writeln!(
            text,
            "row-{n},Row {n} of China,{year},{country},trade,stated,{evidence},{n}.5,USD,exact,total,balance,product {n},LAC,\
             stated,bilateral,,,,,,,,,"
        );
    }
    fs::write(folder.join("trade.csv"), text).unwrap();
}

fn file_of(folder: &Path) -> PathBuf {
    let file = folder.join("facts.db");
    seed(Path::new("tests/fixtures/data"), &file);
    file
}

/// The only line that a command says before it fails.
fn refused(command: &mut Command) -> String {
    let output = command.env("SINOLAC_LISTEN", "127.0.0.1:0").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.lines().count() == 1, "{:?} {said}", output.status);
    said
}

#[test]
fn what_needs_no_file_works_without_a_temporary_folder_and_the_rest_says_what_would_be_right() {
    let server = Server::of(command().env("TMPDIR", NOWHERE));
    for path in ["/trade.xlsx", "/facts.xlsx", "/facts.csv", "/facts.parquet", "/dataset.db"] {
        assert!(server.get(path).starts_with("HTTP/1.1 200 "), "{path}");
    }
    let part = get(&server.address, "/facts.parquet", "range: bytes=-8\r\n");
    assert!(part.starts_with("HTTP/1.1 20"), "{part}");

    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("facts.db"));
    many(&data, 5001);
    let said = refused(command().env("TMPDIR", NOWHERE).arg("--data").arg(&data));
    assert!(said.contains("TMPDIR") && said.contains("sinolac seed") && said.contains("would be right"), "{said}");

    seed(&data, &file);
    let mut server = Server::of(command().env("TMPDIR", NOWHERE).arg("--database").arg(&file));
    assert!(server.get("/trade.xlsx?limit=1000").starts_with("HTTP/1.1 200 "));
    let answer = server.get("/trade.xlsx");
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("application/problem+json"), "{answer}");
    assert!(answer.contains("temporary file") && answer.contains(".csv") && !answer.contains(NOWHERE), "{answer}");
    assert!(server.logged("a request failed")["cause"].as_str().unwrap().contains(NOWHERE));
    assert!(server.get("/trade.csv").starts_with("HTTP/1.1 200 "));
    assert_eq!(server.json("/readyz")["status"], "ready");
}

#[test]
fn a_seed_that_is_killed_leaves_what_is_served_as_it_was_and_the_next_one_cleans_up() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), file_of(folder.path()));
    many(&data, 5001);
    let before = fs::read(&file).unwrap();
    let mut seeding = command();
    seeding.arg("seed").arg("--data").arg(&data).arg("--database").arg(&file);
    let mut seeding = seeding.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let left = || {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".sinolac-")).count()
    };
    // As soon as it writes.
    while left() == 0 && seeding.try_wait().unwrap().is_none() {}
    seeding.kill().unwrap();
    seeding.wait().unwrap();
    assert!(left() == 1 && fs::read(&file).unwrap() == before);
    seed(Path::new("tests/fixtures/data"), &file);
    assert_eq!(left(), 0);
}

#[test]
fn a_file_that_is_cut_empty_gone_or_another_is_one_clear_line_before_it_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = file_of(folder.path());
    let right = fs::read(&file).unwrap();
    let serve = || refused(command().arg("--database").arg(&file));
    for text in [b"", &right[..1], &right[..100], &right[..4096], &right[..right.len() / 2], b"id,title\n"] {
        fs::write(&file, text).unwrap();
        assert!(serve().contains("sinolac seed"), "{}: {}", text.len(), serve());
    }
    fs::write(&file, &right[..right.len() - 1]).unwrap();
    assert!(serve().contains("sinolac seed"), "{}", serve());
    fs::remove_file(&file).unwrap();
    assert!(serve().contains("facts.db"));
}

#[test]
fn a_file_that_is_deleted_or_replaced_while_it_is_served_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let file = file_of(folder.path());
    let server = Server::start(&["--database", file.to_str().unwrap()]);
    let asked = ["/trade", "/facts.csv", "/funds/fund-without-a-size", "/facts?q=fund"];
    let twin = Server::start(&["--database", file.to_str().unwrap()]);
    fs::remove_file(&file).unwrap();
    let body = |server: &Server, path: &str| server.get(path).split_once("\r\n\r\n").unwrap().1.to_owned();
    for path in asked {
        assert_eq!(body(&server, path), body(&twin, path), "{path}");
    }
    fs::write(&file, b"another program's").unwrap();
    for path in ["/trade?limit=3", "/facts.ndjson"] {
        assert!(server.get(path).starts_with("HTTP/1.1 200 "), "{path}");
    }
    assert_eq!(server.json("/readyz")["status"], "ready");
}

#[test]
fn a_file_that_is_cut_while_it_is_served_ends_in_errors_that_the_checks_tell_and_not_in_wrong_answers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    many(&data, 5001);
    let file = folder.path().join("facts.db");
    seed(&data, &file);
    let server = Server::start(&["--database", file.to_str().unwrap()]);
    let twin = Server::start(&["--database", file.to_str().unwrap()]);
    let paths: Vec<String> = (0..40).map(|n| format!("/trade/row-{}", n * 100)).collect();
    let right: Vec<String> =
        paths.iter().map(|path| twin.get(path).split_once("\r\n\r\n").unwrap().1.to_owned()).collect();
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(64 << 10).unwrap();
    let mut failed = 0;
    for (path, right) in paths.iter().zip(right) {
        let answer = server.get(path);
        match &answer[9..12] {
            "200" => assert!(answer.ends_with(&right), "{path}: {answer}"),
            "500" | "503" => failed += 1,
            other => panic!("{path}: {other}"),
        }
    }
    assert!(failed > 0);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 503 "));
    assert!(server.get("/livez").starts_with("HTTP/1.1 200 "));
}

#[test]
fn clients_that_vanish_in_the_middle_of_anything_leave_no_place_taken() {
    let server = Server::start(&[]);
    for n in 0..200 {
        let path = ["/facts.xlsx", "/facts.csv", "/facts?q=china", "/dataset.db", "/facts.parquet"][n % 5];
        let mut stream = TcpStream::connect(&server.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
        if n % 2 == 0 {
            _ = stream.read(&mut [0; 100]);
        }
    }
    let taken = |name: &str| {
        let metrics = server.get("/metrics");
        let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("sinolac_{name} ")));
        line.unwrap().parse::<usize>().unwrap()
    };
    // Whoever asks is one connection and one request.
    for (name, least) in [("connections", 1), ("requests_in_flight", 1), ("downloads", 0), ("files_in_making", 0)] {
        while taken(name) > least {}
    }
}

#[test]
fn with_little_memory_answers_are_the_same() {
    let binary = env!("CARGO_BIN_EXE_sinolac");
    let folder = tempfile::tempdir().unwrap();
    let file = file_of(folder.path());
    // Kilobytes of address space: what the program needs at rest, and little more.
    let limited = format!("ulimit -v 1200000 && exec {binary} --database {}", file.display());
    let server = Server::of(command_of("sh").args(["-c", &limited]));
    let right = Server::start(&["--database", file.to_str().unwrap()]);
    for path in ["/trade", "/facts.csv", "/facts.xlsx", "/facts?q=fund"] {
        let (answer, right) = (server.get(path), right.get(path));
        assert_eq!(answer.split_once("\r\n\r\n").unwrap().1.len(), right.split_once("\r\n\r\n").unwrap().1.len());
    }
}

fn command_of(program: &str) -> Command {
    let mut command = Command::new(program);
    for name in ["SINOLAC_DATA", "SINOLAC_DATABASE", "SINOLAC_LOG", "RUST_LOG"] {
        command.env_remove(name);
    }
    command
}
