//! What every chart has, whatever is in it.

mod samples;

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use self::samples::{point, samples, seen, trade};
use super::lines::width;
use super::panel::panels;
use super::{Options, chart};
use crate::data::LANGUAGES;
use crate::limits::MAX_CHART;
use crate::series::{Observation, Series};
use crate::words;

/// A sample in a language and a width.
fn drawn(series: &[Series], language: &str, width: Option<u32>) -> String {
    let names = BTreeMap::from([("paper", "The Paper, 2020"), ("other", "A & B <News>, 2021"), ("CHN", "China")]);
    let names = names.into_iter().map(|(id, name)| (id.to_owned(), name.to_owned())).collect();
    chart(series, &options(language, &names, width)).svg
}

fn options<'a>(language: &'a str, names: &'a BTreeMap<String, String>, width: Option<u32>) -> Options<'a> {
    Options {
        language,
        title: None,
        address: "https://facts.example/trade/series.svg?measure=value&partner=LAC",
        version: "2026.11.2",
        license: "CC-BY-4.0",
        names,
        reason: Some("No fact matches year=1800; the first are of 1990."),
        width,
    }
}

/// Writes the samples into a folder, to look at: `CHARTS=folder cargo test --lib chart`.
#[test]
fn samples_are_written_where_somebody_wants_to_see_them() {
    let Ok(folder) = std::env::var("CHARTS") else { return };
    for (name, series) in samples() {
        for language in LANGUAGES {
            let path = |ending: &str| std::path::Path::new(&folder).join(format!("{name}-{language}{ending}.svg"));
            std::fs::write(path(""), drawn(&series, language, None)).expect("a file");
            std::fs::write(path("-wide"), drawn(&series, language, Some(1200))).expect("a file");
        }
    }
}

/// Every sample in every language and three widths: its name, what it is made of and the picture.
fn all() -> impl Iterator<Item = (String, Vec<Series>, &'static str, String)> {
    samples().into_iter().flat_map(|(name, series)| {
        let each =
            LANGUAGES.into_iter().flat_map(|language| [None, Some(320), Some(1600)].map(|width| (language, width)));
        each.map(move |(language, width)| {
            let chart = drawn(&series, language, width);
            (format!("{name} in {language} at {width:?}"), series.clone(), language, chart)
        })
    })
}

#[test]
fn a_chart_is_small_and_well_formed_whatever_is_in_it() {
    for (name, _, _, chart) in all() {
        assert!(chart.len() <= MAX_CHART, "{name}: {} bytes", chart.len());
        let document = Document::parse(&chart).unwrap_or_else(|error| panic!("{name}: {error}"));
        let root = document.root_element();
        assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")), "{name}");
        let known = ["svg", "title", "desc", "style", "defs", "pattern", "path", "text", "tspan"];
        for node in root.descendants().filter(Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{name}: {node:?}");
            assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on")), "{name}: {node:?}");
        }
        let addresses = chart.matches("url(").count() - chart.matches("url(#").count();
        assert!(addresses == 0 && !chart.contains("href") && !chart.contains("@import"), "{name} needs something else");
    }
}

#[test]
fn title_and_description_are_told_to_those_who_do_not_see() {
    for (name, series, language, chart) in all() {
        let document = Document::parse(&chart).expect("well-formed");
        let root = document.root_element();
        let text = |id: &str| {
            let node =
                root.children().find(|node| node.attribute("id") == Some(id)).expect("a title and a description");
            node.text().unwrap_or_default().to_owned()
        };
        let ids: Vec<&str> = root.attribute("aria-labelledby").expect("labels").split(' ').collect();
        assert!(ids.iter().all(|id| !text(id).is_empty()), "{name}");
        let points: Vec<_> =
            series.iter().flat_map(|series| series.points.iter().map(move |point| (series, point))).collect();
        for (of, point) in points.iter().filter(|_| points.len() < 20) {
            let unit = of.quantity.iter().find(|(name, _)| *name == "unit").map(|(_, unit)| format!("{unit:?}"));
            let unit = unit.map(|unit| unit.split('"').nth(1).unwrap_or_default().to_owned()).unwrap_or_default();
            let figure = words::figure(point.shown.value, &unit, &point.shown.qualifier, language);
            assert!(text("desc").contains(&figure), "{name} does not tell {figure}: {}", text("desc"));
        }
    }
}

/// Every place that a path goes to.
fn places(d: &str) -> Vec<(f64, f64)> {
    let mut places = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    let starts: Vec<usize> = d.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    for (n, at) in starts.iter().enumerate() {
        let piece = &d[*at..starts.get(n + 1).copied().unwrap_or(d.len())];
        let spaced = piece[1..].replace('-', " -");
        let numbers: Vec<f64> = spaced.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        match (&piece[..1], &numbers[..]) {
            ("M" | "L", [to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ("m" | "l", pairs) => pairs.chunks(2).for_each(|pair| (x, y) = (x + pair[0], y + pair[1])),
            ("H", [to]) => x = *to,
            ("V", [to]) => y = *to,
            ("h", [by]) => x += by,
            ("v", [by]) => y += by,
            ("z", []) => {}
            other => panic!("{other:?} in {d}"),
        }
        places.push((x, y));
    }
    places
}

#[test]
fn everything_lies_inside_the_picture() {
    for (name, _, _, chart) in all() {
        let document = Document::parse(&chart).expect("well-formed");
        let number = |node: Node<'_, '_>, name: &str| {
            node.attribute(name).and_then(|text| text.parse::<f64>().ok()).expect("a number")
        };
        let root = document.root_element();
        let (right, bottom) = (number(root, "width"), number(root, "height"));
        for node in root.descendants() {
            if node.has_tag_name("path") && !node.ancestors().any(|node| node.has_tag_name("defs")) {
                for (x, y) in places(node.attribute("d").expect("a path")) {
                    assert!((-0.2..=right + 0.2).contains(&x) && (-0.2..=bottom + 0.2).contains(&y), "{name}: {x} {y}");
                }
            }
            if node.is_element() && node.tag_name().name() == "text" {
                let text: String =
                    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
                let size = match node.attribute("class") {
                    Some("t") => 22.0,
                    Some("l") => 32.0,
                    Some("m" | "x" | "y") => 14.0,
                    _ => 16.0,
                };
                let (x, wide) = (number(node, "x"), width(&text, size));
                let (from, to) = match node.attribute("class") {
                    Some("e" | "y") => (x - wide, x),
                    Some("x") => (x - wide / 2.0, x + wide / 2.0),
                    _ => (x, x + wide),
                };
                assert!(from >= 0.0 && to <= right, "{name}: {text} from {from} to {to}");
            }
        }
    }
}

/// How wide the rectangles of a class are.
fn widths(chart: &str, class: &str) -> Vec<f64> {
    let document = Document::parse(chart).expect("well-formed");
    let of_class = document.descendants().filter(|node| node.attribute("class") == Some(class));
    let paths: String = of_class.filter_map(|node| node.attribute("d")).collect();
    paths.split('M').skip(1).map(|one| places(&format!("M{one}"))).map(|corners| corners[1].0 - corners[0].0).collect()
}

#[test]
fn eleven_months_are_hatched_and_narrower_than_a_year() {
    let points = vec![point(seen("2018", 307.4e9)), point(seen("2019-01/2019-11", 286.83e9))];
    let chart = drawn(&[trade("value", "USD", points)], "en", None);
    let ([year], [months, _legend]) = (&widths(&chart, "f")[..], &widths(&chart, "w")[..]) else {
        panic!("one year, eleven months and their legend: {chart}");
    };
    assert!((months / year - 334.0 / 365.0).abs() < 0.01, "{months} of {year}");
}

/// Makes another figure of one.
type Change = fn(&mut Observation);

#[test]
fn hedges_are_drawn_as_what_they_are() {
    let about = Observation { qualifier: "about".into(), ..seen("2017", 5.0) };
    let hedged = |change: Change| {
        let mut shown = about.clone();
        change(&mut shown);
        drawn(&[trade("value", "USD", vec![point(shown), point(seen("2019", 9.0))])], "en", None)
    };
    let has = |chart: &str, class: &str| chart.contains(&format!("<path class=\"{class}\""));
    let cases: [(Change, &str, &str); 5] = [
        (|_| {}, "q", "dashed: about this much"),
        (|shown| shown.basis = "derived".into(), "d", "hollow: derived"),
        (|shown| (shown.value_low, shown.value_high) = (Some(2.0), Some(8.0)), "n", "band: from the least"),
        (|shown| shown.qualifier = "more_than".into(), "u", "arrow up: this much or more"),
        (|shown| shown.qualifier = "up_to".into(), "u", "arrow down: this much or less"),
    ];
    let exact = hedged(|shown| shown.qualifier = "exact".into());
    for (change, class, words) in cases {
        let chart = hedged(change);
        assert!(has(&chart, class) && chart.contains(words), "{words}: {chart}");
        assert!(!has(&exact, class) && !exact.contains(words), "{words} of what is exact");
    }
}

#[test]
fn no_two_units_share_an_axis() {
    let names = BTreeMap::new();
    let (_, series) = samples().into_iter().find(|(name, _)| *name == "units").expect("a sample");
    let (_, _, panels) = panels(&series, &options("en", &names, None));
    assert_eq!(panels.iter().map(|panel| panel.unit).collect::<Vec<_>>(), ["USD", "percent", "ratio", "rank"]);
}

#[test]
fn what_is_left_out_is_told() {
    for (sample, words) in
        [("monthly", "The latest 14 of 200 figures are listed."), ("many", "of 60 quantities are drawn")]
    {
        let (_, series) = samples().into_iter().find(|(name, _)| *name == sample).expect("a sample");
        assert!(drawn(&series, "en", Some(1200)).contains(words), "{sample}");
    }
}
