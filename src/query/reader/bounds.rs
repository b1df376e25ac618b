//! Bounds that leave nothing between them.

use crate::words::Reason;

use super::{Condition, Mend, Mistake, Reader, Test, Value, plain};

impl Reader<'_> {
    /// No value lies between a lower bound and an upper one below it, and no window ends before it starts.
    pub(super) fn refuse_crossed_bounds(&mut self) {
        let conditions = &self.query.conditions;
        let crossed = conditions.iter().filter_map(|least| {
            let param = least.column.param;
            let (test, lower, upper) = match least.test {
                Test::AtLeast => (Test::AtMost, format!("{param}_min"), format!("{param}_max")),
                Test::EndsFrom => (Test::StartsTo, "from".to_owned(), "to".to_owned()),
                _ => return None,
            };
            let is_other =
                |most: &&Condition| most.test == test && (test == Test::StartsTo || most.column == least.column);
            let most = conditions.iter().find(is_other)?;
            let (least, most) = (least.values.first()?, most.values.first()?);
            let (low, high) = (self.bounds.get(&lower)?.clone(), self.bounds.get(&upper)?.clone());
            exceeds(least, most).then_some([(lower, high), (upper, low)])
        });
        let crossed: Vec<_> = crossed.collect();
        for pairs in crossed {
            let detail = Reason::of("query.crossed").with("name", &pairs[0].0);
            let parameter = pairs[1].0.clone();
            let mend = Mend { pairs: pairs.to_vec(), ..Mend::default() }.into();
            self.mistakes.push(Mistake { mend, ..plain(detail).of(&parameter) });
        }
    }
}

/// True when one bound is beyond another of the same column, or one day after another.
fn exceeds(least: &Value, most: &Value) -> bool {
    match (least, most) {
        (Value::Integer(least), Value::Integer(most)) => least > most,
        (Value::Number(least), Value::Number(most)) => least > most,
        (Value::Text(least), Value::Text(most)) => least > most,
        _ => false,
    }
}
