//! The persons that facts name.

use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use super::{COUNTRIES, SOURCES};
use crate::model::{Column, Kind, Role};

/// The declaration of `people`.
pub static PEOPLE: Kind = Kind {
    name: "people",
    singular: "person",
    role: Role::Reference,
    doc: "Persons that the sources name, with the role and country that the sources give them.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::slug("id", "Permanent identifier.").required().exact().example("li-keqiang"),
        Column::text("name", "Name in its usual English spelling, in the order that its bearer uses.")
            .required()
            .example("Li Keqiang"),
        Column::text("role", "Role as the sources state it, at the time they speak of; null when they state none.")
            .example("Premier of China"),
        Column::reference(
            "country",
            &COUNTRIES,
            "Country that the sources connect the person's role with; null when they give none.",
        )
        .exact()
        .example("CHN"),
        Column::references("sources", "source", &SOURCES, "Sources that name the person.")
            .required()
            .exact()
            .example("china-daily-2015"),
        Column::texts("aliases", "Other spellings that the sources use, as printed."),
        Column::text("note", "What a reader must know; null when there is nothing."),
        Column::text("name_es", "Name as Spanish writes it.").example("Li Keqiang"),
        Column::text("name_pt", "Name as Portuguese writes it.").example("Li Keqiang"),
        Column::text("name_zh", "Name in Chinese, simplified characters.").example("李克强"),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[],
};
