//! How the process ends and what it bears, as the system sees it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A process that is ended with the test.
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Self {
        Self(command.env("SINOLAC_LOG_FORMAT", "text").stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
    }

    fn sinolac(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sinolac"));
        Self::start(command.args(["--listen", "127.0.0.1:0"]).args(arguments).env_remove("SINOLAC_DATA"))
    }

    /// The address at which it serves, once it does.
    fn address(&mut self) -> String {
        let mut lines = BufReader::new(self.0.stderr.take().unwrap()).lines().map_while(Result::ok);
        let line = lines.find(|line| line.contains("serving http://")).expect("it serves");
        std::thread::spawn(move || lines.for_each(drop));
        line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
    }

    fn signal(&self, name: &str) {
        let killed = Command::new("kill").args([&format!("-{name}"), &self.0.id().to_string()]).status();
        assert!(killed.unwrap().success());
    }

    /// Its exit code; `None` when a signal ended it.
    fn end(&mut self) -> Option<i32> {
        self.0.wait().unwrap().code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn connect(address: &str, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    stream
}

fn get(address: &str, path: &str) -> String {
    let mut stream = connect(address, &format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
    let mut answer = String::new();
    // One connection too many is closed without a word.
    _ = stream.read_to_string(&mut answer);
    answer
}

#[test]
fn half_a_request_does_not_keep_a_stopped_process_alive() {
    for signal in ["TERM", "INT"] {
        let mut process = Process::sinolac(&["--drain-timeout", "0.5"]);
        let address = process.address();
        let half = connect(&address, "GET /health HTTP/1.1\r\nho");
        process.signal(signal);
        assert_eq!(process.end(), Some(0), "{signal}");
        drop(half);
    }
}

#[test]
fn a_second_signal_ends_the_process_at_once() {
    let mut process = Process::sinolac(&["--drain-timeout", "3600", "--header-timeout", "3600"]);
    let address = process.address();
    let _half = connect(&address, "GET /health HTTP/1.1\r\nho");
    // The second comes after the first was heard: nobody is taken any more.
    process.signal("TERM");
    while TcpStream::connect(&address).is_ok() {}
    process.signal("TERM");
    assert_eq!(process.end(), Some(1));
}

#[test]
fn a_signal_is_heard_while_the_data_are_still_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("data/dataset.toml", folder.path().join("dataset.toml")).unwrap();
    // Whoever reads it waits for ever, and whoever writes it until somebody reads.
    let pipe = folder.path().join("countries.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut process = Process::sinolac(&["--data", folder.path().to_str().unwrap()]);
    let _writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    process.signal("TERM");
    // A process that does not listen is ended by the signal and has no code; as process 1 it would go on.
    assert_eq!(process.end(), Some(0));
}

#[test]
fn with_few_descriptors_the_service_takes_fewer_connections_and_outlives_those_who_take_all() {
    let binary = env!("CARGO_BIN_EXE_sinolac");
    let limited = format!("ulimit -n 48 && exec {binary} --listen 127.0.0.1:0");
    let mut process = Process::start(Command::new("sh").args(["-c", &limited]));
    let address = process.address();
    let many: Vec<TcpStream> = (0..200).map(|_| connect(&address, "GET /health HTTP/1.1\r\nho")).collect();
    drop(many);
    // As soon as it has seen that they are gone.
    while !get(&address, "/trade?year=2018").starts_with("HTTP/1.1 200 OK") {}
}
