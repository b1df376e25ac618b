//! What a running service bears and how it fares: its limits, what is counted, whether it is well. One value for the life
//! of the process, whatever dataset is served.

mod clients;
mod counts;
mod gauge;
mod limits;
mod proxies;
mod repeats;
mod state;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use clients::{Clients, Share};
pub use counts::{Counts, Refusal, Route, family};
pub use gauge::{Gauge, Ticket};
pub use limits::{Limits, table};
pub use proxies::Proxies;
pub use repeats::Repeats;
pub use state::{Dataset, Reload, State};

/// Everything of it.
#[derive(Debug)]
pub struct Load {
    /// The limits.
    pub limits: Limits,
    /// Connections that are open.
    pub connections: Arc<Gauge>,
    /// Requests that are being answered.
    pub requests: Arc<Gauge>,
    /// Long answers that go out.
    pub downloads: Arc<Gauge>,
    /// Files that are made before they go out: spreadsheets, and those of which parts are asked for.
    pub files: Arc<Gauge>,
    /// What each client may still ask, where that is limited.
    pub clients: Option<Clients>,
    /// The proxies that are believed for whom they ask.
    pub proxies: Proxies,
    /// What happened so far.
    pub counts: Counts,
    /// Whether it is well.
    pub state: State,
    /// Exports that broke off half way, for their clients were told 200 before.
    pub broken: AtomicU64,
}

impl Load {
    /// Nothing happened yet.
    pub fn new(limits: Limits) -> Arc<Self> {
        Self::behind(limits, Proxies::default())
    }

    /// The same behind proxies.
    pub fn behind(limits: Limits, proxies: Proxies) -> Arc<Self> {
        Arc::new(Self {
            limits,
            connections: Gauge::new(limits.max_connections),
            requests: Gauge::new(limits.max_requests),
            downloads: Gauge::new(limits.max_downloads),
            files: Gauge::new(limits.max_files),
            clients: Clients::new(limits.client_rate, limits.client_burst),
            proxies,
            counts: Counts::default(),
            state: State::default(),
            broken: AtomicU64::new(0),
        })
    }
}
