//! The built binary, as a user runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::too_many_lines, reason = "a test may fail")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn sinolac(arguments: &[&str]) -> Output {
    with(&[], arguments)
}

/// The same with environment variables.
fn with(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sinolac"));
    command.args(arguments).env_remove("SINOLAC_DATA").env_remove("SINOLAC_DATABASE");
    command.envs(variables.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server on a free port, and the port.
struct Server(Child, u16);

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sinolac"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line =
            lines.by_ref().map_while(Result::ok).find(|line| line.contains("serving http://")).expect("it serves");
        let port = line.split("127.0.0.1:").nth(1).unwrap().split(|c: char| !c.is_ascii_digit()).next().unwrap();
        let port = port.parse().unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, port)
    }

    fn get(&self, path: &str) -> String {
        text(&self.bytes(path))
    }

    /// A whole answer, its head included.
    fn bytes(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// A folder with the fixture.
fn fixture(folder: &Path) {
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
}

/// Change a file of a folder.
fn replace(folder: &Path, name: &str, old: &str, new: &str) {
    let file = folder.join(name);
    let before = fs::read_to_string(&file).unwrap();
    assert!(before.contains(old), "{name} has no {old}");
    fs::write(&file, before.replace(old, new)).unwrap();
}

/// A folder with the fixture and one mistake.
fn broken(folder: &Path) {
    fixture(folder);
    replace(folder, "trade.toml", "\"exports\"", "\"export\"");
}

#[test]
fn without_a_command_it_serves_the_embedded_data() {
    let answer = Server::start(&[]).get("/trade?year=2018");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("148790000000"), "{answer}");
}

#[test]
fn a_seeded_file_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("facts.db");
    let seeded = sinolac(&["seed", "--data", "tests/fixtures/data", "--database", file.to_str().unwrap()]);
    assert!(seeded.status.success(), "{}", text(&seeded.stderr));
    assert!(text(&seeded.stdout).contains("6 facts, version 2026.11.1"), "{}", text(&seeded.stdout));
    let answer = Server::start(&["serve", "--database", file.to_str().unwrap()]).get("/facts?limit=1");
    assert!(answer.contains("\"total\":6"), "{answer}");
}

#[test]
fn a_data_folder_is_served() {
    let answer = Server::start(&["--data", "tests/fixtures/data"]).get("/funds");
    assert!(answer.contains("fund-without-a-size"), "{answer}");
}

#[test]
fn a_failed_seed_says_why_and_leaves_the_old_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    broken(&data);
    let file = folder.path().join("facts.db");
    fs::write(&file, "what was there before").unwrap();
    let seeded = sinolac(&["seed", "--data", data.to_str().unwrap(), "--database", file.to_str().unwrap()]);
    assert_eq!(seeded.status.code(), Some(1));
    let said = text(&seeded.stderr);
    assert!(said.contains("trade.toml:13: flow: `export` is not among"), "{said}");
    assert!(said.ends_with("1 finding\nnothing was written\n"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "what was there before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left behind");
}

#[test]
fn seeding_again_replaces_the_file_and_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.db", "b.db"].map(|name| folder.path().join(name));
    for file in [&files[0], &files[0], &files[1]] {
        assert!(sinolac(&["seed", "--database", file.to_str().unwrap()]).status.success());
    }
    assert_eq!(fs::read(&files[0]).unwrap(), fs::read(&files[1]).unwrap());
}

#[test]
fn check_counts_the_records_or_tells_the_findings() {
    let right = sinolac(&["check"]);
    assert!(right.status.success());
    assert!(text(&right.stdout).contains("facts in all, nothing wrong"), "{}", text(&right.stdout));
    let folder = tempfile::tempdir().unwrap();
    broken(folder.path());
    let wrong = sinolac(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("did you mean `exports`?"), "{}", text(&wrong.stderr));
}

#[test]
fn a_file_that_cannot_be_served_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert!(sinolac(&["seed", "--database", &path("whole.db")]).status.success());
    let whole = fs::read(path("whole.db")).unwrap();
    fs::write(path("damaged.db"), &whole[..whole.len() / 2]).unwrap();
    fs::write(path("text.db"), "not a database").unwrap();
    let mut foreign = whole.clone();
    foreign[68..72].fill(0); // application_id
    fs::write(path("foreign.db"), foreign).unwrap();
    let mut scrambled = whole.clone();
    scrambled[100..4096].fill(7);
    fs::write(path("scrambled.db"), scrambled).unwrap();
    for (file, expected) in [
        ("missing.db", "cannot be opened"),
        ("damaged.db", "is damaged"),
        ("text.db", "is not a SQLite database"),
        ("foreign.db", "is not a sinolac database"),
        ("scrambled.db", "cannot be read as a database"),
    ] {
        let served = sinolac(&["serve", "--database", &path(file)]);
        assert_eq!(served.status.code(), Some(1), "{file}");
        let said = text(&served.stderr);
        assert!(said.lines().count() == 1 && said.contains(expected) && said.contains(file), "{file}: {said}");
    }
}

#[test]
fn a_taken_port_is_one_clear_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let served = sinolac(&["serve", "--listen", &address]);
    assert_eq!(served.status.code(), Some(1));
    assert!(text(&served.stderr).contains(&format!("cannot listen on {address}")), "{}", text(&served.stderr));
}

#[test]
fn openapi_prints_the_committed_contract() {
    let printed = sinolac(&["openapi"]);
    assert!(text(&printed.stdout) == fs::read_to_string("openapi.yaml").unwrap());
}

#[cfg(unix)]
#[test]
fn a_server_told_to_stop_stops_well_and_takes_its_temporary_files_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sinolac"))
        .args(["--listen", "127.0.0.1:0"])
        .env("TMPDIR", folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let mut lines = lines.skip_while(|line| !line.contains("serving http://"));
    assert!(lines.next().is_some());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Names of the files in a folder, hidden ones included.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_export_writes_what_the_service_answers_a_file_for_each_list() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("new/out");
    let server = Server::start(&[]);
    for format in ["csv", "ndjson", "geojson", "parquet", "xlsx"] {
        let exported = sinolac(&["export", "--format", format, "--output", output.to_str().unwrap()]);
        assert!(exported.status.success(), "{}", text(&exported.stderr));
        let last = text(&exported.stdout);
        assert!(last.starts_with(&format!("{}: 19 {format} files, ", output.display())), "{last}");
        assert!(last.contains(" rows, version 2026.11.1, written in ") && last.lines().count() == 1, "{last}");
        for list in ["trade", "facts", "countries", "relations", "changes"] {
            let answer = server.bytes(&format!("/{list}.{format}"));
            let body = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
            let file = fs::read(output.join(format!("{list}.{format}"))).unwrap();
            assert!(answer[body..] == file, "{list}.{format} is another than the service's");
        }
    }
    assert_eq!(names(&output).len(), 5 * 19, "{:?}", names(&output));
}

#[test]
fn an_export_takes_a_data_folder_or_a_seeded_file_and_its_options_from_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (data, file) = ("tests/fixtures/data", path("facts.db"));
    // `seed` takes both variables that `export` and `serve` take one of.
    assert!(with(&[("SINOLAC_DATA", data), ("SINOLAC_DATABASE", &file)], &["seed"]).status.success());
    assert!(sinolac(&["export", "--format", "csv", "--output", &path("a"), "--data", data]).status.success());
    let variables = [("SINOLAC_FORMAT", "csv"), ("SINOLAC_OUTPUT", &path("b")), ("SINOLAC_DATABASE", &file)];
    assert!(with(&variables, &["export"]).status.success());
    for name in names(&folder.path().join("a")) {
        let bytes = |folder: &str| fs::read(format!("{}/{name}", path(folder))).unwrap();
        assert!(bytes("a") == bytes("b"), "{name}");
    }
    let exported = fs::read_to_string(folder.path().join("a/funds.csv")).unwrap();
    assert!(exported.contains("fund-without-a-size"), "{exported}");
    let both = sinolac(&["export", "--format", "csv", "--output", &path("c"), "--data", data, "--database", &file]);
    assert!(!both.status.success() && text(&both.stderr).contains("one of them would be right"));
}

#[test]
fn a_second_export_replaces_the_files_of_the_first_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().to_str().unwrap();
    fs::write(folder.path().join("trade.csv"), "what an earlier export left").unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let export = || sinolac(&["export", "--format", "csv", "--output", output, "--data", "tests/fixtures/data"]);
    assert!(export().status.success());
    let first = fs::read(folder.path().join("trade.csv")).unwrap();
    assert!(first.starts_with(b"id,kind,title,"), "{}", text(&first));
    assert!(export().status.success());
    assert_eq!(fs::read(folder.path().join("trade.csv")).unwrap(), first);
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");
    assert_eq!(names(folder.path()).len(), 20, "nothing temporary is left: {:?}", names(folder.path()));
}

#[test]
fn an_export_that_cannot_be_is_one_clear_line_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(folder.path().join("file"), "").unwrap();
    for (format, output, expected) in [
        ("cvs", path("out"), "no format of files is called `cvs`; there are csv, ndjson, geojson, parquet, xlsx"),
        ("json", path("out"), "no format of files is called `json`"),
        ("csv", path("file"), "file is a file; a folder would be right"),
        ("csv", path("file/below"), "file/below cannot be made: Not a directory"),
    ] {
        let exported = sinolac(&["export", "--format", format, "--output", &output]);
        let said = text(&exported.stderr);
        assert_eq!(exported.status.code(), Some(1), "{said}");
        assert!(said.lines().count() == 1 && said.contains(expected), "{said}");
        assert_eq!(names(folder.path()), ["file"]);
    }
    fs::create_dir_all(folder.path().join("out/trade.csv")).unwrap();
    let exported = sinolac(&["export", "--format", "csv", "--output", &path("out")]);
    assert!(text(&exported.stderr).contains("out/trade.csv cannot be written"), "{}", text(&exported.stderr));
    assert!(names(&folder.path().join("out")).iter().all(|name| !name.starts_with('.')), "nothing half written stays");
    broken(folder.path());
    let exported = sinolac(&["export", "--format", "csv", "--output", &path("new"), "--data", &path("")]);
    assert!(!exported.status.success() && text(&exported.stderr).contains("did you mean `exports`?"));
    assert!(!folder.path().join("new").exists());
}
