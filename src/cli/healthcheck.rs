//! `sinolac healthcheck`: whether a service is ready, for images that have no other program to ask with.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::address;

/// How long the answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whom to ask.
#[derive(Debug, Args)]
pub struct Options {
    /// Where the service listens; of all addresses of this computer the local one is asked
    #[arg(long, value_name = "ADDR", env = "SINOLAC_LISTEN", default_value = "127.0.0.1:8080", value_parser = address::listen)]
    listen: SocketAddr,
}

/// Ask, and say what is wrong.
pub fn run(options: &Options) -> ExitCode {
    match ask(local(options.listen)) {
        Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => ExitCode::SUCCESS,
        Ok(answer) => {
            eprintln!("not ready: {}", answer.rsplit("\r\n").next().unwrap_or_default());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("http://{}/readyz does not answer: {error}", options.listen);
            ExitCode::FAILURE
        }
    }
}

fn local(listen: SocketAddr) -> SocketAddr {
    let address: IpAddr = match listen.ip() {
        IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address => address,
    };
    SocketAddr::new(address, listen.port())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
