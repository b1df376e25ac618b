//! A version of the dataset that is kept for ever.

use serde::{Deserialize, Serialize};

use crate::data::Version;

/// An earlier version, whose rows can still be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Calendar version.
    pub version: String,
    /// Day of its release, `YYYY-MM-DD`.
    pub released: String,
    /// SHA-256 of its rows, see [`content_hash`](crate::data::versions::content_hash).
    pub hash: String,
}

impl Edition {
    /// Of a version in the history; `None` where it was not kept.
    pub fn of(version: &Version) -> Option<Self> {
        let hash = version.content.clone()?;
        Some(Self { version: version.version.clone(), released: version.released.clone(), hash })
    }
}
