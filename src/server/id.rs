//! Ids of requests, by which a client's answer and the lines of the log are brought together.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Where a client or a proxy gives one, and the answer has it.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Most characters of one that is taken.
const LONGEST: usize = 64;

/// Makes ids that no other run of the program makes.
pub struct Ids(AtomicU64);

impl Ids {
    /// From a random one on.
    pub fn new() -> Self {
        Self(AtomicU64::new(RandomState::new().hash_one(0)))
    }

    /// The id that a request has, else a new one.
    pub fn of(&self, headers: &HeaderMap) -> HeaderValue {
        let given = headers.get(HEADER).filter(|given| {
            let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/+=".contains(byte);
            (1..=LONGEST).contains(&given.len()) && given.as_bytes().iter().all(is_plain)
        });
        given.cloned().unwrap_or_else(|| self.next())
    }

    fn next(&self) -> HeaderValue {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let mut digits = [0; 16];
        for (digit, byte) in digits.iter_mut().zip((0..16).rev().map(|place| (number >> (4 * place)) & 15)) {
            *digit = b"0123456789abcdef"[usize::try_from(byte).unwrap_or(0)];
        }
        HeaderValue::from_bytes(&digits).unwrap_or(HeaderValue::from_static("none"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_id_is_taken_and_anything_else_replaced() {
        let ids = Ids::new();
        let of = |given: &str| {
            let headers = HeaderMap::from_iter([(HEADER, given.parse().unwrap())]);
            ids.of(&headers).to_str().unwrap().to_owned()
        };
        for given in ["7f3c", "Root=1-67891233-abcdef012345678912345678", "a/b:c"] {
            assert_eq!(of(given), given);
        }
        for given in ["", "two words", "\"quoted\"", &"x".repeat(65)] {
            assert!(of(given).len() == 16 && of(given) != of(given), "{given}");
        }
    }
}
