//! What is held against each other and what is not.

use std::sync::Arc;

use super::*;
use crate::kinds::TRADE;
use crate::model::{Place, Value};

/// A figure with bounds; the id is partner, date, flow and measure.
fn figure(partner: &str, date: &str, flow: &str, measure: &str, [low, high]: [f64; 2]) -> Record {
    let place = Place { file: Arc::from("trade.toml"), line: 1 };
    let mut fact = Record { kind: &TRADE, values: vec![Value::Null; TRADE.columns().count()], place };
    for (column, text) in
        [("partner", partner), ("date", date), ("flow", flow), ("measure", measure), ("qualifier", "exact")]
    {
        fact.set(column, Value::Text(text.to_owned()));
    }
    fact.set("id", Value::Text(format!("{partner}-{date}-{flow}-{measure}").to_lowercase()));
    fact.set("value_low", Value::Number(low));
    fact.set("value_high", Value::Number(high));
    fact
}

fn region(flow: &str, measure: &str, bounds: [f64; 2]) -> Record {
    figure("LAC", "2018", flow, measure, bounds)
}

/// What the source prints of 2018: values in billions, growth in percent.
fn of_2018() -> Vec<Record> {
    vec![
        region("total", "value", [307.35, 307.45]),
        region("exports", "value", [148.785, 148.795]),
        region("imports", "value", [158.605, 158.615]),
        region("total", "growth", [18.85, 18.95]),
        region("exports", "growth", [13.65, 13.75]),
        region("imports", "growth", [24.05, 24.15]),
        figure("WLD", "2018", "total", "value", [4615.0, 4625.0]),
        region("total", "share", [6.65, 6.75]),
    ]
}

/// Bounds to three decimals, and how many facts set them.
fn bounds(facts: &[Record], date: &str, flow: &'static str, measure: &'static str) -> (f64, f64, usize) {
    let ties = Ties::of(&Quantities::of(facts));
    assert!(ties.contradiction.is_none(), "{:?}", ties.contradiction);
    let bounded = ties.get(Quantity { product: None, partner: "LAC", date }, flow, measure).expect("bounds");
    let Interval { low, high } = bounded.bounds;
    ((low * 1e3).round() / 1e3, (high * 1e3).round() / 1e3, bounded.by.len())
}

#[test]
fn a_total_is_no_more_and_no_less_than_its_parts_make() {
    assert_eq!(bounds(&of_2018(), "2018", "total", "value"), (307.39, 307.41, 3));
    let mut without_total = of_2018();
    without_total.remove(0);
    assert_eq!(bounds(&without_total[..2], "2018", "total", "value"), (307.39, 307.41, 2));
}

#[test]
fn a_part_is_what_the_total_leaves_of_the_other() {
    let facts = [region("total", "value", [307.35, 307.45]), region("exports", "value", [148.785, 148.795])];
    assert_eq!(bounds(&facts, "2018", "imports", "value"), (158.555, 158.665, 2));
    let facts = [region("total", "value", [307.35, 307.45]), region("imports", "value", [158.605, 158.615])];
    assert_eq!(bounds(&facts, "2018", "exports", "value"), (148.735, 148.845, 2));
}

#[test]
fn the_values_a_year_before_make_their_total_too() {
    assert_eq!(bounds(&of_2018(), "2017", "total", "value"), (258.553, 258.654, 6));
    assert_eq!(bounds(&of_2018(), "2017", "exports", "value"), (130.8, 130.901, 6));
    assert_eq!(bounds(&of_2018(), "2017", "imports", "value"), (127.753, 127.854, 6));
    // And leave the rate of the total less room than its digits do.
    assert_eq!(bounds(&of_2018(), "2018", "total", "growth"), (18.85, 18.896, 6));
}

#[test]
fn the_year_before_is_bounded_by_what_was_read_of_it() {
    let mut facts = of_2018();
    facts.push(figure("LAC", "2017", "exports", "value", [130.85, 130.86]));
    assert_eq!(bounds(&facts, "2017", "exports", "value"), (130.85, 130.86, 1));
    assert_eq!(bounds(&facts, "2017", "total", "value"), (258.603, 258.654, 6));
}

#[test]
fn a_share_is_the_part_of_the_whole_and_what_was_stated() {
    assert_eq!(bounds(&of_2018(), "2018", "total", "share"), (6.65, 6.661, 5));
    let mut without_share = of_2018();
    without_share.pop();
    assert_eq!(bounds(&without_share, "2018", "total", "share"), (6.646, 6.661, 4));
    let share_and_whole = &of_2018()[6..];
    assert_eq!(bounds(share_and_whole, "2018", "total", "value"), (306.898, 312.188, 2));
}

#[test]
fn figures_that_fit_two_by_two_and_not_all_together_are_a_contradiction() {
    let facts = [
        region("total", "value", [307.35, 307.45]),
        region("total", "growth", [18.85, 18.95]),
        figure("LAC", "2017", "exports", "value", [130.85, 130.95]),
        figure("LAC", "2017", "imports", "value", [120.0, 120.1]),
    ];
    let contradiction = Ties::of(&Quantities::of(&facts)).contradiction.expect("a contradiction");
    assert_eq!(contradiction.facts.len(), 4);
    assert!(Ties::of(&Quantities::of(&facts[..3])).contradiction.is_none());
}
