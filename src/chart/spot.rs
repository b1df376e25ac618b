//! Where on a chart which figure is, for those who point at it: what a picture does not tell a page.

use super::Options;
use super::ledger::{figure, period};
use crate::series::Observation;

/// A rectangle in the units of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its left side.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// A figure on a plot: all that is above and below its mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Id of the fact.
    pub fact: String,
    /// Its period in words.
    pub period: String,
    /// Its figure in words.
    pub figure: String,
    /// Who says so.
    pub sources: String,
    /// Where it is.
    pub place: Place,
}

/// A line of years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Its first year, and the year before which it ends.
    pub years: (f64, f64),
    /// Where it is: the whole plot above it.
    pub place: Place,
}

impl Spot {
    /// Of an observation.
    pub fn of(observation: &Observation, unit: &str, place: Place, options: &Options) -> Self {
        let names: Vec<&str> = observation.sources.iter().map(|id| options.name(id)).collect();
        Self {
            fact: observation.fact.clone(),
            period: period(observation, options),
            figure: figure(observation, unit, options),
            sources: names.join(", "),
            place,
        }
    }
}
