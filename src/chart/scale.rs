//! From days and figures to places on a plot.

use jiff::civil::Date;

use super::panel::{is_open_above, is_open_below};
use crate::figure::tidy;
use crate::series::{Observation, Point};

/// A line of numbers laid along a line of places.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The numbers at its ends.
    pub ends: (f64, f64),
    /// Their places.
    pub places: (f64, f64),
}

impl Scale {
    /// The place of a number; of one outside, the nearer end.
    pub fn at(self, number: f64) -> f64 {
        let ((low, high), (from, to)) = (self.ends, self.places);
        let share = if high > low { ((number - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        from + share * (to - from)
    }
}

/// First and last moment of a period in years: 2019.0 and 2019.92 for January to November. An open side is `None`.
pub fn extent(observation: &Observation) -> (Option<f64>, Option<f64>) {
    let moment = |day: Option<&String>, within: i16| {
        let day: Date = day?.parse().ok()?;
        let of_year = f64::from(day.day_of_year() - 1 + within) / f64::from(day.days_in_year());
        Some(f64::from(day.year()) + of_year)
    };
    (moment(observation.start.as_ref(), 0), moment(observation.end.as_ref(), 1))
}

/// The whole years in which some figures lie; `None` where none has a date.
pub fn years(points: &[&Point]) -> Option<(f64, f64)> {
    let moments = points.iter().flat_map(|point| {
        let (start, end) = extent(&point.shown);
        // The end of a year is the beginning of the next, in which nothing lies.
        [start, end.map(|end| end - 0.001)].into_iter().flatten()
    });
    let (first, last) = moments.fold((f64::MAX, f64::MIN), |(first, last), at| (first.min(at), last.max(at)));
    (first <= last).then(|| (first.floor(), last.ceil().max(first.floor() + 1.0)))
}

/// Years whose names have room, at most one for so many.
pub fn named_years((first, last): (f64, f64), most: f64) -> Vec<f64> {
    let step =
        [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0].into_iter().find(|step| (last - first) / step <= most);
    let step = step.unwrap_or(1000.0);
    let mut years = Vec::new();
    let mut year = (first / step).ceil() * step;
    while year < last {
        years.push(year);
        year += step;
    }
    years
}

/// The numbers at the lines of an axis: from the first to the last, round ones, with every figure and bound between them.
pub fn lines(points: &[&Point], unit: &str) -> Vec<f64> {
    let observations = points.iter().flat_map(|point| std::iter::once(&point.shown).chain(&point.others));
    let numbers = observations.flat_map(|o| [Some(o.value), o.value_low, o.value_high]).flatten();
    let (mut low, mut high) = numbers.fold((f64::MAX, f64::MIN), |(low, high), n| (low.min(n), high.max(n)));
    if unit != "year" && unit != "rank" {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    // An open bound needs room for its arrow.
    let room = (high - low).max(f64::MIN_POSITIVE) * 0.15;
    let reach = |is_open: fn(&Observation) -> bool, side: f64| {
        let open = points.iter().filter(move |point| is_open(&point.shown));
        open.map(move |point| point.shown.value + side * room)
    };
    high = reach(is_open_above, 1.0).fold(high, f64::max);
    if low < 0.0 {
        low = reach(is_open_below, -1.0).fold(low, f64::min);
    }
    let whole = matches!(unit, "rank" | "year" | "count" | "people");
    if unit == "rank" {
        (low, high) = (1.0, high.max(2.0));
    }
    let step = step(high - low, whole);
    let (first, last) =
        if unit == "rank" { (0.0, (high / step).ceil()) } else { ((low / step).floor(), (high / step).ceil()) };
    let mut lines: Vec<f64> = Vec::new();
    let mut at = first;
    while at <= last.max(first + 1.0) {
        lines.push(tidy(at * step));
        at += 1.0;
    }
    if unit == "rank" {
        lines[0] = 1.0;
        lines.dedup();
    }
    lines
}

/// A round step that makes three to six lines.
fn step(span: f64, whole: bool) -> f64 {
    let rough = (span / 4.0).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(rough);
    if whole { step.ceil().max(1.0) } else { step }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (span, whole, expected) in
            [(518.4, false, 200.0), (100.0, false, 25.0), (0.9, false, 0.25), (3.0, true, 1.0), (10.0, true, 3.0)]
        {
            assert!((step(span, whole) - expected).abs() < 1e-9, "{span}: {}", step(span, whole));
        }
    }

    #[test]
    fn years_are_named_as_far_as_there_is_room() {
        assert_eq!(named_years((2017.0, 2020.0), 8.0), [2017.0, 2018.0, 2019.0]);
        assert_eq!(named_years((2008.0, 2025.0), 8.0), [2010.0, 2015.0, 2020.0]);
    }
}
