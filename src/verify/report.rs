//! What verification counted, as a table for people and as JSON for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::data::{Coverage, Reason};

/// The counts of every text.
#[derive(Debug, Serialize)]
pub struct Report {
    /// One row a source.
    pub rows: Vec<Row>,
    /// The clauses that count as sentences of their own.
    pub splits: Vec<String>,
}

/// The counts of one text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// Id of the source.
    pub source: String,
    /// Sentences.
    pub sentences: Count,
    /// Sentences excused, by reason.
    pub reasons: BTreeMap<Reason, i64>,
    /// Figures and years.
    pub figures: Count,
    /// Names of countries, organizations and persons.
    pub names: Count,
}

/// How many there are, and what accounts for them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Count {
    /// In all.
    pub all: i64,
    /// In a fact.
    pub pinned: i64,
    /// In coverage.toml, with a reason.
    pub excused: i64,
    /// In neither; must be 0.
    pub unaccounted: i64,
}

impl Count {
    /// Count one: `Some(true)` in a fact, `Some(false)` excused, `None` neither.
    fn add(&mut self, accounted: Option<bool>) {
        self.all += 1;
        match accounted {
            Some(true) => self.pinned += 1,
            Some(false) => self.excused += 1,
            None => self.unaccounted += 1,
        }
    }

    fn plus(&mut self, other: &Self) {
        self.all += other.all;
        self.pinned += other.pinned;
        self.excused += other.excused;
        self.unaccounted += other.unaccounted;
    }
}

impl Row {
    /// With nothing counted yet.
    pub fn new(source: &str) -> Self {
        Self { source: source.to_owned(), ..Self::default() }
    }

    /// Count a sentence.
    pub fn sentence(&mut self, unpinned: bool, excuse: Option<Reason>) {
        self.sentences.add(if unpinned { excuse.map(|_| false) } else { Some(true) });
        if let Some(reason) = excuse {
            *self.reasons.entry(reason).or_default() += 1;
        }
    }

    /// Count a figure.
    pub fn figure(&mut self, accounted: Option<bool>) {
        self.figures.add(accounted);
    }

    /// Count a name.
    pub fn name(&mut self, accounted: Option<bool>) {
        self.names.add(accounted);
    }

    /// The row as `verified.toml` keeps it.
    pub fn coverage(&self, source: &str, today: &str) -> Coverage {
        Coverage {
            source: source.to_owned(),
            verified: today.to_owned(),
            sentences: self.sentences.all,
            sentences_pinned: self.sentences.pinned,
            sentences_excused: self.sentences.excused,
            figures: self.figures.all,
            figures_pinned: self.figures.pinned,
            names: self.names.all,
            names_pinned: self.names.pinned,
        }
    }
}

impl Report {
    /// The counts of all texts together.
    fn total(&self) -> Row {
        let mut total = Row::new("all");
        for row in &self.rows {
            total.sentences.plus(&row.sentences);
            total.figures.plus(&row.figures);
            total.names.plus(&row.names);
            for (reason, count) in &row.reasons {
                *total.reasons.entry(*reason).or_default() += count;
            }
        }
        total
    }

    /// The table.
    pub fn table(&self) -> String {
        let reasons = [Reason::Heading, Reason::Opinion, Reason::Background, Reason::Recommendation, Reason::Repeat];
        let mut text = format!(
            "{:22} {:>9} {:>6} {:>7} {:>7} {:>10} {:>14} {:>6} {:>11} | {:>7} {:>6} {:>7} {:>11} | {:>5} {:>6} {:>7} {:>11}\n",
            "source",
            "sentences",
            "pinned",
            "heading",
            "opinion",
            "background",
            "recommendation",
            "repeat",
            "unaccounted",
            "figures",
            "pinned",
            "excused",
            "unaccounted",
            "names",
            "pinned",
            "excused",
            "unaccounted",
        );
        for row in self.rows.iter().chain([&self.total()]) {
            let by = reasons.map(|reason| row.reasons.get(&reason).copied().unwrap_or_default());
            let (sentences, figures, names) = (&row.sentences, &row.figures, &row.names);
            _ = writeln!(
                text,
                "{:22} {:>9} {:>6} {:>7} {:>7} {:>10} {:>14} {:>6} {:>11} | {:>7} {:>6} {:>7} {:>11} | {:>5} {:>6} {:>7} {:>11}",
                row.source,
                sentences.all,
                sentences.pinned,
                by[0],
                by[1],
                by[2],
                by[3],
                by[4],
                sentences.unaccounted,
                figures.all,
                figures.pinned,
                figures.excused,
                figures.unaccounted,
                names.all,
                names.pinned,
                names.excused,
                names.unaccounted,
            );
        }
        for split in &self.splits {
            _ = writeln!(text, "{split}");
        }
        text
    }
}
