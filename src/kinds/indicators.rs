//! Every figure that is neither trade nor investment nor a fund.

use super::common::FACT_TAIL;
use super::figures::{AMONG, FIGURE_HEAD, SHARE_OF, SUBJECT};
use super::rules::{figure_in_words_is_bounded, figure_is_complete, rank_and_share_are_framed, undated_is_explained};
use crate::model::{Column, Kind, Role};

/// The declaration of `indicators`.
pub static INDICATORS: Kind = Kind {
    name: "indicators",
    singular: "indicator",
    role: Role::Figure,
    doc: "Every other figure: counts, rates, ranks and sums that are neither goods trade nor direct investment nor a fund.",
    head: FIGURE_HEAD,
    columns: &[
        Column::slug(
            "indicator",
            "What is counted or measured; the same slug means the same quantity, so its values can be compared. Whose it is \
             stands in `subject`, when it was in `date`, never in the slug.",
        )
        .required()
        .exact()
        .example("confucius-institutes"),
        SUBJECT,
        AMONG,
        SHARE_OF,
    ],
    tail: FACT_TAIL,
    quantity: &["indicator", "subject", "among", "share_of"],
    rules: &[figure_is_complete, figure_in_words_is_bounded, rank_and_share_are_framed, undated_is_explained],
};
