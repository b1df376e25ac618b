//! What persons and bodies said.

use super::PEOPLE;
use super::common::{FACT_HEAD, FACT_TAIL};
use super::rules::is_listed;
use crate::model::{Broken, Column, Kind, Record, Role};

pub static STATEMENTS: Kind = Kind {
    name: "statements",
    singular: "statement",
    role: Role::Fact,
    doc: "What a named person or body said, paraphrased in `title`; `organizations` or `countries` holds who made it where no person spoke.",
    head: FACT_HEAD,
    columns: &[
        Column::reference("speaker", &PEOPLE, "Person who said it; null where a body spoke.")
            .exact()
            .example("alicia-barcena"),
        Column::text("role", "Role of the speaker, as the source gives it; null when it gives none.")
            .example("Executive Secretary of ECLAC"),
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[speaker_is_listed, somebody_spoke],
};

fn speaker_is_listed(record: &Record) -> Result<(), Broken> {
    is_listed(record, "speaker", "people")
}

fn somebody_spoke(record: &Record) -> Result<(), Broken> {
    let nobody = ["organizations", "countries"].iter().all(|list| record.list(list).is_empty());
    if record.text("speaker").is_none() && nobody {
        return Broken::because("speaker", "missing; a statement needs a speaker, or a body or country that made it");
    }
    Ok(())
}
