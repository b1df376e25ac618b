//! The sixteen kinds, one file each; a new kind is a file and its line in [`KINDS`].

mod agreements;
mod changes;
pub mod common;
mod countries;
mod events;
mod facts;
pub mod figures;
mod funds;
mod indicators;
mod initiatives;
mod institutions;
mod investments;
mod memberships;
mod organizations;
mod people;
mod projects;
pub mod regions;
pub mod relations;
mod rules;
mod sources;
mod statements;
mod trade;
mod visits;

pub use changes::CHANGES;
pub use countries::{COUNTRIES, COUNTRY_NAMES};
pub use facts::FACTS;
pub use indicators::INDICATORS;
pub use organizations::ORGANIZATIONS;
pub use people::PEOPLE;
pub use relations::RELATIONS;
pub use sources::SOURCES;
pub use trade::TRADE;

use crate::model::Kind;

/// Words that stand in a path where an id may stand, so that no id may be one of them.
pub const RESERVED: [&str; 3] = ["groups", "series", "total"];

/// Every kind: the twelve of facts, then the four that facts refer to.
pub static KINDS: &[&Kind] = &[
    &agreements::AGREEMENTS,
    &visits::VISITS,
    &trade::TRADE,
    &investments::INVESTMENTS,
    &funds::FUNDS,
    &projects::PROJECTS,
    &events::EVENTS,
    &initiatives::INITIATIVES,
    &memberships::MEMBERSHIPS,
    &institutions::INSTITUTIONS,
    &INDICATORS,
    &statements::STATEMENTS,
    &COUNTRIES,
    &ORGANIZATIONS,
    &PEOPLE,
    &SOURCES,
];

/// Everything that has a URL of its own: `facts`, the kinds, the relations between facts, and what versions changed.
pub fn served() -> impl Iterator<Item = &'static Kind> {
    std::iter::once(&FACTS).chain(stored())
}

/// Everything that has rows of its own.
pub fn stored() -> impl Iterator<Item = &'static Kind> {
    filed().chain([&CHANGES])
}

/// Everything that has a data file: the kinds, and the relations between facts.
pub fn filed() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied().chain([&RELATIONS])
}

/// The singular names of the kinds of facts, as the column `kind` has them.
pub fn fact_names() -> Vec<&'static str> {
    facts().map(|kind| kind.singular).collect()
}

/// The kinds of facts.
pub fn facts() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied().filter(|kind| kind.is_fact())
}

/// The kinds whose figures compare, so that there are series and totals of them.
pub fn measured() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied().filter(|kind| kind.is_measured())
}
