//! A claim in parts: `value=315e9&unit=USD&kind=trade&flow=total&year=2018`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::counted::Counted;
use super::figure::{Figure, Unit};
use super::measure::Quantity;
use super::party::Party;
use super::period::{Period, Shape};
use super::reading::{Hedge, Reading};
use super::sense::Sense;
use crate::figure::tidy;

/// The parts of a claim that name no filter of the list: those are checked with it.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The figure, as it was written.
    pub value: String,
    /// `USD`, `percent`, ...
    pub unit: String,
    /// The list.
    pub list: &'static str,
    /// `flow` of trade or `direction` of investment.
    pub direction: Option<String>,
    /// What is measured.
    pub measure: Option<String>,
    /// The other side than China.
    pub partner: Option<String>,
    /// The calendar year.
    pub year: Option<i16>,
}

/// The words for directions and measures that facts have.
const WORDS: [&str; 17] = [
    "total",
    "exports",
    "imports",
    "to_lac",
    "to_china",
    "value",
    "growth",
    "share",
    "ratio",
    "balance",
    "flow",
    "stock",
    "pledge",
    "enterprises",
    "rank",
    "not_stated",
    "change",
];

/// What the parts say.
///
/// # Errors
/// The parameter that is wrong, and what would be right.
pub fn structured(given: &Given) -> Result<Reading, (&'static str, String)> {
    let figure = figure(given)?;
    let word = |word: &Option<String>| word.as_deref().and_then(|word| WORDS.into_iter().find(|known| *known == word));
    let (kind, sense) = if given.list == "trade" { ("trade", Sense::Trade) } else { ("investments", Sense::Invest) };
    let by_unit = match figure.unit {
        Unit::Usd if kind == "trade" => Some("value"),
        _ => None,
    };
    let direction = word(&given.direction).ok_or_else(|| {
        let (name, right) =
            if kind == "trade" { ("flow", "total, exports or imports") } else { ("direction", "to_lac or to_china") };
        (name, format!("missing; {right} would be right"))
    })?;
    let measure = word(&given.measure)
        .or(by_unit)
        .ok_or(("measure", "missing; growth, share or another word of the list's column would be right".to_owned()))?;
    let year = given.year.ok_or(("year", "missing; a calendar year such as 2018 would be right".to_owned()))?;
    let day =
        |month, day| Date::new(year, month, day).map_err(|_| ("year", format!("`{year}` is no year; 2018 would be")));
    let period = Period { at: 0..0, start: day(1, 1)?, end: day(12, 31)?, shape: Shape::Whole };
    let partner = given.partner.clone().unwrap_or_else(|| "LAC".to_owned());
    let mut tags = BTreeSet::from([sense]);
    tags.extend((measure == "stock").then_some(Sense::Stock));
    let whole = if measure == "share" { BTreeSet::from([Party::China]) } else { BTreeSet::new() };
    Ok(Reading {
        figure,
        hedge: Hedge::None,
        period: Some(period),
        quantity: Quantity {
            kind: Some(kind),
            direction: Some(direction),
            measure: Some(measure),
            partner: Some(partner),
            whole,
            ..Quantity::default()
        },
        tags,
        words: BTreeMap::new(),
        parties: BTreeSet::from([Party::China]),
        roles: Vec::new(),
        joined: None,
        counted: Counted::default(),
        has_object: false,
        all_parties: BTreeSet::new(),
        named: BTreeSet::new(),
        unclear: Vec::new(),
    })
}

fn figure(given: &Given) -> Result<Figure, (&'static str, String)> {
    let wrong = || ("value", format!("`{}` is no number; 307.4e9 or 18.9 would be", given.value));
    let value: f64 =
        given.value.parse().ok().filter(|value: &f64| value.abs() <= crate::limits::MAX_NUMBER).ok_or_else(wrong)?;
    let unit = match given.unit.as_str() {
        "USD" => Unit::Usd,
        "percent" => Unit::Percent,
        "ratio" => Unit::Ratio,
        "count" => Unit::Count,
        _ => return Err(("unit", format!("`{}` is not among USD, percent, ratio, count", given.unit))),
    };
    // One unit of the last digit that was written: 307.4e9 is known to a tenth of a billion.
    let (digits, exponent) = given.value.split_once(['e', 'E']).unwrap_or((&given.value, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let power = exponent.parse::<i32>().map_err(|_| wrong())? - i32::try_from(decimals).map_err(|_| wrong())?;
    let step = tidy(10_f64.powi(power));
    Ok(Figure { at: 0..0, value, high: None, step, significant: step, unit, in_words: false, unclear: None })
}
