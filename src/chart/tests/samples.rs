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

/// Charts of every sort that must be drawn.
pub fn samples() -> Vec<(&'static str, Vec<Series>)> {
    let more = |date, value| Observation { qualifier: "more_than".into(), value_low: Some(value), ..seen(date, value) };
    let about = |date, value: f64| Observation {
        qualifier: "about".into(),
        value_low: Some(value - value.abs() * 0.2),
        value_high: Some(value + value.abs() * 0.3),
        ..seen(date, value)
    };
    let derived = |date, value: f64| Observation { basis: "derived".into(), ..about(date, value) };
    let yearly = |from: u32, to: u32| {
        (from..=to).map(|year| point(seen(&year.to_string(), f64::from(year - 1990) * 17.35e9))).collect::<Vec<_>>()
    };
    let monthly = (0..200)
        .map(|n| point(seen(&format!("{}-{:02}", 2000 + n / 12, n % 12 + 1), 1e9 + f64::from(n % 37) * 7.31e7)));
    let mut contested = point(seen("2018", 307.4e9));
    contested.others = vec![Observation { sources: vec!["other".into()], ..seen("2018", 291.0e9) }];
    let rank = |date, value| point(seen(date, value));
    let long = Observation { title: "A very long title that goes on and on. ".repeat(40), ..seen("2019", 5.0) };
    vec![
        (
            "values",
            vec![
                trade("value", "USD", vec![point(derived("2017", 258.6e9)), contested, point(seen("2024", 518.4e9))]),
                trade(
                    "value",
                    "USD",
                    vec![point(seen("2008-01/2008-09", 111.461e9)), point(seen("2019-01/2019-11", 286.83e9))],
                ),
            ],
        ),
        (
            "stocks",
            vec![series(
                investments(),
                &[("direction", "to_lac"), ("measure", "stock"), ("unit", "USD")],
                vec![
                    point(seen("2014-12-31", 98.9e9)),
                    point(seen("2017-12-31", 386.89e9)),
                    point(more("2019-11", 410e9)),
                ],
            )],
        ),
        (
            "balance",
            vec![trade(
                "balance",
                "USD",
                vec![
                    point(derived("2017", -9.82e9)),
                    point(derived("2018", 3.2e9)),
                    point(seen("2019-01/2019-11", -13.87e9)),
                ],
            )],
        ),
        (
            "ranks",
            vec![trade("rank", "rank", vec![rank("2008-11-21", 3.0), rank("2015-05-26", 2.0), rank("2020", 2.0)])],
        ),
        (
            "growth",
            vec![trade(
                "growth",
                "percent",
                vec![point(seen("2018", 18.9)), point(about("2016", -4.1)), point(seen("2019-01/2019-11", 1.8))],
            )],
        ),
        (
            "one",
            vec![series(
                &INDICATORS,
                &[("indicator", "visitors-to-lac"), ("subject", "CHN"), ("unit", "people")],
                vec![point(Observation { qualifier: "nearly".into(), ..seen("2017", 1.3e6) })],
            )],
        ),
        (
            "one-long",
            vec![series(&INDICATORS, &[("indicator", "visitors-to-lac"), ("unit", "count")], vec![point(long)])],
        ),
        (
            "units",
            vec![
                trade("value", "USD", yearly(2015, 2020)),
                trade("growth", "percent", vec![point(seen("2018", 18.9)), point(seen("2019", 1.8))]),
                trade("ratio", "ratio", vec![point(about("2014~/2024", 2.0))]),
                trade("rank", "rank", vec![rank("2015", 22.0), rank("2019", 2.0)]),
            ],
        ),
        (
            "wide",
            vec![trade(
                "value",
                "USD",
                vec![point(seen("1995", 9.6e8)), point(seen("2005", 4.62e12)), point(seen("2020", 3.1e9))],
            )],
        ),
        ("monthly", vec![trade("value", "USD", monthly.collect())]),
        ("decades", vec![trade("value", "USD", yearly(1991, 2190))]),
        (
            "open",
            vec![series(
                &INDICATORS,
                &[("indicator", "members"), ("unit", "count")],
                vec![
                    point(seen("2025-06-01/", 33.0)),
                    point(seen("../2019-12", 32.0)),
                    point(Observation { qualifier: "up_to".into(), ..seen("2021", 40.0) }),
                ],
            )],
        ),
        ("empty", Vec::new()),
        (
            "hostile",
            vec![series(
                &TRADE,
                &[("flow", "total"), ("product", "<script>alert(1)</script>&\"'\u{1}"), ("unit", "USD")],
                vec![
                    point(Observation { title: "]]></title><script>x</script>".into(), ..seen("2018", 1e9) }),
                    point(seen("2019", 2e9)),
                ],
            )],
        ),
        (
            "many",
            (0..60)
                .map(|n| {
                    series(
                        &INDICATORS,
                        &[
                            ("indicator", Box::leak(format!("indicator-number-{n}").into_boxed_str())),
                            ("unit", "count"),
                        ],
                        yearly(2000, 2023),
                    )
                })
                .collect(),
        ),
    ]
}
