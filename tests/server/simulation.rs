//! Everything at once, drawn by one seed: a fake store of two datasets that fails, is slow, is exchanged or refused; clients
//! that ask, pipeline, dribble, read slowly, vanish; the end in the middle of it. The clock is the test's own. Whatever
//! happens, every answer is byte for byte that of one of the two datasets, or a refusal that says what it is.
//!
//! `SEED=17 cargo test --test server -- simulation` repeats one; `SEEDS=100000` tries so many.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use futures_util::future::Either;
use futures_util::stream;
use sinolac::http::Answering;
use sinolac::load::{Dataset, Limits, Load};
use sinolac::server::{Current, Handler, Hangup, Later, Loaded, Refused, Server, Source, reload};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{sleep, timeout};

use crate::dice::Dice;

/// The body of a path on a dataset: some lines that all name both, so that a mixture is noted.
fn body(version: u64, path: &str) -> String {
    let lines = path.bytes().map(usize::from).sum::<usize>() * 7 % 900;
    (0..=lines).fold(String::new(), |text, line| text + &format!("{version} {path} {line}\n"))
}

/// A dataset that answers from memory, late, in pieces, or not at all.
struct Fake {
    version: u64,
    seed: u64,
}

impl Handler for Fake {
    fn answer(&self, request: Request) -> Answering {
        let (version, path) = (self.version, request.uri().path().to_owned());
        let mut dice = Dice(self.seed ^ path.bytes().fold(0, |sum, byte| sum * 131 + u64::from(byte)));
        let text = body(version, &path);
        let tagged = move |body: Body| ([(header::ETAG, format!("\"{version}\""))], body).into_response();
        if dice.once_in(3) {
            return Either::Left(std::future::ready(Ok(tagged(text.into()))));
        }
        Either::Right(Box::pin(async move {
            let slow = if dice.once_in(20) { 60_000 } else { 400 };
            sleep(dice.milliseconds(slow)).await;
            if dice.once_in(12) {
                return Ok((StatusCode::INTERNAL_SERVER_ERROR, "a read failed").into_response());
            }
            if dice.once_in(2) {
                return Ok(tagged(text.into()));
            }
            // In pieces with pauses; some break off half way.
            let breaks = dice.once_in(6).then(|| dice.below(4));
            let pieces: Vec<Bytes> = text.as_bytes().chunks(1500).map(Bytes::copy_from_slice).collect();
            let pieces = stream::unfold((0, pieces, dice), move |(place, pieces, mut dice)| async move {
                sleep(dice.milliseconds(50)).await;
                if breaks == Some(place as u64) {
                    return Some((Err(std::io::Error::other("a read failed")), (usize::MAX - 1, pieces, dice)));
                }
                let piece = pieces.get(place)?.clone();
                Some((Ok(piece), (place + 1, pieces, dice)))
            });
            Ok(tagged(Body::from_stream(pieces)))
        }))
    }
}

/// Gives the other dataset each time, and now and then a broken one.
struct Files {
    seed: u64,
    newest: Arc<AtomicU64>,
    dice: std::sync::Mutex<Dice>,
}

impl Source for Files {
    type Handler = Fake;

    fn load(&self) -> Later<'_, Result<Loaded<Fake>, Refused>> {
        Box::pin(async {
            let (pause, is_broken) = {
                let mut dice = self.dice.lock().unwrap();
                (dice.milliseconds(500), dice.once_in(3))
            };
            sleep(pause).await;
            if is_broken {
                return Err(Refused { reason: "a bit is flipped".to_owned(), is_ours: false });
            }
            let version = self.newest.load(Ordering::SeqCst) % 2;
            let dataset = Dataset { version: version.to_string(), hash: version.to_string() };
            Ok(Loaded { handler: Fake { version, seed: self.seed }, dataset })
        })
    }

    fn stamp(&self) -> Later<'_, Option<String>> {
        Box::pin(async { Some(self.newest.load(Ordering::SeqCst).to_string()) })
    }
}

/// What is counted of one run, so that a run in which nothing happens is noted.
#[derive(Default)]
struct Seen {
    whole: AtomicUsize,
    refused: AtomicUsize,
    broken: AtomicUsize,
    versions: [AtomicUsize; 2],
}

/// A client that asks some times and behaves as it likes; what it gets is judged.
async fn client(mut stream: DuplexStream, mut dice: Dice, seed: u64, noted: Arc<Seen>) {
    for _ in 0..=dice.below(6) {
        let path = format!("/{}", dice.below(40));
        let request = format!("GET {path} HTTP/1.1\r\nhost: sim\r\n\r\n");
        let sent = if dice.once_in(15) { &request[..usize::try_from(dice.below(20)).unwrap()] } else { &request };
        for part in sent.as_bytes().chunks(if dice.once_in(10) { 3 } else { 500 }) {
            if stream.write_all(part).await.is_err() {
                return;
            }
            if part.len() == 3 {
                sleep(dice.milliseconds(2000)).await;
            }
        }
        if dice.once_in(15) {
            return;
        }
        let pause = if dice.once_in(8) { 40_000 } else { 20 };
        let Some(answer) = answer(&mut stream, &mut dice, pause).await else {
            noted.broken.fetch_add(1, Ordering::Relaxed);
            return;
        };
        judge(&answer, &path, seed, &noted);
        if answer.is_last {
            return;
        }
        let longest = if dice.once_in(10) { 100_000 } else { 300 };
        sleep(dice.milliseconds(longest)).await;
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
    is_last: bool,
}

/// The next answer as a whole; `None` where it breaks off, which every client notices.
async fn answer(stream: &mut DuplexStream, dice: &mut Dice, pause: u64) -> Option<Answer> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        read(stream, &mut bytes, dice, pause).await?;
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap().to_lowercase();
    let status = head[9..12].parse().unwrap();
    let is_last = head.contains("\r\nconnection: close\r\n");
    let mut rest = bytes.split_off(head_end);
    if let Some(length) = head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
        let length: usize = length.parse().unwrap();
        while rest.len() < length {
            read(stream, &mut rest, dice, pause).await?;
        }
        return Some(Answer { status, head, body: rest, is_last });
    }
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|window| window == b"\r\n") else {
            read(stream, &mut rest, dice, pause).await?;
            continue;
        };
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        while rest.len() < end + 2 + length + 2 {
            read(stream, &mut rest, dice, pause).await?;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest.drain(..end + 2 + length + 2);
        if length == 0 {
            return Some(Answer { status, head, body, is_last });
        }
    }
}

async fn read(stream: &mut DuplexStream, bytes: &mut Vec<u8>, dice: &mut Dice, pause: u64) -> Option<()> {
    sleep(dice.milliseconds(pause.max(1))).await;
    let mut piece = vec![0; 2048];
    let read =
        timeout(Duration::from_hours(1), stream.read(&mut piece)).await.expect("an answer or an end within the hour");
    let read = read.ok().filter(|read| *read > 0)?;
    bytes.extend_from_slice(&piece[..read]);
    Some(())
}

fn judge(answer: &Answer, path: &str, seed: u64, noted: &Seen) {
    let Answer { status, head, body: found, .. } = answer;
    match status {
        200 => {
            let version = u64::from(head.contains("etag: \"1\""));
            assert!(*found == body(version, path).as_bytes(), "seed {seed}: {path} is not what dataset {version} says");
            noted.whole.fetch_add(1, Ordering::Relaxed);
            noted.versions[usize::try_from(version).unwrap()].fetch_add(1, Ordering::Relaxed);
        }
        503 => {
            assert!(head.contains("retry-after: ") && head.contains("problem+json"), "seed {seed}: {head}");
            noted.refused.fetch_add(1, Ordering::Relaxed);
        }
        500 => assert!(found == b"a read failed", "seed {seed}"),
        other => panic!("seed {seed}: {path} is answered with {other}"),
    }
}

/// One run.
async fn run(seed: u64) -> Arc<Seen> {
    let mut dice = Dice(seed);
    let (noted, newest) = (Arc::new(Seen::default()), Arc::new(AtomicU64::new(0)));
    let limits = Limits {
        max_connections: 3 + usize::try_from(dice.below(20)).unwrap(),
        max_requests: 2 + usize::try_from(dice.below(10)).unwrap(),
        max_downloads: 1 + usize::try_from(dice.below(4)).unwrap(),
        ..Limits::default()
    };
    let load = Load::new(limits);
    let current = Current::new(Fake { version: 0, seed });
    let source = Files { seed, newest: Arc::clone(&newest), dice: std::sync::Mutex::new(Dice(seed ^ 1)) };
    let hangup = Hangup::listen().unwrap();
    let reloading =
        tokio::spawn(reload(source, Arc::clone(&current), Arc::clone(&load), hangup, Some(Duration::from_secs(1))));
    let server = Server::start(current, Arc::clone(&load));
    let mut clients = Vec::new();
    for _ in 0..10 + dice.below(30) {
        sleep(dice.milliseconds(800)).await;
        if dice.once_in(6) {
            newest.fetch_add(1, Ordering::SeqCst);
        }
        let (near, far) = tokio::io::duplex(1024 << dice.below(4));
        server.connect(far, None);
        let dice = Dice(dice.next());
        clients.push(tokio::spawn(client(near, dice, seed, Arc::clone(&noted))));
    }
    sleep(dice.milliseconds(20_000)).await;
    timeout(limits.drain_timeout + Duration::from_secs(1), server.finish())
        .await
        .unwrap_or_else(|_| panic!("seed {seed}: the end takes longer than it may"));
    for client in clients {
        client.await.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
    reloading.abort();
    _ = reloading.await;
    let left = [&load.connections, &load.requests, &load.downloads].map(|gauge| gauge.now());
    assert_eq!(left, [0, 0, 0], "seed {seed}: every place is free at the end");
    noted
}

#[test]
fn every_answer_is_one_datasets_or_a_refusal_whatever_happens() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seeds = number("SEED").map_or_else(|| 0..number("SEEDS").unwrap_or(1000), |seed| seed..seed + 1);
    eprintln!("seeds {seeds:?}");
    let totals = Seen::default();
    for seed in seeds.clone() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        let noted = runtime.block_on(run(seed));
        for (total, count) in [
            (&totals.whole, &noted.whole),
            (&totals.refused, &noted.refused),
            (&totals.broken, &noted.broken),
            (&totals.versions[0], &noted.versions[0]),
            (&totals.versions[1], &noted.versions[1]),
        ] {
            total.fetch_add(count.load(Ordering::Relaxed), Ordering::Relaxed);
        }
    }
    let counts = [&totals.whole, &totals.refused, &totals.broken, &totals.versions[0], &totals.versions[1]];
    let counts = counts.map(|count| count.load(Ordering::Relaxed));
    eprintln!("whole, refused, broken off, of the one dataset, of the other: {counts:?}");
    assert!(seeds.end - seeds.start < 100 || counts.iter().all(|count| *count > 100), "{counts:?}: too little happens");
}
