//! Financing vehicles and mechanisms.

use super::rules::figure_is_whole;
use crate::schema::{Column, Kind, Role};

pub static FUNDS: Kind = Kind {
    name: "funds",
    singular: "fund",
    role: Role::Figure,
    doc: "Financing vehicles and mechanisms between China and the region; `value` is the size that the source gives, null \
          where it gives none.",
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
    ],
    quantity: &[],
    rules: &[figure_is_whole],
};
