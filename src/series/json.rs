//! Series and totals as JSON.

use serde_json::{Map, Value as Json, json as object};

use super::{LeftOut, Observation, Point, Series, Total};
use crate::model::Value;

/// A series as an object: its quantity and its points.
pub fn json(series: &Series) -> Json {
    let quantity: Map<String, Json> =
        series.quantity.iter().map(|(name, value)| ((*name).to_owned(), object!(value))).collect();
    object!({ "quantity": quantity, "points": series.points.iter().map(point).collect::<Vec<_>>() })
}

/// A total as an object.
pub fn total_json(total: &Total) -> Json {
    object!({
        "value": Value::Number(total.value),
        "value_low": total.value_low.map(Value::Number),
        "value_high": total.value_high.map(Value::Number),
        "unit": total.unit,
        "facts": total.facts,
        "left_out": total.left_out.iter().map(Json::from).collect::<Vec<_>>(),
    })
}

fn point(point: &Point) -> Json {
    let mut shown = observation(&point.shown);
    shown["shown_because"] = object!(point.why);
    shown["others"] = point.others.iter().map(observation).collect();
    shown
}

fn observation(of: &Observation) -> Json {
    object!({
        "date": of.date,
        "period": of.period,
        "start": of.start,
        "end": of.end,
        "value": Value::Number(of.value),
        "value_low": of.value_low.map(Value::Number),
        "value_high": of.value_high.map(Value::Number),
        "qualifier": of.qualifier,
        "basis": of.basis,
        "fact": of.fact,
        "title": of.title,
        "sources": of.sources,
        "known_since": of.known_since,
    })
}

impl From<&LeftOut> for Json {
    fn from(left_out: &LeftOut) -> Self {
        object!({ "fact": left_out.fact, "reason": left_out.reason.to_string() })
    }
}
