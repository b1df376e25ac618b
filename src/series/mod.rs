//! Observations of one quantity, ordered by time: what `/{kind}/series` answers and charts draw; and which of them may be added.

mod alike;
mod choices;
mod csv;
mod group;
mod json;
#[cfg(test)]
mod laws;
mod overlap;
mod row;
mod total;

pub use choices::{Choice, Filters, choices};
pub use csv::csv;
pub use group::{Grouped, LeftOut, grouped};
pub use json::{json, total_json};
pub use row::Row;
pub use total::{Asked, Refusal, Total, total};

use crate::model::{Kind, Value};

/// The columns that tell periods of different lengths apart, after those of the kind.
pub const PERIOD: &str = "period";
/// How long the period is where its word leaves that open, in ISO 8601: eleven months are not nine.
pub const DURATION: &str = "duration";

/// All that the sources say of one quantity over time.
#[derive(Debug, Clone)]
pub struct Series {
    /// The kind of its facts.
    pub kind: &'static Kind,
    /// What tells this quantity from others: the kind's columns of [`Kind::quantity`] that have a value, then `countries`,
    /// `unit`, `period` and, of several days, months or years, `duration`. Lengths of time are never mixed in one series,
    /// so they belong to the quantity.
    pub quantity: Vec<(&'static str, Value)>,
    /// One for each period, in order of time.
    pub points: Vec<Point>,
}

/// What the sources say of one period.
#[derive(Debug, Clone)]
pub struct Point {
    /// The observation that stands for the period.
    pub shown: Observation,
    /// Why this one is shown: `stated over derived`, `latest known`, `first by id`; `None` where there is no other.
    pub why: Option<&'static str>,
    /// Those that are not shown, the next best first.
    pub others: Vec<Observation>,
}

/// One fact as a point of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Id of the fact.
    pub fact: String,
    /// Its title in the language asked for.
    pub title: String,
    /// The period as the source gives it, in EDTF.
    pub date: String,
    /// How long it is: `day`, `days`, `month`, `months`, `year`, `years`, `open`.
    pub period: String,
    /// First day, ISO 8601; `None` where the period is open.
    pub start: Option<String>,
    /// Last day, inclusive.
    pub end: Option<String>,
    /// The figure in base units.
    pub value: f64,
    /// The least that the true figure may be; `None` where nothing bounds it.
    pub value_low: Option<f64>,
    /// The most that it may be.
    pub value_high: Option<f64>,
    /// What the source says of it: `exact`, `about`, `more_than`, ...
    pub qualifier: String,
    /// `stated`, `inferred` or `derived`; a derived point is marked.
    pub basis: String,
    /// Ids of the sources that say so.
    pub sources: Vec<String>,
    /// Day by which a source had said it.
    pub known_since: String,
}
