//! The organizations that facts name.

use super::COUNTRIES;
use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use crate::model::{Column, Kind, Role};

/// The declaration of `organizations`.
pub static ORGANIZATIONS: Kind = Kind {
    name: "organizations",
    singular: "organization",
    role: Role::Reference,
    doc: "Organizations, governments' bodies, companies, banks, media and think tanks that facts name.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::slug("id", "Permanent identifier.").required().exact().example("eclac"),
        Column::text("name", "Full name in English.")
            .required()
            .example("Economic Commission for Latin America and the Caribbean"),
        Column::text("abbreviation", "Usual short form; null when there is none.").example("ECLAC"),
        Column::choice(
            "type",
            &[
                "international",
                "regional",
                "government",
                "bank",
                "company",
                "consortium",
                "research",
                "association",
                "media",
            ],
            "What sort of organization it is. international: members from several world regions; regional: members from \
             one.",
        )
        .required()
        .exact(),
        Column::reference("country", &COUNTRIES, "Country it belongs to; null for those that belong to several.").exact().example("CHN"),
        Column::texts("aliases", "Other names that the sources use for it, as printed."),
        Column::text("note", "What a reader must know; null when there is nothing."),
        Column::text("name_es", "Name in Spanish; null where none is established.").example("Comisión Económica para América Latina y el Caribe"),
        Column::text("name_pt", "Name in Portuguese; null where none is established."),
        Column::text("name_zh", "Name in Chinese; null where none is established."),
        Column::text("abbreviation_es", "Usual short form in Spanish; null when there is none.").example("CEPAL"),
        Column::text("abbreviation_pt", "Usual short form in Portuguese; null when there is none."),
        Column::text("abbreviation_zh", "Usual short form in Chinese; null when there is none."),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[],
};
