//! The ledger of a panel: its figures in words, in order of time.

use super::drawing::{Drawing, short};
use super::legend::{Legend, Mark};
use super::lines::{clipped, width, wrapped};
use super::panel::{Known, Panel};
use super::plot::bar;
use super::{Detail, MARGIN, Options};
use crate::series::{Observation, Point};
use crate::words;

/// Size of its letters and height of its lines.
const SIZE: f64 = 16.0;
const LINE: f64 = 24.0;

/// The latest figures of a panel, a line each, between a left side and a width.
pub fn draw(
    drawing: &mut Drawing,
    panel: &Panel<'_>,
    (left, room): (f64, f64),
    sources: &[&str],
    options: &Options,
    detail: &Detail,
) {
    let all = panel.points.len();
    let listed = &panel.points[all.saturating_sub(detail.rows)..];
    for point in listed {
        let mark = (left, glyph(&point.shown));
        drawing.path(Known::of(&point.shown).class(), &bar(mark, drawing.y + LINE - 8.0, 5.0));
        row(
            drawing,
            &period(&point.shown, options),
            &point.shown,
            panel.unit,
            (left + 28.0, room - 28.0),
            sources,
            options,
        );
        between(drawing, &point.shown, panel.unit, (left + 28.0, room - 28.0), options);
        for other in point.others.iter().take(3) {
            let also = format!("{} {}", options.phrases().also, period(other, options));
            drawing.path("o", &format!("M{} {}h0", short(left + 9.0), short(drawing.y + LINE - 5.5)));
            row(drawing, &also, other, panel.unit, (left + 28.0, room - 28.0), sources, options);
        }
    }
    if listed.len() < all {
        drawing.skip(2.0);
        for line in wrapped(&options.phrases().of_listed(listed.len(), all), room, 14.0) {
            drawing.skip(19.0);
            drawing.text("m", left, drawing.y, &line);
        }
    }
}

/// How wide the mark beside a figure is: a day is shorter than a part of a year, and that than a year.
fn glyph(observation: &Observation) -> f64 {
    match observation.period.as_str() {
        "day" | "days" | "month" => 6.0,
        "months" => 12.0,
        _ => 18.0,
    }
}

/// A period and its figure at the other end of the line, or below where both do not fit.
fn row(
    drawing: &mut Drawing,
    period: &str,
    observation: &Observation,
    unit: &str,
    (left, room): (f64, f64),
    sources: &[&str],
    options: &Options,
) {
    let figure = figure(observation, unit, options);
    let marks = marks(observation, sources);
    drawing.skip(LINE);
    drawing.text("", left, drawing.y, period);
    let beside = room - width(period, SIZE) - width(&marks, 12.0) - 16.0;
    if width(&figure, SIZE) <= beside {
        return drawing.marked_text("e", left + room, drawing.y, &figure, &marks);
    }
    let lines = wrapped(&figure, room - width(&marks, 12.0) - 4.0, SIZE);
    for (at, line) in lines.iter().enumerate() {
        drawing.skip(LINE - 3.0);
        let marks = if at + 1 == lines.len() { &marks } else { "" };
        drawing.marked_text("e", left + room, drawing.y, line, marks);
    }
    drawing.skip(3.0);
}

/// The bounds of a figure that is not as printed, in lines of their own.
fn between(drawing: &mut Drawing, observation: &Observation, unit: &str, (left, room): (f64, f64), options: &Options) {
    let Some(bounds) = bounds(observation, unit, options) else { return };
    for line in wrapped(&bounds, room, 14.0) {
        drawing.skip(20.0);
        drawing.text("y", left + room, drawing.y, &line);
    }
}

/// One figure alone: large, with its period, its bounds and what others say below.
pub fn alone(
    drawing: &mut Drawing,
    panel: &Panel<'_>,
    point: &Point,
    sources: &[&str],
    options: &Options,
    legend: &mut Legend,
) {
    let room = drawing.width - 2.0 * MARGIN;
    let figure = figure(&point.shown, panel.unit, options);
    let lines = wrapped(&figure, room - 16.0, 28.0);
    let last = lines.len();
    drawing.skip(4.0);
    for (at, line) in lines.iter().enumerate() {
        drawing.skip(36.0);
        let marks = if at + 1 == last { marks(&point.shown, sources) } else { String::new() };
        drawing.marked_text("l", MARGIN, drawing.y, line, &marks);
    }
    let mut under = period(&point.shown, options);
    if let Some(bounds) = bounds(&point.shown, panel.unit, options) {
        under = format!("{under} · {bounds}");
    }
    if Known::of(&point.shown) == Known::Derived {
        legend.see(Mark::Derived);
    }
    drawing.skip(3.0);
    drawing.paragraph("b", &under, SIZE, 3);
    for other in point.others.iter().take(6) {
        let also = format!("{} {}", options.phrases().also, period(other, options));
        row(drawing, &also, other, panel.unit, (MARGIN, room), sources, options);
    }
}

/// A figure as its source has it.
pub fn figure(observation: &Observation, unit: &str, options: &Options) -> String {
    words::figure(observation.value, unit, &observation.qualifier, options.language)
}

/// A period in words.
pub fn period(observation: &Observation, options: &Options) -> String {
    if observation.date.is_empty() {
        return options.phrases().undated.to_owned();
    }
    clipped(&words::period(&observation.date, options.language), 60)
}

/// The bounds of a figure that is more or less than it says, where both are known.
pub fn bounds(observation: &Observation, unit: &str, options: &Options) -> Option<String> {
    let (low, high) = (observation.value_low?, observation.value_high?);
    let is_hedged = observation.qualifier != "exact" && low < high;
    is_hedged.then(|| words::range(low, high, unit, options.language))
}

/// The numbers of its sources where there are several.
fn marks(observation: &Observation, sources: &[&str]) -> String {
    if sources.len() < 2 {
        return String::new();
    }
    let number = |id: &String| sources.iter().position(|known| known == id).map(|at| (at + 1).to_string());
    observation.sources.iter().filter_map(number).collect::<Vec<_>>().join(",")
}
