//! Series as a tidy table: one row an observation, those that are not shown marked, with every column of the quantity.

use super::{DURATION, Observation, PERIOD, Series};
use crate::model::{Kind, Value};
use crate::render::csv::row;

/// The columns after those of the quantity.
const COLUMNS: [&str; 15] = [
    "date",
    "period",
    "duration",
    "start",
    "end",
    "value",
    "value_low",
    "value_high",
    "qualifier",
    "basis",
    "fact",
    "title",
    "sources",
    "known_since",
    "shown",
];
/// Why an observation is shown, where there are others.
const WHY: &str = "shown_because";

/// The table with its header.
pub fn csv(kind: &'static Kind, series: &[Series]) -> String {
    let quantity = || kind.quantity.iter().copied().chain(["countries", "unit"]);
    let mut table = row(quantity().chain(COLUMNS).chain([WHY]).map(Into::into));
    for one in series {
        let value = |name: &str| {
            one.quantity.iter().find(|(known, _)| *known == name).map_or(Value::Null, |(_, value)| value.clone())
        };
        let own: Vec<Value> = quantity().map(value).collect();
        let duration = value(DURATION);
        for point in &one.points {
            let shown = std::iter::once((&point.shown, true)).chain(point.others.iter().map(|other| (other, false)));
            for (of, is_shown) in shown {
                let why = point.why.filter(|_| is_shown).map_or(Value::Null, |why| Value::Text(why.to_owned()));
                let cells = own.iter().cloned().chain(cells(of, &duration)).chain([Value::Bool(is_shown), why]);
                let cells: Vec<Value> = cells.collect();
                table += &row(cells.iter().map(Value::to_text));
            }
        }
    }
    table
}

/// The cells of an observation up to `shown`, in the order of [`COLUMNS`].
fn cells(of: &Observation, duration: &Value) -> [Value; 14] {
    debug_assert_eq!(COLUMNS[1], PERIOD);
    let text = |text: &str| Value::Text(text.to_owned());
    let day = |day: &Option<String>| day.as_deref().map_or(Value::Null, text);
    let number = |number: Option<f64>| number.map_or(Value::Null, Value::Number);
    [
        text(&of.date),
        text(&of.period),
        duration.clone(),
        day(&of.start),
        day(&of.end),
        Value::Number(of.value),
        number(of.value_low),
        number(of.value_high),
        text(&of.qualifier),
        text(&of.basis),
        text(&of.fact),
        text(&of.title),
        Value::List(of.sources.clone()),
        text(&of.known_since),
    ]
}
