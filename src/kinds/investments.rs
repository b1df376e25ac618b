//! Direct investment.

use super::common::FACT_TAIL;
use super::figures::{AMONG, FIGURE_HEAD, SHARE_OF, SUBJECT};
use super::rules::{figure_in_words_is_bounded, figure_is_complete, rank_and_share_are_framed, unit_fits_measure};
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
            &["flow", "stock", "pledge", "growth", "share", "rank", "enterprises", "not_stated"],
            "What the figure measures. flow: invested during the period; stock: accumulated by its end; pledge: promised; \
             enterprises: firms set up with it; not_stated: the source does not say whether it is a flow or a stock.",
        )
        .required()
        .exact(),
        Column::choice(
            "coverage",
            &["non_financial"],
            "What the figure is limited to; null for all direct investment.",
        )
        .exact(),
        SUBJECT,
        AMONG,
        SHARE_OF,
    ],
    tail: FACT_TAIL,
    quantity: &["direction", "measure", "coverage", "subject", "among", "share_of"],
    rules: &[figure_is_complete, figure_in_words_is_bounded, unit_fits_measure, rank_and_share_are_framed],
};
