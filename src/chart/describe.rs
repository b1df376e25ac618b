//! What a chart says to those who do not see it.

use std::fmt::Write as _;

use super::Options;
use super::detail::Detail;
use super::ledger::{bounds, figure, period};
use super::lines::clipped;
use super::panel::Panel;
use crate::data::labels;
use crate::series::Observation;

/// A title and a description, in words.
pub struct Described {
    pub title: String,
    pub text: String,
}

/// Every figure that is drawn, with what is known of it, the dataset and the query.
pub fn described(
    (title, framing): (&str, &str),
    panels: &[Panel<'_>],
    options: &Options,
    detail: &Detail,
) -> Described {
    let mut sentences = Vec::new();
    if !framing.is_empty() {
        sentences.push(format!("{}.", clipped(framing, 300)));
    }
    for panel in panels {
        if !panel.heading.is_empty() {
            sentences.push(format!("{}.", clipped(&panel.heading, 200)));
        }
        let all = panel.points.len();
        let told = &panel.points[all.saturating_sub(detail.told)..];
        for point in told {
            sentences.push(told_of(&point.shown, panel, options, detail));
            for other in point.others.iter().take(3) {
                sentences.push(format!("({} {})", options.phrases().also, told_of(other, panel, options, detail)));
            }
        }
        if told.len() < all {
            sentences.push(options.phrases().of_told(told.len(), all));
        }
    }
    if panels.is_empty() {
        sentences.extend(options.reason.map(str::to_owned));
    }
    sentences.push(format!("{} {}, {}.", options.phrases().dataset, options.version, options.license));
    sentences.push(clipped(options.address, 400));
    Described { title: clipped(title, 300), text: sentences.join(" ") }
}

fn told_of(observation: &Observation, panel: &Panel<'_>, options: &Options, detail: &Detail) -> String {
    let (colon, comma) = (options.phrases().colon, options.phrases().comma);
    let mut text = format!("{}{colon}{}", period(observation, options), figure(observation, panel.unit, options));
    if let Some(bounds) = bounds(observation, panel.unit, options) {
        let _ = write!(text, "{comma}{bounds}");
    }
    if observation.basis == "derived" {
        let word = labels(options.language).choices.get("basis").and_then(|words| words.get("derived"));
        let _ = write!(text, "{comma}{}", word.map_or("derived", String::as_str));
    }
    if detail.titles && panel.points.len() > 1 {
        let _ = write!(text, " ({})", clipped(&observation.title, 120));
    }
    text + "."
}
