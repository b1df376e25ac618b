//! Texts gathered one after the other in one piece of memory.

use std::borrow::Cow;

use parquet::data_type::ByteArray;

/// The texts of a column.
#[derive(Default)]
pub struct Texts {
    bytes: Vec<u8>,
    /// Where each text ends; the next one starts there.
    ends: Vec<usize>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
    }

    /// The texts as Parquet takes them, all of them parts of the same memory; none are left.
    pub fn take(&mut self) -> Vec<ByteArray> {
        let room = self.bytes.len();
        let bytes = ByteArray::from(std::mem::replace(&mut self.bytes, Vec::with_capacity(room)));
        let mut start = 0;
        let texts = self.ends.drain(..).map(|end| {
            let text = bytes.slice(start, end - start);
            start = end;
            text
        });
        texts.collect()
    }
}

/// The text of a JSON string; `None` for other JSON.
pub fn unquoted(json: &str) -> Option<Cow<'_, str>> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    if text.contains('\\') { serde_json::from_str(json).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(text)) }
}

/// Hand the members of a JSON array of texts to `take`.
pub fn members(json: &str, mut take: impl FnMut(&str)) {
    if json == "[]" {
        return;
    }
    // Without a backslash no text has a quotation mark in it, so that they are the ends of texts.
    if !json.contains('\\') {
        return json.split('"').skip(1).step_by(2).for_each(take);
    }
    let texts: Vec<String> = serde_json::from_str(json).unwrap_or_default();
    for text in &texts {
        take(text);
    }
}

#[cfg(test)]
mod tests {
    use super::members;

    #[test]
    fn members_are_those_that_json_has() {
        for list in [&[] as &[&str], &["BRA"], &["BRA", "CHL"], &["", "a, b", "é"], &["\"", "a\\", "\",\""]] {
            let mut found = Vec::new();
            members(&serde_json::to_string(list).unwrap_or_default(), |text| found.push(text.to_owned()));
            assert_eq!(found, list);
        }
    }
}
