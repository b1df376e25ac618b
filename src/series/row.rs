//! A row of a kind of figures, read from its JSON line.

use serde_json::{Map, Value as Json};

use super::{DURATION, Observation, PERIOD};
use crate::edtf::Period;
use crate::model::{Kind, Type, Value};
use crate::words::Said;

/// A figure as a list answers it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The kind of its list.
    pub kind: &'static Kind,
    object: Map<String, Json>,
}

impl Row {
    /// Read a row; `None` for what is no JSON object.
    pub fn read(kind: &'static Kind, line: &str) -> Option<Self> {
        Some(Self { kind, object: serde_json::from_str(line).ok()? })
    }

    /// The fact as reasons name it.
    pub fn said(&self) -> Said {
        Said::Fact(self.id().to_owned())
    }

    /// The id of the fact.
    pub fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// The text in a column, if it holds one.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.object.get(column)?.as_str()
    }

    /// The number in a column, if it holds one.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.object.get(column)?.as_f64()
    }

    /// The list in a column; empty if it holds none.
    pub fn list(&self, column: &str) -> Vec<&str> {
        self.entries(column).iter().filter_map(Json::as_str).collect()
    }

    /// The facts to which this one stands in a relation.
    pub fn related(&self, relation: &'static str) -> impl Iterator<Item = &str> {
        let entries = self.entries("related").iter().filter(move |entry| entry["relation"] == relation);
        entries.filter_map(|entry| entry["fact"].as_str())
    }

    fn entries(&self, column: &str) -> &[Json] {
        self.object.get(column).and_then(Json::as_array).map_or(&[], Vec::as_slice)
    }

    /// What stands in a column that is part of a quantity: text, a list in its order, or nothing.
    pub fn value(&self, column: &str) -> Value {
        let mut list: Vec<String> = self.list(column).into_iter().map(str::to_owned).collect();
        list.sort_unstable();
        match self.text(column) {
            Some(text) => Value::Text(text.to_owned()),
            None if list.is_empty() => Value::Null,
            None => Value::List(list),
        }
    }

    /// First and last day of its period.
    pub fn period(&self) -> Period {
        let day = |column| self.text(column).and_then(|day| day.parse().ok());
        Period { start: day("start"), end: day("end") }
    }

    /// What tells its quantity from others, columns without a value left out.
    pub fn quantity(&self) -> Vec<(&'static str, Value)> {
        let own = self.kind.quantity.iter().copied();
        let columns = own.chain(["countries", "unit", PERIOD]).map(|column| (column, self.value(column)));
        let is_open = matches!(self.text(PERIOD), Some("days" | "months" | "years"));
        let duration = self.period().duration().filter(|_| is_open).map_or(Value::Null, Value::Text);
        columns.chain([(DURATION, duration)]).filter(|(_, value)| !value.is_null()).collect()
    }

    /// Where a value stands among those of its column: nothing first, then as the declaration lists them, else by the text.
    pub fn place(&self, column: &str) -> (usize, String) {
        let value = self.value(column);
        match self.kind.column(column).map(|column| column.ty) {
            _ if value.is_null() => (0, String::new()),
            Some(Type::Choice(choices)) => {
                let at = choices.iter().position(|choice| Some(*choice) == self.text(column));
                (at.map_or(usize::MAX, |at| at + 1), String::new())
            }
            _ => (1, value.to_text().into_owned()),
        }
    }

    /// The figure as a point of a series.
    ///
    /// # Errors
    /// Why it is none.
    pub fn observation(&self) -> Result<Observation, &'static str> {
        let text = |column| self.text(column).map(str::to_owned);
        let value = self.number("value").ok_or("figure.none")?;
        let date = text("date").ok_or("figure.no_time")?;
        // As of a day a fact shows the evidence that there was; derived facts have none of their own.
        let evidence = self.entries("evidence").iter().filter_map(|entry| entry["source"].as_str());
        let mut sources: Vec<String> = evidence.map(str::to_owned).collect();
        if sources.is_empty() {
            sources = self.list("sources").into_iter().map(str::to_owned).collect();
        }
        sources.sort_unstable();
        sources.dedup();
        Ok(Observation {
            fact: self.id().to_owned(),
            title: text("title").unwrap_or_default(),
            date,
            period: text(PERIOD).unwrap_or_default(),
            start: text("start"),
            end: text("end"),
            value,
            value_low: self.number("value_low"),
            value_high: self.number("value_high"),
            qualifier: text("qualifier").unwrap_or_default(),
            basis: text("basis").unwrap_or_default(),
            sources,
            known_since: text("known_since").unwrap_or_default(),
        })
    }
}
