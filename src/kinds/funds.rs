//! Financing vehicles and mechanisms.

use super::common::{FACT_TAIL, PROPOSED_BY};
use super::figures::FIGURE_HEAD;
use super::rules::{figure_in_words_is_bounded, figure_is_whole, proposed_by_somebody};
use crate::model::{Column, Kind, Role};

pub static FUNDS: Kind = Kind {
    name: "funds",
    singular: "fund",
    role: Role::Figure,
    doc: "Financing vehicles and mechanisms between China and the region; `value` is the size that the source gives, null \
          where it gives none.",
    head: FIGURE_HEAD,
    columns: &[
        Column::choice(
            "instrument",
            &["fund", "credit_line", "loan", "financing_mechanism", "reserve_arrangement", "payment_system"],
            "What sort of vehicle it is.",
        )
        .required()
        .exact(),
        Column::choice("status", &["proposed", "pledged", "established"], "How far it had come when the source spoke.")
            .required()
            .exact(),
        PROPOSED_BY,
    ],
    tail: FACT_TAIL,
    // Each is a thing of its own, so no other fact measures the same.
    quantity: &["id", "instrument", "status"],
    rules: &[figure_is_whole, figure_in_words_is_bounded, proposed_by_somebody],
};
