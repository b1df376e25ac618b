//! An address to listen on, as people write one.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The port in a suggestion where only a host is given.
const PORT: u16 = 8080;

/// `8080` and `localhost:8080` listen on this computer alone, `:8080` on all of its IPv4 addresses, `192.0.2.1:8080` and
/// `[::1]:8080` on that one. Port 0 is a free one.
///
/// # Errors
/// What is wrong and what would be right. Names are not looked up, since a name may have several addresses.
pub fn listen(text: &str) -> Result<SocketAddr, String> {
    if let Some((scheme, rest)) = text.split_once("://") {
        return Err(format!("an address to listen on has no `{scheme}://`; expected `{}`", rest.trim_end_matches('/')));
    }
    if let Some(address) = address(text) {
        return Err(format!("the port is missing; expected `{}`", SocketAddr::new(address, PORT)));
    }
    let (host, port) = text.rsplit_once(':').unwrap_or(("localhost", text));
    let address = if host.is_empty() { Some(Ipv4Addr::UNSPECIFIED.into()) } else { address(host) };
    match (address, port.parse()) {
        (Some(address), Ok(port)) => Ok(SocketAddr::new(address, port)),
        (Some(_), Err(_)) if port.parse::<u128>().is_ok() => {
            Err(format!("`{port}` is not a port; expected 0 to 65535"))
        }
        _ => {
            Err("expected a port (`8080`) or an address and a port (`localhost:8080`, `0.0.0.0:8080`, `[::1]:8080`)"
                .into())
        }
    }
}

fn address(host: &str) -> Option<IpAddr> {
    if host.eq_ignore_ascii_case("localhost") {
        return Some(Ipv4Addr::LOCALHOST.into());
    }
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_write_it() {
        for (text, address) in [
            ("8201", "127.0.0.1:8201"),
            ("localhost:8201", "127.0.0.1:8201"),
            (":8201", "0.0.0.0:8201"),
            ("0.0.0.0:0", "0.0.0.0:0"),
            ("[::1]:8201", "[::1]:8201"),
        ] {
            assert_eq!(listen(text), Ok(address.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_told_what_would_be_one() {
        for (text, told) in [
            ("localhost", "the port is missing; expected `127.0.0.1:8080`"),
            ("::1", "the port is missing; expected `[::1]:8080`"),
            ("70000", "`70000` is not a port; expected 0 to 65535"),
            (":70000", "`70000` is not a port; expected 0 to 65535"),
            ("http://localhost:8201/", "an address to listen on has no `http://`; expected `localhost:8201`"),
            ("example.org:8201", "expected a port (`8080`) or an address"),
            ("localhost:", "expected a port (`8080`) or an address"),
            ("", "expected a port (`8080`) or an address"),
        ] {
            let error = listen(text).unwrap_err();
            assert!(error.starts_with(told), "{text}: {error}");
        }
    }
}
