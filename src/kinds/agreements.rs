//! Agreements between states or bodies.

use super::common::{FACT_HEAD, FACT_TAIL};
use crate::model::{Column, Kind, Role};

pub static AGREEMENTS: Kind = Kind {
    name: "agreements",
    singular: "agreement",
    role: Role::Fact,
    doc: "Agreements that a source says were made, announced or proposed, one row for each named party; a mere count of \
          agreements is an indicator.",
    head: FACT_HEAD,
    columns: &[
        Column::choice(
            "type",
            &[
                "free_trade_agreement",
                "memorandum_of_understanding",
                "cooperation_plan",
                "cooperation_agreement",
                "strategic_partnership",
                "partnership",
                "currency_swap",
                "joint_statement",
                "visa_exemption",
                "contract",
                "financial_arrangement",
            ],
            "What sort of agreement it is, in the source's terms.",
        )
        .required()
        .exact(),
        Column::choice(
            "status",
            &["signed", "in_force", "announced", "negotiated", "proposed"],
            "How far it had come when the source spoke. negotiated: agreed in substance, not signed; announced: made \
             public as decided; proposed: wished for or recommended.",
        )
        .required()
        .exact(),
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[],
};
