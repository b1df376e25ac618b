//! Series put together by what they measure: one panel for each quantity, whatever the lengths of its periods.

use super::Options;
use crate::data::labels;
use crate::model::{Type, Value};
use crate::series::{Observation, Point, Series};

/// One quantity.
pub struct Panel<'a> {
    /// What tells it from the other panels; empty where it is the only one.
    pub heading: String,
    /// The unit of all its figures.
    pub unit: &'a str,
    /// Its figures in order of time, of all lengths of periods.
    pub points: Vec<&'a Point>,
}

/// The columns of a quantity that a panel does not tell by its heading: periods are drawn, units stand at the axis.
const DRAWN: [&str; 2] = ["period", "unit"];

/// What all panels share, as a title, and the panels.
pub fn panels<'a>(series: &'a [Series], options: &Options) -> (String, Vec<Panel<'a>>) {
    let mut groups: Vec<(Vec<&(&'static str, Value)>, Vec<&'a Series>)> = Vec::new();
    for one in series {
        let key: Vec<_> = one.quantity.iter().filter(|(name, _)| *name != "period").collect();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(one),
            None => groups.push((key, vec![one])),
        }
    }
    let is_shared = |part: &(&str, Value)| groups.iter().all(|(key, _)| key.contains(&part));
    let words = |kind: &Series, parts: &[&(&'static str, Value)], shared: bool| {
        let chosen = parts.iter().filter(|part| is_shared(part) == shared && !DRAWN.contains(&part.0));
        chosen.filter_map(|(name, value)| part(kind, name, value, options)).collect::<Vec<_>>()
    };
    let mut title: Vec<String> = Vec::new();
    if let Some((key, group)) = groups.first() {
        let kind = group[0].kind.name;
        title.push(labels(options.language).kinds.get(kind).cloned().unwrap_or_else(|| kind.to_owned()));
        title.extend(words(group[0], key, true));
    }
    let panel = |(key, group): &(Vec<&(&'static str, Value)>, Vec<&'a Series>)| {
        let mut points: Vec<&'a Point> = group.iter().flat_map(|series| &series.points).collect();
        let time = |point: &&Point| (point.shown.start.clone(), point.shown.end.clone());
        points.sort_by_key(time);
        let heading = match &points[..] {
            [point] => point.shown.title.clone(),
            _ => capitalized(&words(group[0], key, false).join("\u{a0}· ")),
        };
        let unit = group[0].quantity.iter().find(|(name, _)| *name == "unit");
        let unit = match unit {
            Some((_, Value::Text(unit))) => unit.as_str(),
            _ => "",
        };
        Panel { heading, unit, points }
    };
    let mut panels: Vec<Panel<'_>> = groups.iter().map(panel).filter(|panel| !panel.points.is_empty()).collect();
    let mut title = title.join("\u{a0}· ");
    // What is alone is told by its own title.
    if let [only] = &mut panels[..] {
        let own = std::mem::take(&mut only.heading);
        title = if only.points.len() == 1 { own } else { title };
    }
    if panels.is_empty() {
        title = options.phrases().nothing.to_owned();
    }
    (options.title.map_or(title, str::to_owned), panels)
}

/// A column of a quantity in words: the word of a choice, the name of a country, else the text with the name of its column.
fn part(series: &Series, name: &str, value: &Value, options: &Options) -> Option<String> {
    let labels = labels(options.language);
    let named = |id: &str| options.phrases().region(id).map_or_else(|| options.name(id).to_owned(), str::to_owned);
    let text = match value {
        Value::Text(text) => {
            let choice = labels.choices.get(name).and_then(|choices| choices.get(text));
            match series.kind.column(name).map(|column| column.ty) {
                Some(Type::Slug) => text.replace('-', " "),
                _ => choice.cloned().unwrap_or_else(|| named(text)),
            }
        }
        Value::List(ids) => ids.iter().map(|id| named(id)).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    let is_plain = ["subject", "among", "share_of", "proposed_by"].iter().all(|framing| *framing != name);
    let label = labels.columns.get(name).filter(|_| !is_plain);
    Some(label.map_or_else(|| text.clone(), |label| format!("{label}{}{text}", options.phrases().colon)))
}

/// With a capital where it begins.
fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// How a figure is known, which decides how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// As printed, or as a bound that is printed.
    Printed,
    /// Printed as about that much.
    About,
    /// Derived from others.
    Derived,
}

impl Known {
    /// How an observation is known.
    pub fn of(observation: &Observation) -> Self {
        match (observation.basis.as_str(), observation.qualifier.as_str()) {
            ("derived", _) => Self::Derived,
            (_, "about") => Self::About,
            _ => Self::Printed,
        }
    }

    /// The class of its mark.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Printed => "k",
            Self::About => "q",
            Self::Derived => "d",
        }
    }
}

/// True where the figure may be larger without a bound that is known.
pub fn is_open_above(observation: &Observation) -> bool {
    matches!(observation.qualifier.as_str(), "more_than" | "at_least") && observation.value_high.is_none()
}

/// True where it may be smaller without one.
pub fn is_open_below(observation: &Observation) -> bool {
    matches!(observation.qualifier.as_str(), "nearly" | "up_to") && observation.value_low.is_none()
}
