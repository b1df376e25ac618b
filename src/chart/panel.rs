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

/// What of a quantity says how long its periods are: drawn, not told, and no reason for a panel of its own.
const LENGTH: [&str; 2] = ["period", "duration"];
/// What stands at the axis.
const UNIT: &str = "unit";
/// What frames a quantity: told with the name of its column.
const FRAMING: [&str; 4] = ["subject", "among", "share_of", "proposed_by"];
/// What stands between the words of a title; a line never begins with it.
const BETWEEN: &str = "\u{a0}· ";

/// A column of a quantity and what stands in it.
type Part = (&'static str, Value);

/// Series of one quantity.
struct Group<'a> {
    key: Vec<&'a Part>,
    series: Vec<&'a Series>,
}

/// What all panels share, as a title and the columns that frame it, and the panels.
pub fn panels<'a>(series: &'a [Series], options: &Options) -> (String, String, Vec<Panel<'a>>) {
    let groups = groups(series);
    let is_shared = |part: &Part| groups.iter().all(|group| group.key.contains(&part));
    let words = |group: &Group<'_>, is_wanted: &dyn Fn(&Part) -> bool| -> Vec<String> {
        let chosen = group.key.iter().filter(|part| part.0 != UNIT && is_wanted(part));
        chosen.filter_map(|(name, value)| part(group.series[0], name, value, options)).collect()
    };
    let Some(first) = groups.first() else {
        return (options.title.unwrap_or(options.phrases().nothing).to_owned(), String::new(), Vec::new());
    };
    let panel = |group: &Group<'a>| {
        let points = points(group);
        let heading = match &points[..] {
            [point] => point.shown.title.clone(),
            _ => capitalized(&words(group, &|part| !is_shared(part)).join(BETWEEN)),
        };
        let unit = group.series[0].quantity.iter().find(|(name, _)| *name == UNIT);
        let unit = unit.and_then(|(_, value)| if let Value::Text(unit) = value { Some(unit.as_str()) } else { None });
        Panel { heading, unit: unit.unwrap_or_default(), points }
    };
    let mut panels: Vec<Panel<'_>> = groups.iter().map(panel).collect();
    let kind = first.series[0].kind.name;
    let kind = labels(options.language).kinds.get(kind).map_or(kind, String::as_str);
    let shared = words(first, &|part| is_shared(part) && !FRAMING.contains(&part.0));
    let mut title = std::iter::once(kind.to_owned()).chain(shared).collect::<Vec<_>>().join(BETWEEN);
    let mut framing = words(first, &|part| is_shared(part) && FRAMING.contains(&part.0)).join(BETWEEN);
    // What is alone is told by the title, one figure by its own, which says all of it.
    if let [only] = &mut panels[..] {
        let own = std::mem::take(&mut only.heading);
        if only.points.len() == 1 {
            (title, framing) = (own, String::new());
        }
    }
    (options.title.map_or(title, str::to_owned), capitalized(&framing), panels)
}

/// Series by quantity, in their order.
fn groups(series: &[Series]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for one in series.iter().filter(|series| !series.points.is_empty()) {
        let key: Vec<&Part> = one.quantity.iter().filter(|(name, _)| !LENGTH.contains(name)).collect();
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => group.series.push(one),
            None => groups.push(Group { key, series: vec![one] }),
        }
    }
    groups
}

/// The points of a group in order of time, those of all lengths together.
fn points<'a>(group: &Group<'a>) -> Vec<&'a Point> {
    let mut points: Vec<&Point> = group.series.iter().flat_map(|series| &series.points).collect();
    points.sort_by_key(|point| (point.shown.start.clone(), point.shown.end.clone()));
    points
}

/// A column of a quantity in words: the word of a choice, the name of a country, else the text with the name of its column.
fn part(series: &Series, name: &str, value: &Value, options: &Options) -> Option<String> {
    let labels = labels(options.language);
    let named = |id: &str| options.phrases().region(id).map_or_else(|| options.name(id).to_owned(), str::to_owned);
    let text = match value {
        Value::Text(text) => {
            let choice = labels.choices.get(name).and_then(|choices| choices.get(text));
            match series.kind.column(name).map(|column| column.ty) {
                Some(Type::Slug) => slug(text, options),
                _ => choice.cloned().unwrap_or_else(|| named(text)),
            }
        }
        Value::List(ids) => ids.iter().map(|id| named(id)).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    let label = labels.columns.get(name).filter(|_| FRAMING.contains(&name));
    Some(label.map_or_else(|| text.clone(), |label| format!("{label}{}{text}", options.phrases().colon)))
}

/// A slug as words; codes of regions are written large.
fn slug(text: &str, options: &Options) -> String {
    let word = |word: &str| {
        let large = word.to_uppercase();
        if options.phrases().region(&large).is_some() { large } else { word.to_owned() }
    };
    text.split('-').map(word).collect::<Vec<_>>().join(" ")
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
