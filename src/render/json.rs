//! A record as a JSON object.

use crate::model::Record;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The object with every shown column, in the declared order, on one line.
pub fn line(record: &Record) -> String {
    // A record holds text, finite numbers and lists of them, all of which JSON can say.
    serde_json::to_string(record).unwrap_or_default()
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, value) in self.kind.columns().zip(&self.values).filter(|(column, _)| column.shown) {
            map.serialize_entry(column.name, value)?;
        }
        map.end()
    }
}
