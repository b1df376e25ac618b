//! Direct investment.

use super::common::{FACT_TAIL, FIGURE_HEAD};
use super::rules::{figure_is_complete, unit_fits_measure};
use crate::model::{Column, Kind, Role};

pub static INVESTMENTS: Kind = Kind {
    name: "investments",
    singular: "investment",
    role: Role::Figure,
    doc: "Direct investment between China and the region: flows, stocks, pledges, growth rates, shares and ranks, never \
          to be added up across measures.",
    head: FIGURE_HEAD,
    columns: &[
        Column::choice(
            "direction",
            &["to_lac", "to_china"],
            "to_lac: Chinese investment in Latin America and the Caribbean; to_china: the other way.",
        )
        .required()
        .exact(),
        Column::choice(
            "measure",
            &["flow", "stock", "pledge", "growth", "share", "rank", "enterprises"],
            "What the figure measures. flow: invested during the period; stock: accumulated by its end; pledge: promised; \
             enterprises: firms set up with it.",
        )
        .required()
        .exact(),
    ],
    tail: FACT_TAIL,
    quantity: &["direction", "measure"],
    rules: &[figure_is_complete, unit_fits_measure],
};
