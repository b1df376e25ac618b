//! Looks at every connection a few times a second and ends those that take longer than they may.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch::Receiver;
use tokio::time::Instant;

use super::watch::{Order, Watch};
use crate::load::Limits;

/// Time between two looks; between two while everything ends.
const LOOK: (Duration, Duration) = (Duration::from_millis(250), Duration::from_millis(20));
/// How long a connection without a request stays open after the service was told to stop: a request that is on its way
/// then is answered, and its client told to close.
const LINGER: Duration = Duration::from_millis(400);

/// What a connection was doing at the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Nothing: the last request is answered, the next one not begun.
    Idle,
    /// Sending the head of a request.
    Asking,
    /// Waiting for an answer or taking it.
    Answering,
}

/// A connection and what was seen of it.
struct Seen {
    watch: Arc<Watch>,
    doing: Doing,
    since: Instant,
    /// Requests begun, bytes read, bytes written.
    counts: [u64; 3],
    /// Bytes that the client should have taken and did not.
    owed: u64,
}

/// Watch over the connections that `watches` brings, until everything ends and none is left.
pub async fn supervise(limits: Limits, mut watches: UnboundedReceiver<Arc<Watch>>, mut is_closing: Receiver<bool>) {
    let mut seen: Vec<Seen> = Vec::new();
    let (mut last, mut end) = (Instant::now(), None);
    loop {
        let is_idle = seen.is_empty() && end.is_none();
        tokio::select! {
            // With nothing to look at, there is no need to look.
            () = tokio::time::sleep(if end.is_some() { LOOK.1 } else { LOOK.0 }), if !is_idle => {}
            Some(watch) = watches.recv(), if is_idle => {
                last = Instant::now();
                seen.push(Seen::new(watch, last));
                continue;
            }
            _ = is_closing.wait_for(|closing| *closing), if end.is_none() => end = Some(Instant::now()),
        }
        let now = Instant::now();
        while let Ok(watch) = watches.try_recv() {
            seen.push(Seen::new(watch, now));
        }
        seen.retain(|connection| !connection.watch.is_gone.load(Ordering::Acquire));
        if end.is_some() && seen.is_empty() {
            return;
        }
        for connection in &mut seen {
            let order = connection.judge(&limits, now, now - last).max(connection.ending(&limits, now, end));
            if order != Order::Serve {
                connection.watch.tell(order);
            }
        }
        last = now;
    }
}

impl Seen {
    fn new(watch: Arc<Watch>, now: Instant) -> Self {
        // Who connects is about to ask.
        Self { watch, doing: Doing::Asking, since: now, counts: [0; 3], owed: 0 }
    }

    /// Look at it after so much time, and say what is to become of it.
    fn judge(&mut self, limits: &Limits, now: Instant, passed: Duration) -> Order {
        let counter = [&self.watch.begun, &self.watch.read, &self.watch.written];
        let counts = counter.map(|count| count.load(Ordering::Relaxed));
        let [begun, read, written] = counts;
        let is_blocked = self.watch.is_blocked.load(Ordering::Relaxed);
        let is_new = begun != self.counts[0];
        let doing = if self.watch.done.load(Ordering::Relaxed) != begun || is_blocked {
            Doing::Answering
        } else if is_new || self.doing == Doing::Answering {
            Doing::Idle
        } else if read != self.counts[1] {
            Doing::Asking
        } else {
            self.doing
        };
        if is_new || doing != self.doing {
            (self.doing, self.since) = (doing, now);
        }
        let taken = written - self.counts[2];
        let due = limits.write_floor.saturating_mul(u64::try_from(passed.as_millis()).unwrap_or(u64::MAX)) / 1000;
        self.owed = if is_blocked { (self.owed + due).saturating_sub(taken) } else { 0 };
        self.counts = counts;
        let waited = now - self.since;
        match self.doing {
            Doing::Idle if waited >= limits.idle_timeout => Order::Close,
            Doing::Asking if waited >= limits.header_timeout => Order::Cut,
            Doing::Answering if self.owed >= limits.write_floor.saturating_mul(limits.write_grace.as_secs().max(1)) => {
                Order::Cut
            }
            _ => Order::Serve,
        }
    }

    /// What is to become of it when everything ends.
    fn ending(&self, limits: &Limits, now: Instant, end: Option<Instant>) -> Order {
        let Some(end) = end else { return Order::Serve };
        if now - end >= limits.drain_timeout {
            return Order::Cut;
        }
        match self.doing {
            Doing::Answering => Order::Close,
            _ if now - end >= LINGER => Order::Close,
            _ => Order::Serve,
        }
    }
}
