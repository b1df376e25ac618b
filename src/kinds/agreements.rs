//! Agreements between states or bodies.

use super::common::{FACT_HEAD, FACT_TAIL, PARTIES, PROPOSED_BY};
use super::rules::proposed_by_somebody;
use crate::model::{Broken, Column, Kind, Record, Role};

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
                "contract",
                "financial_arrangement",
            ],
            "What sort of agreement it is, in the source's terms.",
        )
        .required()
        .exact()
        .former(&["visa_exemption"]),
        Column::choice(
            "status",
            &["signed", "in_force", "announced", "negotiated", "proposed", "concluded", "issued"],
            "How far it had come when the source spoke. signed: the text says so; concluded: made, without the text saying \
             that it was signed; issued: of a statement; negotiated: agreed in substance, not signed; announced: made public \
             as decided; proposed: wished for or recommended.",
        )
        .required()
        .exact(),
        Column::any_references(
            "parties",
            PARTIES,
            "Who is party to it: ids of countries, China included, and of organizations; of a region as a whole those that \
             the source names.",
        )
        .exact()
        .example("CHN"),
        PROPOSED_BY,
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[proposed_by_somebody, bilateral_with_china, has_parties],
};

fn bilateral_with_china(record: &Record) -> Result<(), Broken> {
    if record.text("scope") == Some("bilateral") && !record.list("parties").iter().any(|party| party == "CHN") {
        return Broken::because("parties", "without China; a bilateral agreement has CHN among its parties");
    }
    Ok(())
}

fn has_parties(record: &Record) -> Result<(), Broken> {
    if record.list("parties").is_empty() {
        return Broken::because("parties", "missing; an agreement has parties: ids of countries and organizations");
    }
    Ok(())
}
