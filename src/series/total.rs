//! What may be added up. A row is counted or left out with a reason, and where a choice would be a guess nothing is added.
//!
//! In this order: figures that cannot be added (rates, ranks, derived ones, context beside relations), copies of one figure,
//! later states and wholes by declared relations, figures that cover the same ground. What then remains must be of one
//! quantity, and of one time unless it is a flow.

use super::alike::{Alike, alike};
use super::overlap::{ACROSS, THING, columns, is_flow, without_overlaps};
use super::{LeftOut, Row};
use crate::figure::tidy;
use crate::words::{Reason, Said};

/// Units of which a sum means something.
const ADDED: [&str; 3] = ["USD", "count", "people"];

/// A sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// Of the values.
    pub value: f64,
    /// The least that the true sum may be; `None` where the least of a part is not known.
    pub value_low: Option<f64>,
    /// The most that it may be.
    pub value_high: Option<f64>,
    /// The unit of all of them.
    pub unit: String,
    /// Ids of the facts in it.
    pub facts: Vec<String>,
    /// Every other row that matches.
    pub left_out: Vec<LeftOut>,
}

/// Why nothing was added.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// No row that matches can be added.
    Nothing(Vec<LeftOut>),
    /// They differ in these columns.
    Quantities(Vec<&'static str>),
    /// They are states at different times.
    Times,
}

/// What the request says of how to add.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The columns of which it names several words: it wants a sum across them.
    pub across: Vec<&'static str>,
    /// Whether it names the scope, so that context is not left out.
    pub scope: bool,
}

/// Add the rows that match. Relations between them may lead over facts `beyond`, which do not.
///
/// # Errors
/// Why they may not be added.
pub fn total(rows: &[Row], beyond: &[Row], asked: &Asked) -> Result<Total, Refusal> {
    let mut left_out = Vec::new();
    let linked: Vec<&Row> = rows.iter().chain(beyond).collect();
    let figures = alike(&addable(rows, asked, &mut left_out), &linked, &mut left_out);
    let counted = without_overlaps(figures, &mut left_out);
    let Some(first) = counted.first() else { return Err(Refusal::Nothing(left_out)) };
    let varying = varying(&counted, asked);
    if !varying.is_empty() {
        return Err(Refusal::Quantities(varying));
    }
    let is_one_time = counted.iter().all(|figure| figure.period == first.period);
    if !is_one_time && !is_flow(first.row) && !is_thing(first.row) {
        return Err(Refusal::Times);
    }
    let sum = |column: &str| counted.iter().map(|figure| figure.row.number(column)).sum::<Option<f64>>().map(tidy);
    Ok(Total {
        value: sum("value").unwrap_or_default(),
        value_low: sum("value_low"),
        value_high: sum("value_high"),
        unit: first.row.text("unit").unwrap_or_default().to_owned(),
        facts: counted.iter().map(|figure| figure.row.id().to_owned()).collect(),
        left_out,
    })
}

/// The rows whose figures can be added at all.
fn addable<'a>(rows: &'a [Row], asked: &Asked, left_out: &mut Vec<LeftOut>) -> Vec<&'a Row> {
    let mut figures = Vec::new();
    for row in rows {
        let unit = row.text("unit").unwrap_or_default();
        let reason = match row.number("value") {
            None => Some(Reason::of("figure.none")),
            _ if row.text("basis") == Some("derived") => Some(Reason::of("figure.derived")),
            _ if !ADDED.contains(&unit) => {
                Some(Reason::of("figure.unit").with("unit", Said::Word("unit", unit.to_owned())))
            }
            _ => None,
        };
        match reason {
            Some(reason) => left_out.push(LeftOut::of(row, reason)),
            None => figures.push(row),
        }
    }
    let is_relation = |row: &&Row| row.text("scope") == Some("bilateral");
    if asked.scope || !figures.iter().any(is_relation) {
        return figures;
    }
    let (relations, context): (Vec<_>, Vec<_>) = figures.into_iter().partition(is_relation);
    for row in context {
        let scope = row.text("scope").unwrap_or_default();
        left_out
            .push(LeftOut::of(row, Reason::of("figure.context").with("scope", Said::Word("scope", scope.to_owned()))));
    }
    relations
}

fn is_thing(row: &Row) -> bool {
    row.kind.quantity.contains(&THING)
}

/// The columns in which figures differ though the request does not ask for a sum across them.
fn varying(counted: &[Alike], asked: &Asked) -> Vec<&'static str> {
    let Some(first) = counted.first() else { return Vec::new() };
    let may_vary = |column: &str| column == THING || ACROSS.contains(&column) && asked.across.contains(&column);
    let varies = |column: &&'static str| {
        let value = first.row.value(column);
        !may_vary(column) && counted.iter().any(|figure| figure.row.value(column) != value)
    };
    columns(first.row).filter(varies).collect()
}
