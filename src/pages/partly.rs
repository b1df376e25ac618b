//! Rows of which only some columns are read. A table shows a few short columns of many long ones, and to read all of them
//! was half of the time that a page took.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::row::Row;

/// Rows as the store hands them out, JSON objects joined by commas, with no other columns than these.
pub fn read_partly(rows: &str, wanted: &[&str]) -> Vec<Row> {
    let text = format!("[{rows}]");
    Rows(wanted).deserialize(&mut serde_json::Deserializer::from_str(&text)).unwrap_or_default()
}

struct Rows<'a>(&'a [&'a str]);

struct Part<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = Vec<Row>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Vec<Row>, D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = Vec<Row>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Vec<Row>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = all.next_element_seed(Part(self.0))? {
            rows.push(row);
        }
        Ok(rows)
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Row, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Row;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Row, A::Error> {
        let mut row = Row::with_capacity(self.0.len());
        // The name of a column has nothing in it that is escaped.
        while let Some(name) = all.next_key::<&str>()? {
            if self.0.contains(&name) {
                row.insert(name.to_owned(), all.next_value()?);
            } else {
                all.next_value::<IgnoredAny>()?;
            }
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::read;
    use super::*;

    #[test]
    fn the_columns_that_are_wanted_are_as_they_are_when_all_are_read() {
        let text =
            r#"{"id":"a","value":1.5,"list":["x","y"],"other":{"b":[1]},"none":null},{"id":"b\"é","value":null}"#;
        let (whole, part) = (read(text), read_partly(text, &["id", "value", "list", "none"]));
        assert_eq!(part.len(), 2);
        for (whole, part) in whole.iter().zip(&part) {
            assert!(part.iter().all(|(name, value)| whole[name] == *value), "{part:?}");
        }
        assert_eq!((part[0].len(), part[1].len()), (4, 2));
    }
}
