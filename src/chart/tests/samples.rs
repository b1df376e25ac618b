//! Made-up series of every sort that must be drawn.

use crate::edtf::Period;
use crate::kinds::{INDICATORS, TRADE, served};
use crate::model::{Kind, Value};
use crate::series::{Observation, Point, Series};

/// A figure as printed.
pub fn seen(date: &str, value: f64) -> Observation {
    let period = Period::parse(date).expect("a period");
    Observation {
        fact: format!("fact-{date}"),
        title: format!("A figure of {date}"),
        date: date.to_owned(),
        period: period.span().to_owned(),
        start: period.start.map(|day| day.to_string()),
        end: period.end.map(|day| day.to_string()),
        value,
        value_low: None,
        value_high: None,
        qualifier: "exact".to_owned(),
        basis: "stated".to_owned(),
        sources: vec!["paper".to_owned()],
        known_since: "2020-12-31".to_owned(),
    }
}

pub fn point(shown: Observation) -> Point {
    Point { shown, why: None, others: Vec::new() }
}

fn series(kind: &'static Kind, quantity: &[(&'static str, &str)], points: Vec<Point>) -> Series {
    let text = |(name, value): &(&'static str, &str)| (*name, Value::Text((*value).to_owned()));
    Series { kind, quantity: quantity.iter().map(text).collect(), points }
}

pub fn trade(measure: &str, unit: &str, points: Vec<Point>) -> Series {
    series(
        &TRADE,
        &[("flow", "total"), ("measure", measure), ("partner", "LAC"), ("unit", unit), ("period", "year")],
        points,
    )
}

fn investments() -> &'static Kind {
    served().find(|kind| kind.name == "investments").expect("a kind")
}

fn more_than(date: &str, value: f64) -> Observation {
    Observation { qualifier: "more_than".into(), value_low: Some(value), ..seen(date, value) }
}

fn about(date: &str, value: f64) -> Observation {
    let (low, high) = (value - value.abs() * 0.2, value + value.abs() * 0.3);
    Observation { qualifier: "about".into(), value_low: Some(low), value_high: Some(high), ..seen(date, value) }
}

fn derived(date: &str, value: f64) -> Observation {
    Observation { basis: "derived".into(), ..about(date, value) }
}

fn stated<const N: usize>(figures: [(&str, f64); N]) -> Vec<Point> {
    figures.map(|(date, value)| point(seen(date, value))).into()
}

fn yearly(from: u32, to: u32) -> Vec<Point> {
    (from..=to).map(|year| point(seen(&year.to_string(), f64::from(year - 1990) * 17.35e9))).collect()
}

fn monthly(many: u32) -> Vec<Point> {
    let month = |n: u32| seen(&format!("{}-{:02}", 2000 + n / 12, n % 12 + 1), 1e9 + f64::from(n % 37) * 7.31e7);
    (0..many).map(|n| point(month(n))).collect()
}

fn indicator(name: &str, unit: &str, points: Vec<Point>) -> Series {
    series(&INDICATORS, &[("indicator", name), ("subject", "CHN"), ("unit", unit)], points)
}

/// Charts of every sort that must be drawn, by name.
pub fn samples() -> Vec<(&'static str, Vec<Series>)> {
    let mut all = plain();
    all.extend(odd());
    all
}

/// What the sources say every day.
fn plain() -> Vec<(&'static str, Vec<Series>)> {
    let mut contested = point(seen("2018", 307.4e9));
    contested.others = vec![Observation { sources: vec!["other".into()], ..seen("2018", 291.0e9) }];
    let years = vec![point(derived("2017", 258.6e9)), contested, point(seen("2024", 518.4e9))];
    let months = stated([("2008-01/2008-09", 111.461e9), ("2019-01/2019-11", 286.83e9)]);
    let stock = [stated([("2014-12-31", 98.9e9), ("2017-12-31", 386.89e9)]), vec![point(more_than("2019-11", 410e9))]];
    let stock_of = [("direction", "to_lac"), ("measure", "stock"), ("unit", "USD")];
    let balance = ["2017", "2018"].map(|year| point(derived(year, if year == "2017" { -9.82e9 } else { 3.2e9 })));
    let balance = balance.into_iter().chain(stated([("2019-01/2019-11", -13.87e9)])).collect();
    let growth = std::iter::once(point(about("2016", -4.1)));
    let growth = growth.chain(stated([("2018", 18.9), ("2019-01/2019-11", 1.8)])).collect();
    vec![
        ("values", vec![trade("value", "USD", years), trade("value", "USD", months)]),
        ("stocks", vec![series(investments(), &stock_of, stock.concat())]),
        ("balance", vec![trade("balance", "USD", balance)]),
        ("ranks", vec![trade("rank", "rank", stated([("2008-11-21", 3.0), ("2015-05-26", 2.0), ("2020", 2.0)]))]),
        ("growth", vec![trade("growth", "percent", growth)]),
        (
            "units",
            vec![
                trade("value", "USD", yearly(2015, 2020)),
                trade("growth", "percent", stated([("2018", 18.9), ("2019", 1.8)])),
                trade("ratio", "ratio", vec![point(about("2014~/2024", 2.0))]),
                trade("rank", "rank", stated([("2015", 22.0), ("2019", 2.0)])),
            ],
        ),
    ]
}

/// What is hard to draw.
fn odd() -> Vec<(&'static str, Vec<Series>)> {
    let nearly = Observation { qualifier: "nearly".into(), ..seen("2017", 1.3e6) };
    let long = Observation { title: "A very long title that goes on and on. ".repeat(40), ..seen("2019", 5.0) };
    let up_to = Observation { qualifier: "up_to".into(), ..seen("2021", 40.0) };
    let open = stated([("../2019-12", 32.0), ("2025-06-01/", 33.0)]).into_iter().chain([point(up_to)]).collect();
    let hostile = Observation { title: "]]></title><script>x</script>".into(), ..seen("2018", 1e9) };
    let goods = [("flow", "total"), ("product", "<script>alert(1)</script>&\"'\u{1}"), ("unit", "USD")];
    let many = |n| indicator(&format!("indicator-number-{n}"), "count", yearly(2000, 2023));
    vec![
        ("one", vec![indicator("visitors-to-lac", "people", vec![point(nearly)])]),
        ("one-long", vec![indicator("visitors-to-lac", "count", vec![point(long)])]),
        ("wide", vec![trade("value", "USD", stated([("1995", 9.6e8), ("2005", 4.62e12), ("2020", 3.1e9)]))]),
        ("monthly", vec![trade("value", "USD", monthly(200))]),
        ("decades", vec![trade("value", "USD", yearly(1991, 2190))]),
        ("thousands", vec![trade("value", "USD", monthly(5000))]),
        ("open", vec![indicator("members", "count", open)]),
        ("empty", Vec::new()),
        ("hostile", vec![series(&TRADE, &goods, vec![point(hostile), point(seen("2019", 2e9))])]),
        ("many", (0..60).map(many).collect()),
    ]
}
