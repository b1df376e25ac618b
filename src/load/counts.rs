//! What is counted of requests and refusals, and how Prometheus reads it. Counting is an addition; names are looked up only
//! for answers that are worked out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Statuses that are counted apart; all others are counted as the last.
const STATUSES: [u16; 17] = [200, 204, 206, 304, 307, 308, 400, 404, 405, 406, 410, 414, 416, 422, 429, 500, 503];
/// Upper bounds of the latency histogram, in microseconds.
const BOUNDS: [u64; 10] = [500, 1000, 2500, 5000, 10_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000];

/// Why a request is turned away, though nothing is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There are as many connections as there may be.
    Connections,
    /// As many requests are being answered.
    Requests,
    /// As many long answers go out.
    Downloads,
    /// As many files are being made.
    Files,
    /// The answer took too long to begin.
    Late,
    /// The client asks for more than each may.
    Client,
}

impl Refusal {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Connections, "connections"),
        (Self::Requests, "requests"),
        (Self::Downloads, "downloads"),
        (Self::Files, "files"),
        (Self::Late, "time"),
        (Self::Client, "client"),
    ];
}

/// The requests of one route.
#[derive(Debug, Default)]
pub struct Route {
    remembered: [AtomicU64; STATUSES.len() + 1],
    worked_out: [AtomicU64; STATUSES.len() + 1],
    buckets: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

impl Route {
    /// Count an answer that was remembered.
    pub fn remembered(&self, status: u16) {
        self.remembered[place(status)].fetch_add(1, Ordering::Relaxed);
    }

    /// Count one that was worked out in so much time.
    pub fn worked_out(&self, status: u16, time: Duration) {
        let microseconds = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.worked_out[place(status)].fetch_add(1, Ordering::Relaxed);
        self.buckets[BOUNDS.partition_point(|bound| *bound < microseconds)].fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }
}

fn place(status: u16) -> usize {
    STATUSES.iter().position(|known| *known == status).unwrap_or(STATUSES.len())
}

/// Everything that is counted.
#[derive(Debug, Default)]
pub struct Counts {
    routes: RwLock<BTreeMap<String, Arc<Route>>>,
    refused: [AtomicU64; Refusal::ALL.len()],
}

impl Counts {
    /// The counts of a route, by its pattern, such as `/trade/{id}`.
    pub fn route(&self, pattern: &str) -> Arc<Route> {
        if let Some(route) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
            return Arc::clone(route);
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(routes.entry(pattern.to_owned()).or_default())
    }

    /// Count a refusal.
    pub fn refuse(&self, refusal: Refusal) {
        self.refused[refusal as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How many were refused by a limit.
    pub fn refused(&self, refusal: Refusal) -> u64 {
        self.refused[refusal as usize].load(Ordering::Relaxed)
    }

    /// All of it in the text format of Prometheus.
    pub fn text(&self) -> String {
        let mut text = String::new();
        family(
            &mut text,
            "sinolac_requests_total",
            "counter",
            "Answered requests by route, status and whether the answer was remembered.",
        );
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        for (pattern, route) in routes.iter() {
            for (counts, remembered) in [(&route.worked_out, false), (&route.remembered, true)] {
                for (place, count) in counts.iter().enumerate() {
                    let count = count.load(Ordering::Relaxed);
                    if count > 0 {
                        let status = STATUSES.get(place).map_or_else(|| "other".to_owned(), u16::to_string);
                        _ = writeln!(
                            text,
                            "sinolac_requests_total{{route=\"{pattern}\",status=\"{status}\",remembered=\"{remembered}\"}} {count}"
                        );
                    }
                }
            }
        }
        family(
            &mut text,
            "sinolac_request_seconds",
            "histogram",
            "Time until an answer began, of those that were worked out.",
        );
        routes.iter().for_each(|(pattern, route)| histogram(&mut text, pattern, route));
        family(
            &mut text,
            "sinolac_refused_total",
            "counter",
            "Requests and connections refused, by the limit that refused them.",
        );
        for (refusal, name) in Refusal::ALL {
            _ = writeln!(text, "sinolac_refused_total{{limit=\"{name}\"}} {}", self.refused(refusal));
        }
        text
    }
}

fn histogram(text: &mut String, pattern: &str, route: &Route) {
    let counts: Vec<u64> = route.buckets.iter().map(|count| count.load(Ordering::Relaxed)).collect();
    let all: u64 = counts.iter().sum();
    if all == 0 {
        return;
    }
    let name = "sinolac_request_seconds";
    let mut below = 0;
    for (bound, count) in BOUNDS.iter().zip(&counts) {
        below += count;
        _ = writeln!(text, "{name}_bucket{{route=\"{pattern}\",le=\"{}\"}} {below}", seconds(*bound));
    }
    _ = writeln!(text, "{name}_bucket{{route=\"{pattern}\",le=\"+Inf\"}} {all}");
    _ = writeln!(text, "{name}_sum{{route=\"{pattern}\"}} {}", seconds(route.microseconds.load(Ordering::Relaxed)));
    _ = writeln!(text, "{name}_count{{route=\"{pattern}\"}} {all}");
}

fn seconds(microseconds: u64) -> f64 {
    Duration::from_micros(microseconds).as_secs_f64()
}

/// What stands before the samples of a metric.
pub fn family(text: &mut String, name: &str, sort: &str, help: &str) {
    _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {sort}");
}
