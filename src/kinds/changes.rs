//! What each version of the dataset added, changed and withdrew.

use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use crate::model::{Column, Kind, Role};

/// The declaration of `changes`; not one of the sixteen kinds and without a file of rows, but served like them.
pub static CHANGES: Kind = Kind {
    name: "changes",
    singular: "change",
    role: Role::Reference,
    doc: "Every fact added, changed or withdrawn, by version of the dataset; the address of a withdrawn fact answers 410 \
          with the reason.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::text("id", "Version and fact.").required().exact().example("2026.11.1-trade-2018-exports"),
        Column::text("version", "Calendar version of the dataset.").required().exact().example("2026.11.1"),
        Column::date("released", "Day on which the version was released.").required().range().example("2026-11-22"),
        Column::text("fact", "Id of the fact.").required().exact().example("trade-2018-exports"),
        Column::text("kind", "Singular name of its kind.").required().exact().example("trade"),
        Column::choice("change", &["added", "changed", "withdrawn"], "What happened to the fact.").required().exact(),
        Column::text("reason", "Why a fact was withdrawn; null otherwise."),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[],
};
