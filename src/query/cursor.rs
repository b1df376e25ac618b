//! Where a page ended, as an opaque token: the rank of its last row.
//!
//! The token carries a fingerprint of the query and of the dataset, because the same place means nothing in another
//! order, and a row may have moved in another version.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::Value as Json;

use super::mistake::{Mend, Mistake, plain};
use super::{Query, VERSION};
use crate::hash::sha256;
use crate::words::Reason;

/// What an answer has beside the reason.
const AGAIN: &str = "start again at `try`";

/// The place after which the next page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The row's rank; of groups, how many came before.
    pub n: u32,
}

impl Cursor {
    /// The token for the place in a query's answer, on a dataset.
    pub fn token(self, query: &Query, dataset: &str) -> String {
        let marks = (fingerprint(query, dataset), self.n, fingerprint(query, ""));
        let json = serde_json::to_string(&marks).unwrap_or_default();
        BASE64.encode(json)
    }

    /// Whether a token is one of a query's answer on a dataset.
    pub fn is_of(token: &str, query: &Query, dataset: &str) -> bool {
        Self::read(token, query, dataset).is_ok()
    }

    /// Read a token.
    ///
    /// # Errors
    /// When it is not one, or belongs to another query or dataset version.
    pub fn read(token: &str, query: &Query, dataset: &str) -> Result<Self, Mistake> {
        let broken = || plain(Reason::of("query.cursor"));
        let json = BASE64.decode(token).map_err(|_| broken())?;
        // Behind the rank stands what tells the query alone; earlier versions of the program wrote none or something else.
        let parts: Vec<Json> = serde_json::from_slice(&json).map_err(|_| broken())?;
        let [Json::String(mark), n, ..] = parts.as_slice() else { return Err(broken()) };
        if *mark != fingerprint(query, dataset) {
            // The same query: then it is the dataset that is another.
            if parts.get(2).and_then(Json::as_str) == Some(&fingerprint(query, "")) {
                let mend = Mend { is_gone: true, ..Mend::default() };
                return Err(Mistake {
                    mend: mend.into(),
                    ..plain(Reason::of("query.cursor_gone").and(Reason::aside(AGAIN)))
                });
            }
            return Err(plain(Reason::of("query.cursor_of_other")));
        }
        let n = n.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or_else(broken)?;
        Ok(Self { n })
    }
}

/// The version of the dataset is left out, since the dataset says it: so the cursors of a version go on working once it is
/// one of the past and has to be named.
fn fingerprint(query: &Query, dataset: &str) -> String {
    let is_version = |part: &&str| query.version.is_some() && part.starts_with(&format!("{VERSION}="));
    let parts: Vec<&str> = query.canonical.split('&').filter(|part| !is_version(part)).collect();
    sha256(format!("{dataset} {}?{}", query.kind.name, parts.join("&")).as_bytes())[..12].to_owned()
}
