//! How much each client may ask, where that is limited: a bucket of requests for each, which fills again at the rate of the
//! limit (the generic cell rate algorithm: of a bucket only the moment is kept at which it will be full).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::proxies::network;

/// Most clients that are remembered, some four megabytes of them. With more at a time the others are not counted: the limits of
/// connections and requests hold for all.
const MOST: usize = 1 << 16;
/// How seldom those are looked for who need not be remembered.
const SWEEP: Duration = Duration::from_secs(1);
/// Bits of an IPv6 address that tell clients apart: one subscriber has all addresses of a network of that size.
const SUBSCRIBER: u32 = 64;

/// The buckets of all clients.
#[derive(Debug)]
pub struct Clients {
    burst: u32,
    /// Time in which a bucket gains one request.
    each: Duration,
    start: Instant,
    full_at: Mutex<Buckets>,
}

#[derive(Debug, Default)]
struct Buckets {
    /// When the bucket of each client is full, counted from the start; who is not there has a full one.
    full: HashMap<IpAddr, Duration>,
    swept: Duration,
}

/// What a client may still ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Most requests at once.
    pub burst: u32,
    /// Seconds in which an empty bucket is full again.
    pub window: u64,
    /// Requests that are left.
    pub left: u32,
    /// Seconds until the bucket is full.
    pub reset: u64,
    /// Seconds until the next request may be asked, where none is left for this one.
    pub wait: Option<u64>,
}

impl Clients {
    /// So many requests a second for each, and so many at once; `None` where that is not limited.
    pub fn new(rate: u32, burst: u32) -> Option<Self> {
        let each = Duration::from_secs(1).checked_div(rate)?;
        let (start, full_at) = (Instant::now(), Mutex::default());
        Some(Self { burst: burst.max(1), each, start, full_at })
    }

    /// Take a request out of a client's bucket.
    pub fn take(&self, client: IpAddr) -> Share {
        let client = if client.is_ipv6() { network(client, SUBSCRIBER) } else { client };
        let now = self.start.elapsed();
        let window = self.each * self.burst;
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full = buckets.full.get(&client).map_or(now, |full| now.max(*full));
        let (after, is_over) = if full + self.each <= now + window { (full + self.each, false) } else { (full, true) };
        if !is_over {
            buckets.keep(client, after, now);
        }
        drop(buckets);
        let room = (now + window).saturating_sub(after);
        Share {
            burst: self.burst,
            window: seconds(window),
            left: u32::try_from(room.as_nanos() / self.each.as_nanos()).unwrap_or(u32::MAX),
            reset: seconds(after.saturating_sub(now)),
            wait: is_over.then(|| seconds((full + self.each).saturating_sub(now + window)).max(1)),
        }
    }
}

impl Buckets {
    fn keep(&mut self, client: IpAddr, full: Duration, now: Duration) {
        if self.full.len() >= MOST && now >= self.swept + SWEEP {
            self.swept = now;
            self.full.retain(|_, full| *full > now);
        }
        if self.full.len() < MOST || self.full.contains_key(&client) {
            self.full.insert(client, full);
        }
    }
}

/// Whole seconds in which a time is over.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_has_its_burst_and_then_its_rate_whatever_others_do() {
        let clients = Clients::new(2, 4).unwrap();
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(address);
        let left: Vec<u32> = (0..4).map(|_| clients.take(one).left).collect();
        assert_eq!(left, [3, 2, 1, 0]);
        let over = clients.take(one);
        assert_eq!(over, Share { burst: 4, window: 2, left: 0, reset: 2, wait: Some(1) });
        assert_eq!(clients.take(other).wait, None);
        sleep(Duration::from_millis(500)).await;
        assert_eq!([clients.take(one).wait, clients.take(one).wait], [None, Some(1)]);
        sleep(Duration::from_mins(1)).await;
        assert_eq!(clients.take(one).left, 3, "no more than the burst is saved up");
    }

    #[tokio::test(start_paused = true)]
    async fn all_addresses_of_an_ipv6_subscriber_are_one_client() {
        let clients = Clients::new(1, 1).unwrap();
        assert_eq!(clients.take(address("2001:db8:1:2::1")).wait, None);
        assert_eq!(clients.take(address("2001:db8:1:2:ffff::9")).wait, Some(1));
        assert_eq!(clients.take(address("2001:db8:1:3::1")).wait, None);
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_clients_are_remembered_than_there_is_room_for() {
        let clients = Clients::new(1, 1).unwrap();
        let number = |n: u32| IpAddr::from(n.to_be_bytes());
        for n in 0..u32::try_from(MOST).unwrap() + 100 {
            assert_eq!(clients.take(number(n)).wait, None);
        }
        let kept = || clients.full_at.lock().unwrap().full.len();
        assert_eq!(kept(), MOST);
        assert_eq!(clients.take(number(0)).wait, Some(1), "those who are remembered are counted on");
        sleep(Duration::from_secs(2)).await;
        clients.take(number(u32::MAX));
        assert_eq!(kept(), 1, "who need not be remembered is not");
    }

    #[test]
    fn without_a_rate_nobody_is_counted() {
        assert!(Clients::new(0, 10).is_none());
    }
}
