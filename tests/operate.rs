//! The built binary as those who run it see it: logs, checks, metrics, another dataset while it serves, damage.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod process;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use process::{Server, command, get, seed};

/// A folder with the fixture, in which the title of the fund is another for each mark.
fn data(folder: &Path, mark: &str) {
    fs::create_dir_all(folder).unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    let funds = folder.join("funds.toml");
    let text = fs::read_to_string(&funds).unwrap();
    fs::write(funds, text.replace("\ntitle = \"", &format!("\ntitle = \"{mark} "))).unwrap();
}

fn has_title(server: &Server, mark: &str) -> bool {
    server.get("/funds/fund-without-a-size").contains(&format!("\"title\":\"{mark} "))
}

#[test]
fn a_request_has_its_id_from_the_client_or_a_new_one_and_its_time() {
    let server = Server::start(&[]);
    for _ in 0..2 {
        let answer = get(&server.address, "/trade?year=2018", "x-request-id: mine-17\r\n");
        assert!(answer.contains("\r\nx-request-id: mine-17\r\n"), "{answer}");
    }
    let answer = get(&server.address, "/trade?year=2017", "x-request-id: not mine\r\n");
    assert!(answer.contains("\r\nx-request-id: ") && !answer.contains("not mine"), "{answer}");
    assert!(answer.contains("\r\nserver-timing: total;dur="), "{answer}");
    assert!(server.get("/trade?year=2017").contains("\r\nserver-timing: remembered\r\n"));
}

#[test]
fn it_tells_that_it_lives_that_it_is_ready_and_what_it_counted() {
    let server = Server::start(&[]);
    assert!(server.get("/livez").contains("{\"status\":\"ok\"}"));
    let ready = server.json("/readyz");
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["dataset_version"], server.json("/version")["dataset_version"]);
    for path in ["/trade/nothing", "/trade?year=2018", "/trade?year=2018", "/trade?yaer=1"] {
        server.get(path);
    }
    let metrics = server.get("/metrics");
    for line in [
        "sinolac_requests_total{route=\"/trade\",status=\"200\",remembered=\"false\"} 1\n",
        "sinolac_requests_total{route=\"/trade\",status=\"200\",remembered=\"true\"} 1\n",
        "sinolac_requests_total{route=\"/trade\",status=\"400\",remembered=\"false\"} 1\n",
        "sinolac_requests_total{route=\"/trade/{id}\",status=\"404\",remembered=\"false\"} 1\n",
        "sinolac_request_seconds_count{route=\"/trade\"} 2\n",
        "sinolac_refused_total{limit=\"requests\"} 0\n",
        // How many depends on how fast those before were closed.
        "sinolac_connections ",
    ] {
        assert!(metrics.contains(line), "{line} in {metrics}");
    }
}

#[test]
fn with_an_address_of_their_own_the_metrics_are_told_only_there() {
    let mut child =
        command().args(["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut server = Server { child, lines, address: String::new() };
    let told = server.logged("telling how it fares");
    let admin = told["message"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let told = server.logged("serving http://");
    told["address"].as_str().unwrap().clone_into(&mut server.address);
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404"));
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    for path in ["/metrics", "/readyz", "/livez", "/health"] {
        assert!(get(&admin, path, "").starts_with("HTTP/1.1 200"), "{path}");
    }
    assert!(get(&admin, "/trade", "").starts_with("HTTP/1.1 404"));
}

#[test]
fn healthcheck_is_0_when_the_service_is_ready_and_1_when_nothing_is_there() {
    let server = Server::start(&[]);
    let ask = |address: &str| command().args(["healthcheck", "--listen", address]).output().unwrap().status.code();
    assert_eq!(ask(&server.address), Some(0));
    let address = server.address.clone();
    drop(server);
    assert_eq!(ask(&address), Some(1));
}

#[test]
fn a_hangup_exchanges_the_dataset_and_a_broken_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second, file) = (folder.path().join("1"), folder.path().join("2"), folder.path().join("facts.db"));
    data(&first, "First");
    data(&second, "Second");
    seed(&first, &file);
    let mut server = Server::start(&["--database", file.to_str().unwrap()]);
    assert!(has_title(&server, "First"));
    let before = server.json("/readyz")["dataset_hash"].clone();
    seed(&second, &file);
    assert!(has_title(&server, "First"), "nothing changes unasked");
    server.signal("HUP");
    server.logged("serving another dataset");
    assert!(has_title(&server, "Second"));
    assert_ne!(server.json("/readyz")["dataset_hash"], before);

    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::remove_file(&file).unwrap();
    fs::write(&file, bytes).unwrap();
    server.signal("HUP");
    let refused = server.logged("is refused");
    assert!(refused["reason"].as_str().unwrap().contains("not what was written"), "{refused}");
    assert!(has_title(&server, "Second"));
    let ready = server.json("/readyz");
    assert_eq!((&ready["status"], &ready["last_reload"]["result"]), (&"ready".into(), &"refused".into()), "{ready}");
    server.signal("HUP");
    server.logged("is refused");
    seed(&first, &file);
    server.signal("HUP");
    server.logged("serving another dataset");
    assert!(has_title(&server, "First"));
    let metrics = server.get("/metrics");
    assert!(
        metrics.contains("sinolac_reloads_total 2\n") && metrics.contains("sinolac_reloads_refused_total 2\n"),
        "{metrics}"
    );
}

#[test]
fn a_folder_that_is_watched_is_served_anew_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    data(folder.path(), "First");
    let mut server = Server::start(&["--data", folder.path().to_str().unwrap(), "--watch", "1"]);
    assert!(has_title(&server, "First"));
    data(folder.path(), "Second");
    server.logged("serving another dataset");
    assert!(has_title(&server, "Second"));
    fs::write(folder.path().join("funds.toml"), "[[funds]]\nid = 1").unwrap();
    server.logged("is refused");
    assert!(has_title(&server, "Second"));
}

#[test]
fn a_file_with_a_flipped_bit_is_not_served_and_one_that_is_damaged_in_its_place_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let (from, file) = (folder.path().join("data"), folder.path().join("facts.db"));
    data(&from, "First");
    seed(&from, &file);
    let right = fs::read(&file).unwrap();
    // In pages of every sort: the header has no bits that the seal does not cover either.
    for place in [90, right.len() / 3, right.len() / 2, right.len() - 90] {
        let mut wrong = right.clone();
        wrong[place] ^= 4;
        fs::write(&file, wrong).unwrap();
        let served = command().args(["serve", "--database", file.to_str().unwrap()]).output().unwrap();
        let said = String::from_utf8_lossy(&served.stderr).into_owned();
        assert!(served.status.code() == Some(1) && said.lines().count() == 1, "{place}: {said}");
    }
    fs::write(&file, &right).unwrap();
    let mut server = Server::start(&["--database", file.to_str().unwrap()]);
    assert!(has_title(&server, "First"));
    let mut open = fs::OpenOptions::new().write(true).open(&file).unwrap();
    open.write_all(&[7; 4096]).unwrap();
    server.signal("HUP");
    server.logged("is refused");
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
}

#[test]
fn what_a_killed_seed_left_is_removed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".sinolac-Ab3dEf.new"), "half").unwrap();
    seed(Path::new("tests/fixtures/data"), &folder.path().join("facts.db"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_option_beats_the_variable_of_the_other_one_and_an_empty_variable_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let (from, file) = (folder.path().join("data"), folder.path().join("facts.db"));
    data(&from, "Of the folder");
    seed(Path::new("tests/fixtures/data"), &file);
    let (folder, file) = (from.to_str().unwrap(), file.to_str().unwrap());
    let exported = |variables: &[(&str, &str)], arguments: &[&str]| {
        let output = tempfile::tempdir().unwrap();
        let mut command = command();
        command.args(["export", "--format", "csv", "--output"]).arg(output.path()).args(arguments);
        let exported = command.envs(variables.iter().copied()).output().unwrap();
        assert!(exported.status.success(), "{variables:?} {arguments:?} {}", String::from_utf8_lossy(&exported.stderr));
        fs::read_to_string(output.path().join("funds.csv")).unwrap()
    };
    let (database, data) = (("SINOLAC_DATABASE", file), ("SINOLAC_DATA", folder));
    assert!(exported(&[database], &["--data", folder]).contains("Of the folder"));
    assert!(!exported(&[data], &["--database", file]).contains("Of the folder"));
    assert!(exported(&[("SINOLAC_DATABASE", ""), data], &[]).contains("Of the folder"));
    let own = exported(&[("SINOLAC_DATABASE", ""), ("SINOLAC_DATA", "")], &[]);
    assert!(!own.contains("fund-without-a-size"), "the data in the program");
}

#[test]
fn what_is_no_file_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), folder.path()] {
        let served = command().args(["serve", "--database", path.to_str().unwrap()]).output().unwrap();
        let said = String::from_utf8_lossy(&served.stderr).into_owned();
        assert!(
            served.status.code() == Some(1) && said.lines().count() == 1 && said.contains("is not a file"),
            "{said}"
        );
    }
}
