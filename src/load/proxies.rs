//! Who asks: the address that a connection comes from or, where that is a named proxy, the one for which the proxy asks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName, header};
use clap::Args;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose word is taken.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Limits")]
pub struct Proxies {
    /// Proxies that are believed for whom they ask (`Forwarded`, `X-Forwarded-For`), as `10.0.0.0/8` or `::1`, with commas between
    #[arg(
        long = "trusted-proxies",
        value_name = "NETWORKS",
        env = "SINOLAC_TRUSTED_PROXIES",
        default_value = "",
        hide_default_value = true
    )]
    trusted: Networks,
}

/// Several networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Networks(Vec<Network>);

impl FromStr for Networks {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // An empty variable is none.
        text.split(',').filter(|_| !text.is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

/// Addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    first: IpAddr,
    bits: u32,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "not a network; 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32 would be right".to_owned();
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(net, bits)| (net, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().ok().filter(|bits| *bits <= most).ok_or_else(wrong))?;
        Ok(Self { first: network(address, bits), bits })
    }
}

impl Network {
    fn has(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.first.is_ipv4() && network(address, self.bits) == self.first
    }
}

/// The first address of the network of so many bits in which an address is.
pub fn network(address: IpAddr, bits: u32) -> IpAddr {
    match address {
        IpAddr::V4(address) => (address & Ipv4Addr::from(u32::MAX.checked_shl(32 - bits).unwrap_or(0))).into(),
        IpAddr::V6(address) => (address & Ipv6Addr::from(u128::MAX.checked_shl(128 - bits).unwrap_or(0))).into(),
    }
}

impl Proxies {
    /// The client of a request that comes from an address. Each proxy on the way adds whom it heard, last; so the client is the
    /// last one who is no proxy of ours. What stands before may be invented.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trust(peer) {
            return peer;
        }
        let forwarded = self.last(lines(headers, &header::FORWARDED).flat_map(|line| split(line, ',')).map(named));
        let name = X_FORWARDED_FOR;
        let listed = lines(headers, &name).flat_map(|line| line.split(','));
        let listed = self.last(listed.map(|entry| address(entry.trim())));
        match (forwarded, listed) {
            // A proxy writes one of the two and lets the other pass: where they differ, one is the client's invention.
            (Some(one), Some(other)) if one != other => peer,
            (one, other) => one.or(other).unwrap_or(peer),
        }
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.trusted.0.iter().any(|network| network.has(address))
    }

    /// The last address that is no proxy of ours; `None` where one after it is no address.
    fn last(&self, entries: impl Iterator<Item = Option<IpAddr>>) -> Option<IpAddr> {
        let entries: Vec<Option<IpAddr>> = entries.collect();
        entries.into_iter().rev().find(|entry| entry.is_none_or(|address| !self.trust(address)))?
    }
}

fn lines<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    // What is no text is no address.
    headers.get_all(name).into_iter().map(|line| line.to_str().unwrap_or("unknown"))
}

/// Parts of a text between marks that stand in no quotes.
fn split(text: &str, mark: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |c| {
        is_quoted ^= c == '"';
        c == mark && !is_quoted
    })
}

/// The address of an element of `Forwarded` (RFC 7239), such as `for="[2001:db8::1]:4711";proto=https`.
fn named(element: &str) -> Option<IpAddr> {
    let mut pairs = split(element, ';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address(value.trim().trim_matches('"'))
}

/// An address with or without its port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.trim_start_matches('[').trim_end_matches(']').parse().ok();
    text.parse()
        .ok()
        .map(|address: SocketAddr| address.ip())
        .or_else(bare)
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[(&str, &str)]) -> String {
        let trusted = "10.0.0.0/8,2001:db8:aaaa::/48, 192.0.2.1".parse().unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        Proxies { trusted }.client(peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn only_named_proxies_are_believed() {
        let claims = [("x-forwarded-for", "203.0.113.7"), ("forwarded", "for=203.0.113.7")];
        for (peer, asker) in [
            ("198.51.100.9", "198.51.100.9"),
            ("11.0.0.1", "11.0.0.1"),
            ("2001:db8:aaab::1", "2001:db8:aaab::1"),
            ("10.255.0.1", "203.0.113.7"),
            ("192.0.2.1", "203.0.113.7"),
            ("::ffff:192.0.2.1", "203.0.113.7"),
            ("2001:db8:aaaa:1::1", "203.0.113.7"),
        ] {
            assert_eq!(client(peer, &claims), asker, "{peer}");
        }
    }

    #[test]
    fn the_client_is_the_last_who_is_no_proxy_of_ours() {
        for (name, value, asker) in [
            ("x-forwarded-for", "203.0.113.7", "203.0.113.7"),
            ("x-forwarded-for", "1.1.1.1, 203.0.113.7 ,10.0.0.2", "203.0.113.7"),
            ("x-forwarded-for", "203.0.113.7:4711", "203.0.113.7"),
            ("x-forwarded-for", "[2001:db8::9]:80", "2001:db8::9"),
            ("x-forwarded-for", "2001:db8::9", "2001:db8::9"),
            ("x-forwarded-for", "::ffff:203.0.113.7", "203.0.113.7"),
            ("x-forwarded-for", "1.1.1.1, nobody", "10.0.0.1"),
            ("x-forwarded-for", "", "10.0.0.1"),
            ("x-forwarded-for", "10.0.0.3, 10.0.0.2", "10.0.0.1"),
            ("forwarded", "for=203.0.113.7;proto=https;by=10.0.0.1", "203.0.113.7"),
            ("forwarded", "for=1.1.1.1, proto=http;For=\"[2001:db8::9]:4711\"", "2001:db8::9"),
            ("forwarded", "for=1.1.1.1;by=\"a,b;for=2.2.2.2\", for=10.0.0.2", "1.1.1.1"),
            ("forwarded", "for=1.1.1.1, for=_hidden", "10.0.0.1"),
            ("forwarded", "for=1.1.1.1, for=unknown", "10.0.0.1"),
            ("forwarded", "\"", "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", &[(name, value)]), asker, "{name}: {value}");
        }
        let lines = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.7")];
        assert_eq!(client("10.0.0.1", &lines), "203.0.113.7");
    }

    #[test]
    fn of_two_headers_that_differ_neither_is_believed() {
        let both = [("x-forwarded-for", "203.0.113.7"), ("forwarded", "for=1.1.1.1")];
        assert_eq!(client("10.0.0.1", &both), "10.0.0.1");
    }

    #[test]
    fn what_is_no_network_is_refused_with_what_would_be_one() {
        for text in ["10.0.0.0/33", "10.0/8", "proxy", "2001:db8::/129", "10.0.0.0/", "::1,", "::1 ::2"] {
            assert!(text.parse::<Networks>().unwrap_err().contains("would be right"), "{text}");
        }
        assert_eq!("".parse::<Networks>().unwrap(), Networks::default());
        assert_eq!("0.0.0.0/0".parse::<Network>().unwrap(), Network { first: "0.0.0.0".parse().unwrap(), bits: 0 });
    }
}
