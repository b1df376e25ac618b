//! Goods trade.

use super::common::FACT_TAIL;
use super::figures::{AMONG, FIGURE_HEAD, SHARE_OF, SUBJECT};
use super::regions::REGIONS;
use super::rules::{figure_in_words_is_bounded, figure_is_complete, rank_and_share_are_framed, unit_fits_measure};
use crate::model::{Broken, Column, Kind, Record, Role};

/// The declaration of `trade`.
pub static TRADE: Kind = Kind {
    name: "trade",
    singular: "trade",
    role: Role::Figure,
    doc: "Goods trade between China and the region, seen from China's side: values, growth rates, shares and ranks.",
    head: FIGURE_HEAD,
    columns: &[
        Column::choice(
            "flow",
            &["total", "exports", "imports"],
            "exports: from China to the partner; imports: from the partner to China; total: both together.",
        )
        .required()
        .exact(),
        Column::choice(
            "measure",
            &["value", "growth", "share", "rank", "ratio", "balance"],
            "What the figure measures. growth: change on the same period of the year before; share: part of the whole \
             that the title names; rank: 1 is the largest partner; balance: exports minus imports.",
        )
        .required()
        .exact(),
        Column::text("product", "Goods that the figure is limited to; null for all goods.")
            .exact()
            .example("manufactured goods"),
        Column::code(
            "partner",
            "The other side: LAC for Latin America and the Caribbean as a whole, an ISO 3166-1 alpha-3 code for one \
             country, WLD for China's trade with the whole world.",
        )
        .required()
        .exact()
        .example("LAC"),
        SUBJECT,
        AMONG,
        SHARE_OF,
    ],
    tail: FACT_TAIL,
    quantity: &["flow", "measure", "product", "partner", "subject", "among", "share_of"],
    rules: &[
        figure_is_complete,
        figure_in_words_is_bounded,
        unit_fits_measure,
        rank_and_share_are_framed,
        partner_is_listed,
    ],
};

/// A country as partner is one that the fact is about.
fn partner_is_listed(record: &Record) -> Result<(), Broken> {
    match record.text("partner") {
        None => Ok(()),
        Some(region) if REGIONS.contains(&region) => Ok(()),
        Some(_) => super::rules::is_listed(record, "partner", "countries"),
    }
}
