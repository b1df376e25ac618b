//! A figure on the line of numbers, with its bounds, beside the others of its series.

use std::sync::Arc;

use super::cell::Teller;
use super::link::Link;
use super::row::{Row, rows, text};
use crate::model::{Column, Kind, Value};
use crate::query::{Condition, Query, Test};
use crate::series::{self, Observation, Series, grouped};
use crate::store::{Error, Store};
use crate::words;

/// How wide a line is, in its own units.
const WIDTH: f64 = 240.0;
/// What stays empty at either end, so that dots are whole.
const MARGIN: f64 = 6.0;

/// One figure of a series.
#[derive(Debug)]
pub struct Mark {
    /// The fact.
    pub link: Link,
    /// When.
    pub period: String,
    /// How much.
    pub figure: String,
    /// Who says so.
    pub sources: Vec<Link>,
    /// Where its dot is.
    pub at: String,
    /// Where its bounds are; the same place twice where nothing bounds it.
    pub bounds: (String, String),
    /// Whether it is the fact of this page.
    pub is_this: bool,
    /// Whether it is computed from others.
    pub is_derived: bool,
}

/// The figures of the series that a fact is part of; nothing where it is alone.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn marks(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    kind: &'static Kind,
    row: &Row,
) -> Result<Vec<Mark>, Error> {
    if kind.quantity.is_empty() || row.get("value").is_none_or(serde_json::Value::is_null) {
        return Ok(Vec::new());
    }
    let columns = kind.quantity.iter().copied().chain(["unit"]).filter_map(|name| kind.column(name));
    let conditions = columns.map(|column| same(column, row)).collect();
    let rows = rows(store, teller.reader, Query { conditions, ..Query::all(kind) }).await?;
    let read = |row: &Row| series::Row::read(kind, &serde_json::to_string(row).unwrap_or_default());
    let figures: Vec<series::Row> = rows.iter().filter_map(read).collect();
    let id = text(row, "id");
    let has = |series: &Series| all(series).any(|observation| observation.fact == id);
    let Some(series) = grouped(&figures).series.into_iter().find(has) else { return Ok(Vec::new()) };
    let unit = text(row, "unit");
    Ok(if all(&series).count() > 1 { drawn(teller, kind, unit, id, &series) } else { Vec::new() })
}

/// Everything that a series says, those that are not shown of a period after the one that is.
fn all(series: &Series) -> impl Iterator<Item = &Observation> {
    series.points.iter().flat_map(|point| std::iter::once(&point.shown).chain(&point.others))
}

/// The condition that a row has in a column what another has.
fn same(column: &'static Column, row: &Row) -> Condition {
    let value = Some(text(row, column.name)).filter(|text| !text.is_empty());
    let value = value.map_or(Value::Null, |text| Value::Text(text.to_owned()));
    Condition { column, test: Test::AnyOf, values: vec![value] }
}

/// The figures of a series, that of the fact `id` marked as this one.
pub fn drawn(teller: &Teller<'_>, kind: &Kind, unit: &str, id: &str, series: &Series) -> Vec<Mark> {
    let ends = |of: &Observation| [of.value_low.unwrap_or(of.value), of.value, of.value_high.unwrap_or(of.value)];
    let numbers = || all(series).flat_map(ends);
    // From nothing on, so that twice as far is twice as much; a year has no such nothing.
    let nothing = if unit == "year" { f64::INFINITY } else { 0.0 };
    let (least, most) = (numbers().fold(nothing, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
    let span = if most > least { most - least } else { 1.0 };
    let place = |value: f64| format!("{:.1}", MARGIN + (value - least) / span * (WIDTH - 2.0 * MARGIN));
    let sources = kind.column("sources");
    let mark = |of: &Observation| Mark {
        link: Link::to(teller.reader.link(&format!("/{}/{}", kind.name, of.fact)), of.title.clone()),
        period: words::period(&of.date, teller.reader.language),
        figure: words::figure(of.value, unit, &of.qualifier, teller.reader.language),
        sources: of.sources.iter().filter_map(|id| Some(teller.value(sources?, &id.as_str().into()))).collect(),
        at: place(of.value),
        bounds: (place(ends(of)[0]), place(ends(of)[2])),
        is_this: of.fact == id,
        is_derived: of.basis == "derived",
    };
    all(series).map(mark).collect()
}
