//! Policies, frameworks and programmes.

use super::common::{FACT_HEAD, FACT_TAIL};
use crate::model::{Column, Kind, Role};

pub static INITIATIVES: Kind = Kind {
    name: "initiatives",
    singular: "initiative",
    role: Role::Fact,
    doc: "Policies, frameworks and programmes under which cooperation is carried on.",
    head: FACT_HEAD,
    columns: &[Column::choice(
        "type",
        &["policy_paper", "framework", "programme", "plan", "proposal", "policy"],
        "What sort of initiative it is. proposal: put forward, without a word that it was taken up.",
    )
    .required()
    .exact()],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[],
};
