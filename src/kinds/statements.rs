//! What persons and bodies said.

use super::common::{FACT_HEAD, FACT_TAIL};
use super::rules::{is_listed, undated_is_explained};
use super::{COUNTRIES, ORGANIZATIONS, PEOPLE};
use crate::model::{Broken, Column, Kind, Record, Role};

pub static STATEMENTS: Kind = Kind {
    name: "statements",
    singular: "statement",
    role: Role::Fact,
    doc: "What a named person, a body or a country said, or a source itself judged, paraphrased in `title`; `organizations` \
          and `countries` hold what it speaks of.",
    head: FACT_HEAD,
    columns: &[
        Column::reference("speaker", &PEOPLE, "Person who said it; null where a body spoke.")
            .exact()
            .example("alicia-barcena"),
        Column::text("role", "Role of the speaker, as the source gives it; null when it gives none.")
            .example("Executive Secretary of ECLAC"),
        Column::reference(
            "speaker_organization",
            &ORGANIZATIONS,
            "Body that said it, the source's publisher where the source itself judges; null where a person or a country spoke.",
        )
        .exact()
        .example("eclac"),
        Column::reference("speaker_country", &COUNTRIES, "Country that said it, where the source names neither person nor body.")
            .exact()
            .example("CHN"),
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[speaker_is_listed, one_spoke, undated_is_explained],
};

fn speaker_is_listed(record: &Record) -> Result<(), Broken> {
    is_listed(record, "speaker", "people")
}

fn one_spoke(record: &Record) -> Result<(), Broken> {
    let speakers = ["speaker", "speaker_organization", "speaker_country"];
    match speakers.into_iter().filter(|column| record.text(column).is_some()).count() {
        1 => Ok(()),
        0 => Broken::because("speaker", "missing; a statement needs speaker, speaker_organization or speaker_country"),
        _ => Broken::because(
            "speaker",
            "one of several; only one of speaker, speaker_organization, speaker_country says who spoke",
        ),
    }
}
