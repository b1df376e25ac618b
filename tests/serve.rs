//! The built binary as a server: where it listens and what it logs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

/// A server and the lines of its log, which end when it has stopped.
struct Server {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
    port: u16,
}

impl Server {
    fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = command(arguments, variables).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line =
            lines.by_ref().map_while(Result::ok).find(|line| line.contains("serving http://")).expect("it serves");
        let port = line.rsplit(':').next().unwrap().split(|c: char| !c.is_ascii_digit()).next().unwrap();
        let port = port.parse().unwrap_or_else(|_| panic!("a port ends: {line}"));
        Self { child, lines, port }
    }

    /// The status and the length of the body of an answer.
    fn ask(&self, method: &str, path: &str) -> (u16, usize) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "{method} {path} HTTP/1.0\r\nhost: localhost\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.len())
    }

    /// What it logged after it began to serve.
    fn stop(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.lines.by_ref().map_while(Result::ok).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn command(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sinolac"));
    for name in ["SINOLAC_LISTEN", "SINOLAC_LOG", "SINOLAC_DATA", "SINOLAC_DATABASE", "RUST_LOG"] {
        command.env_remove(name);
    }
    command.args(arguments).env("SINOLAC_LOG_FORMAT", "text").envs(variables.iter().copied()).stderr(Stdio::piped());
    command
}

/// What is said of a command line that is refused.
fn refused(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = command(arguments, variables).stdout(Stdio::piped()).output().unwrap();
    assert!(!output.status.success(), "{arguments:?} is refused");
    String::from_utf8(output.stderr).unwrap()
}

/// The lines of the requests in a log, without times.
fn requests(log: &[String]) -> Vec<String> {
    let lines = log.iter().filter_map(|line| line.split_once(" requests: ").map(|(_, told)| told));
    let without_time = |told: &str| {
        let words = told.split(' ').filter(|word| {
            !word.starts_with("request_id=")
                && match word.strip_prefix("microseconds=") {
                    Some(time) => time.parse::<u64>().is_err(),
                    None => true,
                }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    lines.map(without_time).collect()
}

#[test]
fn it_listens_on_a_port_alone_on_this_computer() {
    let address = |listen| {
        let server = Server::start(&["--listen", listen], &[]);
        assert_eq!(server.ask("GET", "/trade?limit=1").0, 200);
    };
    for listen in ["0", ":0", "localhost:0"] {
        address(listen);
    }
    let server = Server::start(&[], &[("SINOLAC_LISTEN", "0")]);
    assert_eq!(server.ask("GET", "/trade?limit=1").0, 200);
}

#[test]
fn what_is_no_address_is_refused_with_what_would_be_one() {
    let told = refused(&["serve", "--listen", "http://localhost:8201"], &[]);
    assert!(told.contains("expected `localhost:8201`"), "{told}");
    let told = refused(&[], &[("SINOLAC_LISTEN", "8080x")]);
    assert!(told.contains("expected a port (`8080`) or an address and a port"), "{told}");
}

#[test]
fn each_request_is_logged_on_demand_also_one_that_is_remembered() {
    let trade = "/trade.csv?year=2018";
    for (arguments, variables) in [
        (&["--listen", "0", "--log", "requests"][..], &[][..]),
        (&["serve", "--log=requests", "--listen", "0"], &[]),
        (&["--listen", "0"], &[("SINOLAC_LOG", "requests"), ("RUST_LOG", "off")]),
        (&["--listen", "0"], &[("RUST_LOG", "requests")]),
    ] {
        let server = Server::start(arguments, variables);
        let asked =
            [("GET", trade), ("GET", trade), ("HEAD", trade), ("GET", "/trade?yaer=2018"), ("DELETE", "/trade")];
        let expected: Vec<String> = asked
            .iter()
            .enumerate()
            .map(|(position, (method, path))| {
                let (status, bytes) = server.ask(method, path);
                format!("{method} {path} status={status} bytes={bytes} remembered={}", position == 1)
            })
            .collect();
        assert_eq!(requests(&server.stop()), expected, "{arguments:?} {variables:?}");
        assert!(expected[0].contains("status=200") && !expected[0].contains("bytes=0"), "{}", expected[0]);
    }
}

#[test]
fn a_query_can_be_followed_from_the_request_to_its_rows() {
    let server = Server::start(&["--listen", "0", "--log", "requests,sinolac=debug"], &[]);
    server.ask("GET", "/trade?year=2018&flow=exports&measure=value");
    let log = server.stop();
    let found = log.iter().position(|line| line.contains("sinolac::store::read: found") && line.contains("total=1"));
    let asked = log.iter().rposition(|line| line.contains("asked sql=\"select") && line.contains("binds=["));
    let answered = log.iter().position(|line| line.contains("requests: GET /trade?year=2018"));
    assert!(found.is_some() && found < asked && asked < answered, "{log:#?}");
}

#[test]
fn no_request_is_logged_unless_asked_for() {
    for variables in [&[][..], &[("RUST_LOG", "sqlx=warn")]] {
        let server = Server::start(&["--listen", "0"], variables);
        server.ask("GET", "/trade");
        assert_eq!(server.stop(), Vec::<String>::new());
    }
}

#[test]
fn a_log_that_is_none_is_refused_with_what_would_be_one() {
    let told = refused(&["--log", "reqests"], &[]);
    assert!(told.contains("`reqests` is not a log") && told.contains("did you mean `requests`?"), "{told}");
    let told = refused(&["openapi"], &[("SINOLAC_LOG", "sqlx=loud")]);
    assert!(told.contains("`--log sqlx=loud` or `SINOLAC_LOG=sqlx=loud`"), "{told}");
}
