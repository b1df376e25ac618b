//! The built binary as a process: its log, its answers, its end.

#![allow(dead_code, reason = "each test that runs the binary needs some of it")]

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use serde_json::Value as Json;

/// A server, its log, line by line as JSON, and its address.
pub struct Server {
    pub child: Child,
    pub lines: Lines<BufReader<ChildStderr>>,
    pub address: String,
}

impl Server {
    pub fn start(arguments: &[&str]) -> Self {
        Self::of(command().args(arguments))
    }

    /// Of a command that serves.
    pub fn of(command: &mut Command) -> Self {
        let mut child = command.env("SINOLAC_LISTEN", "127.0.0.1:0").stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut server = Self { child, lines, address: String::new() };
        let told = server.logged("serving http://");
        told["address"].as_str().unwrap().clone_into(&mut server.address);
        server
    }

    /// The next line of the log that has those words, as soon as it is there.
    pub fn logged(&mut self, words: &str) -> Json {
        let lines = self.lines.by_ref().map_while(Result::ok);
        let line = lines.into_iter().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} is logged"));
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    pub fn get(&self, path: &str) -> String {
        get(&self.address, path, "")
    }

    pub fn json(&self, path: &str) -> Json {
        serde_json::from_str(self.get(path).split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    pub fn signal(&self, name: &str) {
        assert!(
            Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap().success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sinolac"));
    for name in ["SINOLAC_DATA", "SINOLAC_DATABASE", "SINOLAC_LISTEN", "SINOLAC_LOG", "RUST_LOG"] {
        command.env_remove(name);
    }
    command
}

pub fn get(address: &str, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: a\r\n{headers}connection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

pub fn seed(data: &Path, database: &Path) -> Output {
    let seeded = command().arg("seed").arg("--data").arg(data).arg("--database").arg(database).output().unwrap();
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    seeded
}
