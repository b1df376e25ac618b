//! Texts gathered one after the other in one piece of memory.

use parquet::data_type::ByteArray;

/// The texts of a column.
#[derive(Default)]
pub struct Texts {
    bytes: Vec<u8>,
    /// Where each text ends; the next one starts there.
    ends: Vec<usize>,
}

impl Texts {
    pub fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
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

/// Hand the members of a JSON array of texts to `take`.
pub fn members(json: &[u8], mut take: impl FnMut(&[u8])) {
    if json == b"[]" {
        return;
    }
    // Without a backslash no text has a quotation mark in it, so that they are the ends of texts.
    if !json.contains(&b'\\') {
        return json.split(|byte| *byte == b'"').skip(1).step_by(2).for_each(take);
    }
    let texts: Vec<String> = serde_json::from_slice(json).unwrap_or_default();
    for text in &texts {
        take(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::members;

    #[test]
    fn members_are_those_that_json_has() {
        for list in [&[] as &[&str], &["BRA"], &["BRA", "CHL"], &["", "a, b", "é"], &["\"", "a\\", "\",\""]] {
            let mut found = Vec::new();
            members(serde_json::to_string(list).unwrap_or_default().as_bytes(), |text| found.push(text.to_vec()));
            assert_eq!(found, list.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>());
        }
    }
}
