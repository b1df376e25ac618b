//! A source in the order of its text: what of each paragraph is in facts, and what holds none and why.

use std::collections::BTreeMap;

use super::cell::Teller;
use super::known::{Known, paragraphs};
use super::related::{Beside, fact};
use super::row::Row;
use super::said::count;
use crate::dataset::Excused;

/// A paragraph.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its number, counted from 1.
    pub number: u64,
    /// The same in words.
    pub label: String,
    /// The facts read in it.
    pub facts: Vec<Beside>,
    /// Why sentences hold no fact, and how many.
    pub excused: Vec<(String, usize)>,
    /// How dark it is on the map: more facts, darker; 0 for none.
    pub shade: usize,
}

/// The paragraphs of a source, and how completely it is covered, in a sentence.
#[derive(Debug, Default)]
pub struct Read {
    /// All paragraphs up to the last that says something.
    pub paragraphs: Vec<Paragraph>,
    /// How much of the text is in facts.
    pub coverage: String,
}

/// A source read by paragraphs.
pub fn read(teller: &Teller<'_>, id: &str, source: &Row, known: &Known, excused: &Excused) -> Read {
    let mut all: BTreeMap<u64, Paragraph> = BTreeMap::new();
    for row in &known.rows {
        let mut numbers: Vec<u64> = paragraphs(row, id).collect();
        numbers.sort_unstable();
        numbers.dedup();
        // A fact stands where it is read first; what is pinned elsewhere, too, is seen on the map.
        for (at, number) in numbers.iter().enumerate() {
            let paragraph = all.entry(*number).or_default();
            paragraph.shade += 1;
            // Whose text it is, the page says.
            paragraph.facts.extend((at == 0).then(|| Beside { sources: Vec::new(), ..fact(teller, row) }));
        }
    }
    for (number, reason) in excused.get(id).into_iter().flatten() {
        let label = teller.words().t(&format!("excuse.{reason}")).to_owned();
        let excused = &mut all.entry(u64::from(*number)).or_default().excused;
        match excused.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => excused.push((label, 1)),
        }
    }
    let last = all.keys().last().copied().unwrap_or(0);
    let paragraph = |number| {
        let paragraph = all.remove(&number).unwrap_or_default();
        let label = teller.words().fill("paragraph", &[("n", &number.to_string())]);
        Paragraph { number, label, shade: paragraph.shade.div_ceil(2).min(4), ..paragraph }
    };
    Read { paragraphs: (1..=last).map(paragraph).collect(), coverage: coverage(teller, source) }
}

fn coverage(teller: &Teller<'_>, source: &Row) -> String {
    let number = |column: &str| source.get(column).and_then(serde_json::Value::as_u64);
    let said = |column: &str| number(column).map_or_else(String::new, |number| count(number, teller.reader.language));
    if number("sentences").is_none() {
        return String::new();
    }
    let columns =
        ["sentences", "sentences_pinned", "sentences_excused", "figures", "figures_pinned", "names", "names_pinned"];
    let values = columns.map(said);
    let values: Vec<(&str, &str)> = columns.into_iter().zip(values.iter().map(String::as_str)).collect();
    teller.words().fill("covered", &values)
}
