//! What each version of the dataset added, changed and withdrew.

use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use crate::model::{Column, Kind, Role};

/// The declaration of `changes`; not one of the sixteen kinds and without a file of rows, but served like them.
pub static CHANGES: Kind = Kind {
    name: "changes",
    singular: "change",
    role: Role::Reference,
    doc: "Every fact added, changed, moved or withdrawn, by version of the dataset; the address of a withdrawn fact answers \
          410 with the reason, that of a moved one redirects.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::text("id", "Version and fact.").required().exact().example("2026.11.1-trade-2018-exports"),
        Column::text("version", "Calendar version of the dataset.").required().exact().example("2026.11.1"),
        Column::date("released", "Day on which the version was released.").required().range().example("2026-11-22"),
        Column::text("fact", "Id of the fact.").required().exact().example("trade-2018-exports"),
        Column::text("kind", "Singular name of its kind.").required().exact().example("trade"),
        Column::choice(
            "change",
            &["added", "changed", "extended", "moved", "withdrawn"],
            "What happened to the fact. changed: something stated of it is another; extended: columns that had said nothing \
             say something, and what was stated stands; moved: it is of another kind, and its id stays.",
        )
        .required()
        .exact(),
        Column::text("reason", "Why a fact was withdrawn; null otherwise."),
        Column::text("moved_from", "Singular name of the kind that a moved fact was of before; null otherwise.")
            .exact()
            .example("agreement"),
        Column::texts(
            "columns",
            "The columns whose statement is another than in the version before, or was not there before; empty for facts \
             that are new or gone.",
        )
        .exact()
        .example("note"),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[],
};
