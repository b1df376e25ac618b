//! What follows from the facts that were read: bounds, days of publication, relations both ways, derived facts.
//!
//! All of it is computed when a dataset is loaded and never typed in, so it cannot drift from what it follows from.

mod bounds;
mod history;
mod interval;
mod known_since;
mod quantity;
mod related;
mod rules;
mod verified;

pub use history::{add as add_history, current as current_history};
pub use interval::Interval;
pub use quantity::{Quantities, Quantity, year_before};
pub use rules::previous_bounds;

use crate::check::Dataset;
use crate::data::Verified;

/// The rules by which facts are derived.
///
/// - `trade_balance`: exports minus imports of the same goods, partner and period.
/// - `previous_period`: the value of the same period a year before, from a value and its growth rate.
/// - `implied_share`: trade with a partner as a share of China's trade with the world, from the two values.
pub const DERIVATIONS: &[&str] = &["trade_balance", "previous_period", "implied_share"];

/// Fill the columns that depend on the whole dataset and add the derived facts.
pub fn complete(dataset: &mut Dataset, verified: &Verified) {
    verified::fill(dataset, verified);
    known_since::fill(dataset);
    bounds::fill(dataset);
    rules::add(dataset);
    known_since::spread(dataset);
    related::fill(dataset);
}
