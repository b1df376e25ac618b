//! Every fact by its id, wherever it is: in memory, or still in its CSV file.
//!
//! A dataset larger than memory stays in its files until it is written, so what is kept of a fact is small.

/// A fact.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Place of its kind among the kinds of the dataset.
    pub kind: u8,
    /// Where it is.
    pub at: At,
    /// First day of its period, in an order that is the order of the texts; `None` for undated facts.
    day: Option<i32>,
    id: (usize, u8),
}

/// Where a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Among the records of its kind.
    Memory(u32),
    /// In the CSV file of its kind.
    File {
        /// Byte at which its row starts.
        start: u64,
        /// Line of its row.
        line: u32,
    },
}

impl At {
    /// True for facts that are not in memory.
    pub fn is_file(self) -> bool {
        matches!(self, Self::File { .. })
    }
}

/// Facts in the order in which they were read, and by their ids.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    ids: String,
    by_id: Vec<u32>,
}

impl Register {
    /// Add a fact; an id has at most 100 bytes.
    pub fn push(&mut self, kind: u8, at: At, id: &str, start: Option<&str>) {
        let id_at = (self.ids.len(), u8::try_from(id.len()).unwrap_or(u8::MAX));
        self.ids.push_str(id);
        self.entries.push(Entry { kind, at, day: start.map(day), id: id_at });
    }

    /// Make facts findable by their ids; those of one id stay in the order in which they were read.
    pub fn sort(&mut self) {
        let Self { entries, ids, by_id } = self;
        *by_id = (0..).zip(entries.iter()).map(|(number, _)| number).collect();
        by_id.sort_by_key(|number| id(ids, &entries[*number as usize]));
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The facts, numbered in the order in which they were read.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The id of a fact.
    pub fn id(&self, entry: &Entry) -> &str {
        id(&self.ids, entry)
    }

    /// The fact of that id.
    pub fn find(&self, id: &str) -> Option<&Entry> {
        let found = self.by_id.binary_search_by_key(&id, |number| self.id(&self.entries[*number as usize])).ok()?;
        self.entries.get(self.by_id[found] as usize)
    }

    /// Facts that have the id of another that was read before, each after that other.
    pub fn taken(&self) -> impl Iterator<Item = (&Entry, &Entry)> {
        let pairs =
            self.by_id.windows(2).map(|pair| (&self.entries[pair[0] as usize], &self.entries[pair[1] as usize]));
        pairs.filter(|(first, again)| self.id(first) == self.id(again))
    }

    /// The facts in their default order: latest start first, undated facts last, then by id.
    pub fn ranked(&self) -> impl ExactSizeIterator<Item = &Entry> {
        let mut ranked = self.by_id.clone();
        // Of `None` and a day the day is the larger.
        ranked.sort_by_key(|number| std::cmp::Reverse(self.entries[*number as usize].day));
        ranked.into_iter().map(|number| &self.entries[number as usize])
    }
}

fn id<'a>(ids: &'a str, entry: &Entry) -> &'a str {
    let (start, length) = entry.id;
    &ids[start..start + usize::from(length)]
}

/// `2018-12-31` as 20181231; a year before 0, which begins with a minus, comes before all others, as its text does.
fn day(text: &str) -> i32 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let number = digits.fold(0, |number: i32, digit| number.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
    if text.starts_with('-') { number - 1_000_000_000 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_order_of_their_texts() {
        let mut texts = ["2018-12-31", "0001-01-01", "-000002-01-01", "-000001-03-01", "2018-02-01", "9999-12-31"];
        texts.sort_unstable();
        assert!(texts.is_sorted_by_key(|text| day(text)), "{:?}", texts.map(day));
    }

    #[test]
    fn facts_are_ranked_by_latest_start_then_id_and_undated_ones_last() {
        let mut register = Register::default();
        for (id, start) in
            [("c", None), ("b", Some("2018-01-01")), ("a", Some("2018-01-01")), ("d", Some("2019-01-01"))]
        {
            register.push(0, At::Memory(0), id, start);
        }
        register.sort();
        assert_eq!(register.ranked().map(|entry| register.id(entry)).collect::<String>(), "dabc");
        assert_eq!(register.find("b").map(|entry| register.id(entry)), Some("b"));
        assert!(register.find("e").is_none());
    }
}
