//! The columns that kinds of figures share. One of them holds the names of checks, which [`crate::check`] carries out.

use super::ORGANIZATIONS;
use super::common::{FACT, PARTIES};
use super::regions::REGIONS;
use crate::model::Column;

/// The lists of columns before the own columns of a kind of figures.
pub static FIGURE_HEAD: &[&[Column]] = &[FACT, FIGURE];

/// The checks of figures against each other, by name.
///
/// - `parts_make_total`: exports and imports add up to the total.
/// - `growth_rates_agree`: the values a year before, by their growth rates, add up to the total's a year before.
/// - `growth_fits_values`: where a year's value and the next year's value and growth are known, they fit.
/// - `share_fits_values`: a partner's share is its value over that of the world.
pub const CONSISTENCY: &[&str] = &["parts_make_total", "growth_rates_agree", "growth_fits_values", "share_fits_values"];

/// Further columns of every fact that is a number.
pub static FIGURE: &[Column] = &[
    Column::number("value", "The figure in base units: 307400000000, not 307.4.").range().example("307400000000"),
    Column::number(
        "value_low",
        "The least that the true figure can be, by the digits printed and the qualifier (307.4 billion is 307.35 billion \
         or more), by the words of a figure in words, and by the figures that it must add up with. Null when nothing bounds it \
         from below.",
    )
    .in_words(),
    Column::number("value_high", "The most that the true figure can be; null when nothing bounds it from above.")
        .in_words(),
    Column::choice(
        "unit",
        &["USD", "percent", "percentage_points", "count", "people", "rank", "ratio", "year"],
        "What the value counts. USD: current United States dollars; rank: 1 is the largest; year: a calendar year.",
    )
    .exact(),
    Column::choice(
        "qualifier",
        &["exact", "about", "nearly", "more_than", "at_least", "up_to"],
        "How the source hedges the value. exact: it does not, beyond the rounding in which it is printed.",
    )
    .exact(),
    Column::reference(
        "attributed_to",
        &ORGANIZATIONS,
        "Organization that the source names as publisher of the figure; null when it names none.",
    )
    .exact()
    .example("eclac"),
    Column::text(
        "printed_as",
        "How the source prints the figure where that is not the figure itself: a scanning error that was repaired, or \
         words such as `double-digit`; else null.",
    ),
    Column::choice(
        "proven_by",
        CONSISTENCY,
        "The consistency check that proves the repair of a scanning error in the figure; null where nothing was repaired.",
    )
    .exact(),
];

/// Whose figure it is, for kinds of figures that compare subjects.
pub const SUBJECT: Column = Column::any_reference(
    "subject",
    PARTIES,
    REGIONS,
    "Whose figure it is: a country's or an organization's id, LAC for Latin America and the Caribbean, WLD for the world. A \
     rank always has one.",
)
.exact()
.example("CHN");

/// The group in which a rank is taken.
pub const AMONG: Column =
    Column::text("among", "Among what a rank is taken, as a phrase; null for figures that are no rank.")
        .exact()
        .example("Latin America's trading partners");

/// The whole that a share is part of.
pub const SHARE_OF: Column =
    Column::text("share_of", "Of what a share is a part, as a phrase; null for figures that are no share.")
        .exact()
        .example("China's goods trade with the world");
