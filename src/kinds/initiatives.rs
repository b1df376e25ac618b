//! Policies, frameworks and programmes.

use super::common::{FACT_HEAD, FACT_TAIL, PROPOSED_BY};
use super::rules::proposed_by_somebody;
use crate::model::{Column, Kind, Role};

pub static INITIATIVES: Kind = Kind {
    name: "initiatives",
    singular: "initiative",
    role: Role::Fact,
    doc: "Policies, frameworks and programmes under which cooperation is carried on, what a government does on its own, and \
          whatever an author proposes.",
    head: FACT_HEAD,
    columns: &[
        Column::choice(
            "type",
            &["policy_paper", "framework", "programme", "plan", "proposal", "policy", "unilateral_measure"],
            "What sort of initiative it is. proposal: put forward, without a word that it was taken up; unilateral_measure: \
             done by one side on its own, such as a visa exemption or sanctions.",
        )
        .required()
        .exact(),
        PROPOSED_BY,
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[proposed_by_somebody],
};
