//! Bytes that are no request, on a real socket: each is answered with a 400 or its like, or its connection is closed, and the
//! service goes on. `REQUESTS=50000` sends so many.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use sinolac::check;
use sinolac::data::Folder;
use sinolac::http::service;
use sinolac::load::{Limits, Load};
use sinolac::server::Server;
use sinolac::store::{self, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::corpus;
use crate::dice::Dice;
use crate::mutate::changed;

/// Clients that send at the same time.
const CLIENTS: u64 = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_request_is_refused_and_the_service_goes_on() {
    let checked = check::load(&Folder::Directory("tests/fixtures/data".into())).unwrap();
    let store = Store::in_memory(store::bytes(Arc::new(checked)).await.unwrap()).await.unwrap();
    let load = Load::new(Limits::default());
    let server = Server::start(service(store), Arc::clone(&load));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asking = async {
        let number = std::env::var("REQUESTS").ok().map_or(4000, |text| text.parse::<u64>().unwrap());
        let clients: Vec<_> =
            (0..CLIENTS).map(|client| tokio::spawn(send(address, client, number / CLIENTS))).collect();
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        for client in clients {
            for (what, count) in client.await.unwrap() {
                *all.entry(what).or_default() += count;
            }
        }
        eprintln!("malformed requests, by what became of them: {all:?}");
        assert!(all.keys().all(|what| !what.starts_with('5')), "{all:?}");
        assert!(all.contains_key("400") && all.values().sum::<u64>() == number / CLIENTS * CLIENTS, "{all:?}");
        assert_eq!(
            exchange(address, b"GET /trade HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", false).await,
            "200"
        );
    };
    server.listen(listener, asking).await;
    server.finish().await;
    let left = [&load.connections, &load.requests, &load.downloads].map(|gauge| gauge.now());
    assert_eq!(left, [0, 0, 0], "every place is free at the end");
}

async fn send(address: SocketAddr, client: u64, number: u64) -> BTreeMap<String, u64> {
    let texts: Vec<String> =
        corpus("request").iter().map(|line| line.replace("\\r\\n", "\r\n").replace("\\0", "\0")).collect();
    let (mut dice, mut seen) = (Dice(client), BTreeMap::new());
    for _ in 0..number {
        let mut bytes = changed(&mut dice, &texts).into_bytes();
        if dice.once_in(4) {
            bytes = (0..dice.below(300)).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
        }
        bytes.extend_from_slice(b"\r\n\r\n");
        *seen.entry(exchange(address, &bytes, true).await).or_default() += 1;
    }
    seen
}

/// Send bytes, their end where `is_all`, and tell the status of the first answer, or that there was none.
async fn exchange(address: SocketAddr, bytes: &[u8], is_all: bool) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The service may close before it has read all.
    _ = stream.write_all(bytes).await;
    if is_all {
        // Else the service waits for the rest of what may be a request. Who ends his half is taken for one who left.
        _ = stream.shutdown().await;
    }
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer).await;
    let line = String::from_utf8_lossy(&answer);
    line.strip_prefix("HTTP/1.1 ")
        .or(line.strip_prefix("HTTP/1.0 "))
        .map_or("closed".to_owned(), |line| line[..3].to_owned())
}
