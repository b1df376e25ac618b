//! Trade figures against each other: equations that must hold within what the sources print.

use super::quantity::{FLOWS, Known, Quantities, Quantity, WORLD, year_before};
use super::ties::Ties;
use crate::dataset::Dataset;
use crate::interval::Interval;
use crate::kinds::TRADE;
use crate::kinds::figures::CONSISTENCY;
use crate::model::Record;

/// A relation between figures that must hold.
#[derive(Debug)]
pub struct Equation<'a> {
    /// Its name, one of [`CONSISTENCY`].
    pub name: &'static str,
    /// The figures; the first is the one whose value `expected` is about.
    pub facts: Vec<&'a Record>,
    /// What the others let it be.
    pub expected: Interval,
    /// What it is.
    pub found: Interval,
}

/// Every equation of a dataset's trade figures, whether it holds or not. Where each holds by itself, one that no figures
/// fulfil while they fulfil the others comes last.
pub fn equations(dataset: &Dataset) -> Vec<Equation<'_>> {
    let all = Quantities::of(dataset.of(&TRADE));
    let mut equations: Vec<Equation<'_>> = all.groups().flat_map(|group| of_group(&all, group)).collect();
    if equations.iter().all(|equation| equation.expected.meets(equation.found)) {
        equations.extend(Ties::of(&all).contradiction);
    }
    equations
}

fn of_group<'a>(all: &Quantities<'a>, group: Quantity<'a>) -> Vec<Equation<'a>> {
    let sums = [parts_make_total(all, group), growth_rates_agree(all, group)];
    let single =
        FLOWS.into_iter().flat_map(|flow| [growth_fits_values(all, group, flow), share_fits_values(all, group, flow)]);
    sums.into_iter().chain(single).flatten().collect()
}

fn parts_make_total<'a>(all: &Quantities<'a>, group: Quantity<'a>) -> Option<Equation<'a>> {
    let [total, exports, imports] = FLOWS.map(|flow| all.get(group, flow, "value"));
    let (total, exports, imports) = (total?, exports?, imports?);
    Some(Equation {
        name: CONSISTENCY[0],
        facts: vec![total.fact, exports.fact, imports.fact],
        expected: exports.bounds.plus(imports.bounds),
        found: total.bounds,
    })
}

fn growth_rates_agree<'a>(all: &Quantities<'a>, group: Quantity<'a>) -> Option<Equation<'a>> {
    let before = |flow: &str| {
        let (value, growth) = (all.get(group, flow, "value")?, all.get(group, flow, "growth")?);
        Some((vec![growth.fact, value.fact], previous_bounds(value, growth)?))
    };
    let ((total, expected), (exports, left), (imports, right)) =
        (before("total")?, before("exports")?, before("imports")?);
    Some(Equation {
        name: CONSISTENCY[1],
        facts: [total, exports, imports].concat(),
        expected: left.plus(right),
        found: expected,
    })
}

fn growth_fits_values<'a>(all: &Quantities<'a>, group: Quantity<'a>, flow: &str) -> Option<Equation<'a>> {
    let (value, growth) = (all.get(group, flow, "value")?, all.get(group, flow, "growth")?);
    let date = year_before(group.date)?;
    let before = all.get(Quantity { date: &date, ..group }, flow, "value")?;
    Some(Equation {
        name: CONSISTENCY[2],
        facts: vec![before.fact, value.fact, growth.fact],
        expected: previous_bounds(value, growth)?,
        found: before.bounds,
    })
}

fn share_fits_values<'a>(all: &Quantities<'a>, group: Quantity<'a>, flow: &str) -> Option<Equation<'a>> {
    let share = all.get(group, flow, "share").filter(|_| group.product.is_none())?;
    let (part, whole) = (all.get(group, flow, "value")?, all.get(Quantity { partner: WORLD, ..group }, flow, "value")?);
    Some(Equation {
        name: CONSISTENCY[3],
        facts: vec![share.fact, part.fact, whole.fact],
        expected: part.bounds.over(whole.bounds)?.in_percent(),
        found: share.bounds,
    })
}

/// The value of the period before: the value divided by its growth factor.
fn previous_bounds(value: Known<'_>, growth: Known<'_>) -> Option<Interval> {
    value.bounds.over(growth.bounds.as_factor())
}
