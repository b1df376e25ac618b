//! Infrastructure and industrial projects.

use super::common::{FACT_HEAD, FACT_TAIL, PROPOSED_BY};
use super::rules;
use crate::model::{Column, Kind, Role};

pub static PROJECTS: Kind = Kind {
    name: "projects",
    singular: "project",
    role: Role::Fact,
    doc: "Infrastructure and industrial projects that a source names, those with Chinese participation and their rivals.",
    head: FACT_HEAD,
    columns: &[
        Column::choice(
            "sector",
            &["port", "bridge", "railway", "energy", "water", "telecommunications", "space", "industry"],
            "What is being built or run.",
        )
        .required()
        .exact(),
        Column::choice(
            "status",
            &["proposed", "planned", "under_construction", "operating", "inaugurated", "not_stated"],
            "How far it had come, as the source says; not_stated where it does not.",
        )
        .required()
        .exact(),
        Column::text("place", "Where it is, as the source names the place; null when it names none.")
            .example("Chancay"),
        Column::number(
            "latitude",
            "WGS 84 latitude in degrees of a point that stands for the project, from an open gazetteer named in `note`; \
             null for lines, networks and places that no gazetteer pins.",
        ),
        Column::number("longitude", "WGS 84 longitude in degrees of the same point."),
        PROPOSED_BY,
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[rules::point_is_whole, rules::proposed_by_somebody],
};
