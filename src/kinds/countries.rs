//! The countries that facts are about.

use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use super::rules::point_is_whole;
use crate::model::{Column, Kind, Role};

/// Names that people write beside those of Unicode CLDR.
pub const COUNTRY_NAMES: &[(&str, &[&str])] = &[
    ("BHS", &["The Bahamas", "Commonwealth of The Bahamas"]),
    ("BOL", &["Plurinational State of Bolivia", "Bolivia (Plurinational State of)"]),
    (
        "CHN",
        &["People's Republic of China", "PRC", "Mainland China", "RPC", "República Popular China", "中华人民共和国"],
    ),
    ("DOM", &["Dominican Rep."]),
    ("KNA", &["Saint Kitts and Nevis"]),
    ("LCA", &["Saint Lucia"]),
    ("RUS", &["Russian Federation", "Federación de Rusia"]),
    ("USA", &["United States of America", "U.S.", "U.S.A.", "EE. UU.", "EEUU", "EUA", "Estados Unidos de América"]),
    ("VCT", &["Saint Vincent and the Grenadines"]),
    ("VEN", &["Bolivarian Republic of Venezuela", "Venezuela (Bolivarian Republic of)", "Venezuela, RB"]),
];

/// The declaration of `countries`.
pub static COUNTRIES: Kind = Kind {
    name: "countries",
    singular: "country",
    role: Role::Reference,
    doc: "The countries of Latin America and the Caribbean and the others that facts name, with names in four languages.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::code("id", "ISO 3166-1 alpha-3 code.").required().exact().example("BRA"),
        Column::code("alpha2", "ISO 3166-1 alpha-2 code.").required().exact().example("BR"),
        Column::text("name_en", "Name in English, after Unicode CLDR, as are those in the other languages.")
            .required()
            .example("Brazil"),
        Column::text("name_es", "Name in Spanish.").required().example("Brasil"),
        Column::text("name_pt", "Name in Portuguese.").required().example("Brasil"),
        Column::text("name_zh", "Name in Chinese, simplified characters.").required().example("巴西"),
        Column::choice(
            "subregion",
            &[
                "Caribbean",
                "Central America",
                "South America",
                "Northern America",
                "Eastern Asia",
                "Southern Asia",
                "Eastern Europe",
                "Northern Europe",
                "Southern Europe",
                "Western Europe",
            ],
            "Geographic subregion after the United Nations' M49 standard.",
        )
        .required()
        .exact(),
        Column::boolean(
            "celac_member",
            "Whether it is one of the 33 states of the Community of Latin American and Caribbean States.",
        )
        .required()
        .exact(),
        Column::number("latitude", "WGS 84 latitude in degrees of a point well inside the country, to draw it by.")
            .required(),
        Column::number("longitude", "WGS 84 longitude in degrees of the same point.").required(),
        Column::date("celac_member_as_of", "Day of which `celac_member` speaks; states leave and come back, as Brazil did, which had suspended its part from \
             January 2020 to January 2023.").required().later().range().example("2025-07-01"),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[point_is_whole],
};
