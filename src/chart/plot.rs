//! The plot of a panel: figures over time, each as wide as its period is long.

use std::fmt::Write as _;

use super::drawing::{Drawing, short};
use super::legend::{Legend, Mark};
use super::lines::width;
use super::panel::{Known, Panel, is_open_above, is_open_below};
use super::scale::{Scale, extent, lines, named_years, years};
use super::spot::{Place, Span, Spot};
use super::{Detail, Options};
use crate::series::{Observation, Point};
use crate::words;

/// Where a plot is.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Height of the numbers above the topmost line and of the years below.
const HEAD: f64 = 20.0;
const YEARS: f64 = 22.0;
/// The least width of a mark: a day is none on a line of years.
const LEAST: f64 = 7.0;
/// How thick a mark is.
const THICK: f64 = 5.0;

/// The shapes of a plot by their classes, one path each, so that many figures take few bytes.
#[derive(Default)]
struct Shapes {
    whole: String,
    part: String,
    bands: String,
    printed: String,
    about: String,
    derived: String,
    arrows: String,
    others: String,
}

/// Draw a plot and move below it.
pub fn draw(
    drawing: &mut Drawing,
    panel: &Panel<'_>,
    area: Area,
    options: &Options,
    detail: &Detail,
    legend: &mut Legend,
) {
    let dated: Vec<&Point> =
        panel.points.iter().copied().filter(|point| extent(&point.shown) != (None, None)).collect();
    let drawn = &dated[dated.len().saturating_sub(detail.marks)..];
    let Some(span) = years(drawn) else { return };
    let lines = lines(drawn, panel.unit);
    let labels = words::ticks(&lines, panel.unit, options.language);
    let gutter =
        labels.iter().rev().skip(usize::from(panel.unit != "rank")).map(|label| width(label, 14.0)).fold(0.0, f64::max)
            + 8.0;
    let (top, bottom) = (area.y + HEAD, area.y + area.height - YEARS);
    // The first place is on top.
    let places = if panel.unit == "rank" { (top + 6.0, bottom - 8.0) } else { (bottom, top) };
    let ends = (lines.first().copied().unwrap_or_default(), lines.last().copied().unwrap_or_default());
    let values = Scale { ends, places };
    let times = Scale { ends: span, places: (area.x + gutter, area.x + area.width) };

    grid(drawing, panel, area, values, &lines, &labels, gutter);
    let mut shapes = Shapes::default();
    // Months and days among themselves are alike; beside longer periods they must not look like them.
    let is_mixed = drawn.iter().any(|point| !matches!(point.shown.period.as_str(), "month" | "days" | "day"));
    let plot = |(x, width)| Place { x, y: top, width, height: bottom - top };
    drawing.spans.push(Span { years: span, place: plot((times.places.0, times.places.1 - times.places.0)) });
    for point in drawn {
        let place = plot(across(&point.shown, times));
        drawing.spots.push(Spot::of(&point.shown, panel.unit, place, options));
        let is_part = is_mixed && matches!(point.shown.period.as_str(), "months" | "month" | "days");
        shapes.add(point, panel.unit, is_part, times, values, legend);
    }
    shapes.draw(drawing);
    name_years(drawing, times, bottom);
    legend.see_all(panel);
    drawing.y = area.y + area.height;
    if drawn.len() < dated.len() {
        drawing.paragraph("m", &options.phrases().of_drawn(drawn.len(), dated.len()), 14.0, 2);
    }
}

/// The lines of round numbers and what they are called; the topmost stands on its line, for it says the unit.
fn grid(
    drawing: &mut Drawing,
    panel: &Panel<'_>,
    area: Area,
    values: Scale,
    lines: &[f64],
    labels: &[String],
    gutter: f64,
) {
    for (at, (number, label)) in lines.iter().zip(labels).enumerate() {
        let y = values.at(*number);
        let is_named_above = at + 1 == lines.len() && panel.unit != "rank";
        let from = if is_named_above { area.x } else { area.x + gutter };
        let class = if *number == 0.0 { "z" } else { "g" };
        drawing.path(class, &format!("M{} {}H{}", short(from), short(y), short(area.x + area.width)));
        if is_named_above {
            drawing.text("m", area.x, y - 6.0, label);
        } else {
            drawing.text("y", area.x + gutter - 8.0, y + 5.0, label);
        }
    }
}

fn name_years(drawing: &mut Drawing, times: Scale, bottom: f64) {
    let (left, right) = times.places;
    let year_width = (right - left) / (times.ends.1 - times.ends.0);
    let mut ticks = String::new();
    for year in named_years(times.ends, ((right - left) / 50.0).floor().max(1.0)) {
        // A name stands under the middle of its year.
        let middle = times.at(year) + year_width / 2.0;
        let _ = write!(ticks, "M{} {}v4", short(times.at(year)), short(bottom));
        drawing.text("x", middle, bottom + 18.0, &format!("{year:.0}"));
    }
    drawing.path("z", &ticks);
}

impl Shapes {
    fn add(&mut self, point: &Point, unit: &str, is_part: bool, times: Scale, values: Scale, legend: &mut Legend) {
        let shown = &point.shown;
        let across = across(shown, times);
        let y = values.at(shown.value);
        // Ranks, multiples and years are places, not amounts: nothing lies between them and nought.
        if matches!(unit, "USD" | "count" | "people" | "percent" | "percentage_points") {
            if is_part {
                legend.see(Mark::Part);
            }
            let amounts = if is_part { &mut self.part } else { &mut self.whole };
            let zero = values.at(0.0);
            *amounts += &bar(across, y.min(zero), (y - zero).abs());
        }
        if let (Some(low), Some(high)) = (shown.value_low, shown.value_high) {
            let (from, to) = (values.at(high), values.at(low));
            // A band as thin as the mark is hidden behind it.
            if (to - from).abs() > THICK {
                legend.see(Mark::Band);
                self.bands += &bar(across, from.min(to), (to - from).abs());
            }
        }
        let mark = bar(across, y - THICK / 2.0, THICK);
        match Known::of(shown) {
            Known::Printed => self.printed += &mark,
            Known::About => self.about += &mark,
            Known::Derived => self.derived += &mark,
        }
        // More is up, but not among ranks, whose first is on top.
        let up = if values.places.1 < values.places.0 { -1.0 } else { 1.0 };
        let middle = across.0 + across.1 / 2.0;
        if is_open_above(shown) {
            self.arrows += &arrow(middle, y, up * 17.0);
        }
        if is_open_below(shown) {
            self.arrows += &arrow(middle, y, up * -17.0);
        }
        for other in &point.others {
            let (x, wide) = self::across(other, times);
            let _ = write!(self.others, "M{} {}h0", short(x + wide / 2.0), short(values.at(other.value)));
        }
    }

    fn draw(&self, drawing: &mut Drawing) {
        for (class, shapes) in [
            ("f", &self.whole),
            ("w", &self.part),
            ("n", &self.bands),
            (Known::Printed.class(), &self.printed),
            (Known::About.class(), &self.about),
            (Known::Derived.class(), &self.derived),
            ("u", &self.arrows),
            ("o", &self.others),
        ] {
            drawing.path(class, shapes);
        }
    }
}

/// Where a period begins and how wide it is; a side that is open reaches to the end of the line.
fn across(observation: &Observation, times: Scale) -> (f64, f64) {
    let (start, end) = extent(observation);
    let (from, to) = (times.at(start.unwrap_or(f64::MIN)), times.at(end.unwrap_or(f64::MAX)));
    let wide = (to - from).max(LEAST);
    let (left, right) = times.places;
    ((f64::midpoint(from, to) - wide / 2.0).min(right - wide).max(left), wide)
}

/// A rectangle from its left side and width, its top and height.
pub fn bar((x, width): (f64, f64), top: f64, height: f64) -> String {
    format!("M{} {}h{}v{}h-{}z", short(x), short(top), short(width), short(height), short(width))
}

/// An arrow from a mark to where the figure may be; `long` is negative for one that points up.
pub fn arrow(x: f64, y: f64, long: f64) -> String {
    let side = 5.0 * long.signum();
    let tip = short(y + long);
    format!("M{0} {1}V{tip}m-5 {2}L{0} {tip}l5 {2}", short(x), short(y), short(-side))
}
