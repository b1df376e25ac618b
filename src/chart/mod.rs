//! Series as a picture that one may print: SVG without scripts and without fonts of its own, light and dark.
//!
//! A chart is a column of panels, one for each quantity, each with a plot and a ledger. On the plot a figure is as wide as its
//! period is long, so that eleven months are no year; the ledger has the same figures in words. What does not fit into
//! [`MAX_CHART`] bytes is left out, and the picture says so.

mod describe;
mod detail;
mod drawing;
mod ledger;
mod legend;
mod lines;
mod panel;
mod phrases;
mod plot;
mod scale;
mod spot;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use detail::{DETAILS, Detail};
use drawing::Drawing;
pub use drawing::short;
use legend::Legend;
use lines::{clipped, wrapped};
use panel::{Panel, panels};
use phrases::{Phrases, phrases};
use plot::Area;

pub use spot::{Place, Span, Spot};

use crate::limits::MAX_CHART;
use crate::series::Series;

/// Width of a chart when none is asked for, in its own units: its letters can be read when it is shrunk to 320 pixels, too.
pub const DEFAULT_WIDTH: u32 = 440;
/// The width from which the ledger stands beside the plot.
const WIDE: f64 = 760.0;
/// What stays empty around a chart.
const MARGIN: f64 = 20.0;

/// What a chart says beside its figures.
#[derive(Debug)]
pub struct Options<'a> {
    /// The language of its words, one of [`LANGUAGES`](crate::data::LANGUAGES).
    pub language: &'a str,
    /// Its title; `None` makes one of what all series share.
    pub title: Option<&'a str>,
    /// The address of the query that it answers.
    pub address: &'a str,
    /// Version of the dataset.
    pub version: &'a str,
    /// Licence of the data, as SPDX names it.
    pub license: &'a str,
    /// What sources, countries, organizations and people are called, by id.
    pub names: &'a BTreeMap<String, String>,
    /// Why there are no series, in lines.
    pub reason: Option<&'a str>,
    /// Its width in units, which are pixels where it is shown as it is; [`DEFAULT_WIDTH`] if `None`.
    pub width: Option<u32>,
}

impl Options<'_> {
    fn phrases(&self) -> &'static Phrases {
        phrases(self.language)
    }

    fn name<'b>(&'b self, id: &'b str) -> &'b str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

/// A chart, and where on it what is.
#[derive(Debug, Default)]
pub struct Chart {
    /// An SVG document of at most [`MAX_CHART`] bytes.
    pub svg: String,
    /// Its height in units.
    pub height: f64,
    /// The figures that are drawn.
    pub spots: Vec<Spot>,
    /// The lines of years.
    pub spans: Vec<Span>,
}

/// The chart of some series.
pub fn chart(series: &[Series], options: &Options) -> Chart {
    let mut chart = Chart::default();
    for detail in DETAILS {
        chart = drawn(series, options, detail);
        if chart.svg.len() <= MAX_CHART {
            break;
        }
    }
    chart
}

fn drawn(series: &[Series], options: &Options, detail: &Detail) -> Chart {
    let (title, framing, all) = panels(series, options);
    let shown = &all[..all.len().min(detail.panels)];
    let sources = sources(shown);
    let mut drawing = Drawing::new(f64::from(options.width.unwrap_or(DEFAULT_WIDTH)), MARGIN);
    drawing.paragraph("t", &title, 22.0, 6);
    if !framing.is_empty() {
        drawing.skip(2.0);
        drawing.paragraph("m", &framing, 14.0, 3);
    }
    if all.is_empty() {
        nothing(&mut drawing, options);
    }
    let mut legend = Legend::default();
    for panel in shown {
        draw_panel(&mut drawing, panel, &sources, options, detail, &mut legend);
    }
    legend.draw(&mut drawing, options.phrases());
    if shown.len() < all.len() {
        drawing.skip(6.0);
        drawing.paragraph("m", &options.phrases().of_quantities(shown.len(), all.len()), 14.0, 3);
    }
    foot(&mut drawing, &sources, options);
    let described = describe::described((&title, &framing), shown, options, detail);
    let svg = drawing.finish(options.language, &described);
    Chart { svg, height: drawing.y + MARGIN, spots: drawing.spots, spans: drawing.spans }
}

fn nothing(drawing: &mut Drawing, options: &Options) {
    if let Some(reason) = options.reason {
        for line in reason.lines() {
            drawing.skip(6.0);
            drawing.paragraph("", line, 16.0, 8);
        }
    }
}

/// Heading, plot and ledger of a quantity; one figure alone is written large instead of plotted.
fn draw_panel(
    drawing: &mut Drawing,
    panel: &Panel<'_>,
    sources: &[&str],
    options: &Options,
    detail: &Detail,
    legend: &mut Legend,
) {
    if !panel.heading.is_empty() {
        drawing.skip(16.0);
        drawing.paragraph("h", &panel.heading, 16.0, 4);
    }
    if let [point] = &panel.points[..] {
        return ledger::alone(drawing, panel, point, sources, options, legend);
    }
    drawing.skip(if panel.heading.is_empty() { 14.0 } else { 6.0 });
    let (left, top, width) = (MARGIN, drawing.y, drawing.width - 2.0 * MARGIN);
    let is_wide = drawing.width >= WIDE;
    let plot_width = if is_wide { (width * 0.56).round() } else { width };
    let area = Area { x: left, y: top, width: plot_width, height: if is_wide { 260.0 } else { 190.0 } };
    plot::draw(drawing, panel, area, options, detail, legend);
    let under = drawing.y;
    if is_wide {
        drawing.y = top;
        ledger::draw(drawing, panel, (left + plot_width + 32.0, width - plot_width - 32.0), sources, options, detail);
        drawing.y = drawing.y.max(under);
    } else {
        drawing.skip(6.0);
        ledger::draw(drawing, panel, (left, width), sources, options, detail);
    }
}

/// Ids of the sources of what is shown, in the order in which they first appear.
fn sources<'a>(panels: &[Panel<'a>]) -> Vec<&'a str> {
    let mut sources: Vec<&str> = Vec::new();
    let observations = panels.iter().flat_map(|panel| &panel.points);
    for source in
        observations.flat_map(|point| std::iter::once(&point.shown).chain(&point.others)).flat_map(|o| &o.sources)
    {
        if !sources.contains(&source.as_str()) {
            sources.push(source);
        }
    }
    sources
}

/// Most sources that a chart names.
const MAX_SOURCES: usize = 9;

fn foot(drawing: &mut Drawing, sources: &[&str], options: &Options) {
    let phrases = options.phrases();
    drawing.skip(12.0);
    drawing.rule();
    drawing.skip(4.0);
    if !sources.is_empty() {
        let numbered = |(at, id): (usize, &&str)| match sources.len() {
            1 => clipped(options.name(id), 100),
            _ => format!("{}\u{a0}{}", at + 1, clipped(options.name(id), 100)),
        };
        let mut named: Vec<String> = sources.iter().take(MAX_SOURCES).enumerate().map(numbered).collect();
        if sources.len() > MAX_SOURCES {
            named.push(format!("… ({})", sources.len()));
        }
        let text = format!("{}{}", phrases.sources, named.join(phrases.comma));
        drawing.paragraph("m", &text, 14.0, 6);
    }
    drawing.paragraph("m", &format!("{} {} · {}", phrases.dataset, options.version, options.license), 14.0, 2);
    for line in wrapped(&clipped(options.address, 400), drawing.width - 2.0 * MARGIN, 14.0) {
        drawing.line("m", &line, 14.0);
    }
}
