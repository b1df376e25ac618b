//! Visits of leaders, ministers and others.

use super::common::{FACT_HEAD, FACT_TAIL};
use crate::model::{Column, Kind, Role};

pub static VISITS: Kind = Kind {
    name: "visits",
    singular: "visit",
    role: Role::Fact,
    doc: "Visits between China and the region, one row for each country visited or come from; `people` holds the visitor \
          where the source names one. A tour as a whole is an event.",
    head: FACT_HEAD,
    columns: &[
        Column::choice(
            "direction",
            &["to_lac", "to_china"],
            "to_lac: from China to Latin America and the Caribbean, `countries` being the destinations; to_china: the \
             other way, `countries` being the origin.",
        )
        .required()
        .exact(),
        Column::choice(
            "level",
            &["head_of_state", "head_of_government", "minister", "other", "not_stated"],
            "Rank of the visitor; not_stated where the source does not tell it. China's president is its head of state, its premier its head of government.",
        )
        .required()
        .exact(),
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[],
};
