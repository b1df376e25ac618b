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
        self.asked_as("localhost", path)
    }

    /// The same of a server that is called so.
    fn asked_as(&self, host: &str, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
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
    assert!(said.contains("trade.toml:15: flow: `export` is not among"), "{said}");
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

/// A data folder whose database is too large to be made in memory.
fn large(folder: &Path) {
    fs::copy("data/dataset.toml", folder.join("dataset.toml")).unwrap();
    fs::copy("data/countries.toml", folder.join("countries.toml")).unwrap();
    fs::copy("data/organizations.toml", folder.join("organizations.toml")).unwrap();
    fs::copy("data/people.toml", folder.join("people.toml")).unwrap();
    fs::copy("data/sources.toml", folder.join("sources.toml")).unwrap();
    let evidence = r#""[{""source"":""xinhua-2008"",""paragraph"":1,""quote"":""forum"",""occurrence"":1}]""#;
    let row = |n| format!("event-{n},Event {n},2018,,,,diplomacy,stated,,{evidence},forum,,stated,bilateral\n");
    let rows: String = (0..5001).map(row).collect();
    let columns = "id,title,date,countries,organizations,people,topic,basis,note,evidence,type,place,date_basis,scope";
    fs::write(folder.join("events.csv"), format!("{columns}\n{rows}")).unwrap();
}

#[cfg(unix)]
#[test]
fn a_server_told_to_stop_stops_well_and_takes_its_temporary_files_along() {
    let data = tempfile::tempdir().unwrap();
    large(data.path());
    for data in ["data", data.path().to_str().unwrap()] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_sinolac"))
            .args(["--listen", "127.0.0.1:0", "--data", data])
            .env("TMPDIR", folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut lines = lines.skip_while(|line| !line.contains("serving http://"));
        assert!(lines.next().is_some());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{data}: nothing is left whatever ends it");
        assert!(Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{data}");
    }
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
        assert!(last.contains(" rows, version 2026.11.2, written in ") && last.lines().count() == 1, "{last}");
        for list in ["trade", "facts", "countries", "relations", "changes"] {
            // A spreadsheet says by which address the service was reached; an export knows of none.
            let answer = server.asked_as("", &format!("/{list}.{format}"));
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

/// `sinolac history` on a folder.
fn history(folder: &Path, arguments: &[&str]) -> Output {
    sinolac(&[&["history", "--data", folder.to_str().unwrap()], arguments].concat())
}

/// Give the dataset its next version.
fn release(folder: &Path, from: &str, to: &str) {
    replace(folder, "dataset.toml", &format!("version = \"{from}\""), &format!("version = \"{to}\""));
}

#[test]
fn history_writes_down_what_a_version_adds_changes_and_withdraws() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fixture(folder);
    let first = history(folder, &["--write"]);
    assert!(text(&first.stdout).contains("history.toml: version 2026.11.1 changes 6 facts"), "{}", text(&first.stderr));
    let told = fs::read_to_string(folder.join("history.toml")).unwrap();
    assert_eq!(told.matches("change = \"added\"").count(), 6, "{told}");
    assert!(history(folder, &[]).status.success(), "what was just written is current");

    release(folder, "2026.11.1", "2026.12.1");
    replace(folder, "trade.toml", "148_790_000_000", "148_800_000_000");
    replace(folder, "trade.toml", "$148.79 billion", "$148.80 billion");
    fs::write(folder.join("funds.toml"), "").unwrap();
    let reason = "fund-without-a-size=It was read twice.";
    let second = history(folder, &["--write", "--reason", reason]);
    assert!(text(&second.stdout).contains("version 2026.12.1 changes 2 facts"), "{}", text(&second.stderr));
    let told = fs::read_to_string(folder.join("history.toml")).unwrap();
    let (before, now) = told.split_once("version = \"2026.12.1\"").unwrap();
    assert_eq!(before.matches("change = \"added\"").count(), 6, "earlier versions stay as they were");
    assert!(now.contains("fact = \"trade-2018-exports\", kind = \"trade\", change = \"changed\""), "{now}");
    let withdrawn =
        "fact = \"fund-without-a-size\", kind = \"fund\", change = \"withdrawn\", reason = \"It was read twice.\"";
    assert!(now.contains(withdrawn), "{now}");
    assert!(history(folder, &["--write"]).status.success(), "the reason is remembered");
    assert!(sinolac(&["check", folder.to_str().unwrap()]).status.success());
    let answer = Server::start(&["--data", folder.to_str().unwrap()]).get("/funds/fund-without-a-size");
    assert!(answer.starts_with("HTTP/1.1 410 Gone") && answer.contains("It was read twice."), "{answer}");
}

#[test]
fn a_kept_version_tells_new_columns_from_changed_statements_and_what_moved() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fixture(folder);
    assert!(history(folder, &["--write"]).status.success());
    let kept = history(folder, &["--keep"]);
    assert!(text(&kept.stdout).contains("versions/2026.11.1.ndjson.zst"), "{}", text(&kept.stderr));
    release(folder, "2026.11.1", "2026.12.1");
    replace(folder, "trade.toml", "148_790_000_000", "148_800_000_000");
    replace(folder, "trade.toml", "$148.79 billion", "$148.80 billion");
    replace(folder, "statements.toml", "\nbasis = \"stated\"", "\nbasis = \"stated\"\nrole = \"A role that is new\"");
    let fund = fs::read_to_string(folder.join("funds.toml")).unwrap();
    let moved = fund.replace("[[funds]]", "[[initiatives]]").replace("instrument = \"fund\"", "type = \"plan\"");
    let moved: Vec<&str> = moved.lines().filter(|line| !line.starts_with("status")).collect();
    fs::write(folder.join("initiatives.toml"), moved.join("\n")).unwrap();
    fs::write(folder.join("funds.toml"), "").unwrap();
    let written = history(folder, &["--write"]);
    assert!(text(&written.stdout).contains("version 2026.12.1 changes 3 facts"), "{}", text(&written.stderr));
    let told = fs::read_to_string(folder.join("history.toml")).unwrap();
    for line in [
        "fact = \"trade-2018-exports\", kind = \"trade\", change = \"changed\", columns = [\"evidence\", \"value\"]",
        "fact = \"statement-2020-barcena\", kind = \"statement\", change = \"extended\", columns = [\"role\"]",
        "fact = \"fund-without-a-size\", kind = \"initiative\", change = \"moved\", from = \"fund\", \
         columns = [\"instrument\", \"status\", \"type\"]",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn a_history_that_does_not_tell_of_a_change_is_stale_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fixture(folder);
    assert!(!history(folder, &[]).status.success(), "there is none yet");
    assert!(history(folder, &["--write"]).status.success());
    let told = fs::read(folder.join("history.toml")).unwrap();
    replace(folder, "trade.toml", "148_790_000_000", "148_800_000_000");
    let stale = history(folder, &[]);
    assert_eq!(stale.status.code(), Some(1));
    let said = text(&stale.stderr);
    assert!(said.contains("does not tell what version 2026.11.1 changes; --write makes it"), "{said}");
    assert_eq!(fs::read(folder.join("history.toml")).unwrap(), told);
}

#[test]
fn a_fact_gone_without_a_reason_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fixture(folder);
    assert!(history(folder, &["--write"]).status.success());
    release(folder, "2026.11.1", "2026.12.1");
    fs::write(folder.join("funds.toml"), "").unwrap();
    let told = fs::read(folder.join("history.toml")).unwrap();
    for arguments in [&["--write"] as &[&str], &[], &["--write", "--reason", "another-fact=gone"]] {
        let refused = history(folder, arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        let said = text(&refused.stderr);
        assert!(said.contains("`fund-without-a-size` is gone without a reason; give one with --reason"), "{said}");
        assert_eq!(fs::read(folder.join("history.toml")).unwrap(), told, "{arguments:?}");
    }
    let checked = sinolac(&["check", folder.to_str().unwrap()]);
    assert!(text(&checked.stderr).contains("`fund-without-a-size` was in an earlier version and is gone"));
    for reason in ["fund-without-a-size", "=why", "fund-without-a-size= "] {
        assert!(!history(folder, &["--write", "--reason", reason]).status.success(), "{reason}");
    }
}

#[test]
fn the_id_of_a_withdrawn_fact_is_never_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fixture(folder);
    assert!(history(folder, &["--write"]).status.success());
    release(folder, "2026.11.1", "2026.12.1");
    fs::rename(folder.join("funds.toml"), folder.join("funds.old")).unwrap();
    assert!(history(folder, &["--write", "--reason", "fund-without-a-size=Read twice."]).status.success());
    release(folder, "2026.12.1", "2026.12.2");
    assert!(history(folder, &["--write"]).status.success());
    fs::rename(folder.join("funds.old"), folder.join("funds.toml")).unwrap();
    let told = fs::read(folder.join("history.toml")).unwrap();
    let refused = history(folder, &["--write"]);
    let said = text(&refused.stderr);
    assert!(said.contains("`fund-without-a-size` was withdrawn; an id is never used again"), "{said}");
    assert!(!refused.status.success());
    assert_eq!(fs::read(folder.join("history.toml")).unwrap(), told);
}

#[test]
fn the_committed_history_tells_what_this_version_changes() {
    let told = history(Path::new("data"), &[]);
    assert!(told.status.success(), "{}", text(&told.stderr));
}

#[test]
fn each_figure_of_a_draft_is_told_with_its_place_and_verdict_and_the_exit_code_says_whether_all_hold() {
    let output = sinolac(&["check-claim", "tests/fixtures/draft.txt"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}{}", text(&output.stderr));
    for line in [
        ":3:47: supported: $307.4 billion",
        ":3:231: incomparable: $286.83 billion",
        ":5:77: imprecise: $500 billion",
        ":11:271: contradicted: 35",
        ":13:53: imprecise: 300.000 millones de dólares",
    ] {
        assert!(told.contains(line), "no `{line}` in:\n{told}");
    }
    assert!(
        told.lines()
            .last()
            .unwrap()
            .starts_with("32 figures: 19 supported, 3 imprecise, 3 contradicted, 3 incomparable, 4 no evidence"),
        "{told}"
    );

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("right.txt");
    fs::write(&file, "Trade between China and Latin America was about $307 billion in 2018.\n").unwrap();
    assert_eq!(sinolac(&["check-claim", file.to_str().unwrap()]).status.code(), Some(0));
    let missing = sinolac(&["check-claim", "nowhere.txt"]);
    assert!(missing.status.code() == Some(1) && text(&missing.stderr).contains("nowhere.txt cannot be read"));
}
