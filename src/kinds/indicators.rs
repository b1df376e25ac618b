//! Every figure that is neither trade nor investment nor a fund.

use super::common::{FACT_TAIL, FIGURE_HEAD};
use super::rules::figure_is_complete;
use crate::model::{Column, Kind, Role};

pub static INDICATORS: Kind = Kind {
    name: "indicators",
    singular: "indicator",
    role: Role::Figure,
    doc: "Every other figure: counts, rates, ranks and sums that are neither goods trade nor direct investment nor a fund.",
    head: FIGURE_HEAD,
    columns: &[Column::slug(
        "indicator",
        "What is counted or measured; the same slug means the same quantity, so its values can be compared.",
    )
    .required()
    .exact()
    .example("confucius-institutes-in-lac")],
    tail: FACT_TAIL,
    quantity: &["indicator"],
    rules: &[figure_is_complete],
};
