//! Rows brought into series, and of several that speak of one period the one that is shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{DURATION, Observation, PERIOD, Point, Row, Series};
use crate::edtf::SPANS;
use crate::model::Value;
use crate::words::Reason;

/// A row that is no part of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// Id of the fact.
    pub fact: String,
    /// Why.
    pub reason: Reason,
}

impl LeftOut {
    /// A row that is left out for a reason.
    pub fn of(row: &Row, reason: Reason) -> Self {
        Self { fact: row.id().to_owned(), reason }
    }
}

/// Rows as series.
#[derive(Debug, Default)]
pub struct Grouped {
    /// In the order of their quantities, as the declarations list their words.
    pub series: Vec<Series>,
    /// Rows that are no point of any.
    pub left_out: Vec<LeftOut>,
}

/// What series are sorted by: the place of each part of the quantity.
type Places = Vec<(usize, String)>;
/// First and last day, open starts first.
type Days = (Option<String>, Option<String>);

/// Bring rows of one kind into series.
pub fn grouped(rows: &[Row]) -> Grouped {
    let mut grouped = Grouped::default();
    let mut all: BTreeMap<Places, (&Row, BTreeMap<Days, Vec<Observation>>)> = BTreeMap::new();
    for row in rows {
        match row.observation() {
            Ok(observation) => {
                let days = (observation.start.clone(), observation.end.clone());
                let (_, points) = all.entry(places(row)).or_insert_with(|| (row, BTreeMap::new()));
                points.entry(days).or_default().push(observation);
            }
            Err(reason) => grouped.left_out.push(LeftOut::of(row, Reason::of(reason))),
        }
    }
    let series = all.into_values().map(|(row, points)| Series {
        kind: row.kind,
        quantity: row.quantity(),
        points: points.into_values().filter_map(point).collect(),
    });
    grouped.series = series.collect();
    grouped
}

fn places(row: &Row) -> Places {
    let columns = row.kind.quantity.iter().copied().chain(["countries", "unit", PERIOD]);
    let duration = row.quantity().into_iter().find(|(name, _)| *name == DURATION);
    let duration = duration.map_or_else(String::new, |(_, value): (_, Value)| value.to_text().into_owned());
    debug_assert!(row.text(PERIOD).is_none_or(|period| SPANS.contains(&period)));
    // As text, eleven months would come before nine.
    columns.map(|column| row.place(column)).chain([(duration.len(), duration)]).collect()
}

/// The observations of one period; `None` where there are none.
fn point(mut observations: Vec<Observation>) -> Option<Point> {
    observations.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let mut observations = observations.into_iter();
    let shown = observations.next()?;
    let others: Vec<Observation> = observations.collect();
    Some(Point { why: others.first().map(|next| why(&shown, next)), shown, others })
}

/// What is shown first: what the text says before what follows from it, then what was known last.
fn rank(observation: &Observation) -> (usize, Reverse<&str>, &str) {
    (weight(&observation.basis), Reverse(&observation.known_since), &observation.fact)
}

/// How far a basis is from the words of a source.
pub fn weight(basis: &str) -> usize {
    ["stated", "inferred", "derived"].iter().position(|known| *known == basis).unwrap_or(usize::MAX)
}

/// Why one observation is shown and not the next.
fn why(shown: &Observation, next: &Observation) -> &'static str {
    match (shown.basis.as_str(), next.basis.as_str()) {
        ("stated", "inferred") => "stated over inferred",
        ("stated", "derived") => "stated over derived",
        ("inferred", "derived") => "inferred over derived",
        _ if shown.known_since != next.known_since => "latest known",
        _ => "first by id",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kinds::TRADE;

    /// A figure of trade in 2018.
    fn row(id: &str, basis: &str, known_since: &str) -> Row {
        let row = json!({
            "id": id, "basis": basis, "known_since": known_since, "date": "2018", "start": "2018-01-01", "end": "2018-12-31",
            "period": "year", "value": 1, "flow": "total", "measure": "value", "partner": "LAC", "unit": "USD",
        });
        Row::read(&TRADE, &row.to_string()).unwrap()
    }

    #[test]
    fn of_several_that_speak_of_one_period_one_is_shown_with_its_reason_and_the_others_stand_beside_it() {
        let [early, late] = ["2019-12-31", "2020-12-31"];
        for (rows, shown, why) in [
            (vec![row("a", "derived", late), row("b", "stated", early)], ["b", "a"], "stated over derived"),
            (vec![row("a", "inferred", late), row("b", "stated", early)], ["b", "a"], "stated over inferred"),
            (vec![row("a", "derived", late), row("b", "inferred", early)], ["b", "a"], "inferred over derived"),
            (vec![row("a", "stated", early), row("b", "stated", late)], ["b", "a"], "latest known"),
            (vec![row("b", "stated", late), row("a", "stated", late)], ["a", "b"], "first by id"),
        ] {
            let series = grouped(&rows).series;
            assert_eq!((series.len(), series[0].points.len()), (1, 1));
            let point = &series[0].points[0];
            assert_eq!([point.shown.fact.as_str(), &point.others[0].fact], shown);
            assert_eq!(point.why, Some(why));
        }
    }

    #[test]
    fn what_has_no_figure_or_no_time_is_left_out_with_a_reason() {
        let bare = json!({ "id": "a", "date": "2018" });
        let undated = json!({ "id": "b", "value": 1 });
        let rows = [bare, undated].map(|row| Row::read(&TRADE, &row.to_string()).unwrap());
        let left_out = grouped(&rows).left_out;
        let told: Vec<_> = left_out.iter().map(|row| (row.fact.as_str(), row.reason.to_string())).collect();
        assert_eq!(told, [("a", "it has no figure".to_owned()), ("b", "its source gives no time".to_owned())]);
    }
}
