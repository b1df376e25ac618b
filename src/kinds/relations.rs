//! Relations between facts: the list behind `related`.

use super::FACTS;
use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use crate::model::{Broken, Column, Kind, Record, Role};

/// The declaration of `relations`; not one of the sixteen kinds, but served like them.
pub static RELATIONS: Kind = Kind {
    name: "relations",
    singular: "relation",
    role: Role::Reference,
    doc: "Relations between facts: which confirm, update or contradict each other, and which are part of another.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::slug("id", "Permanent identifier.").required().exact().example("relation-aladi-observer"),
        Column::choice(
            "type",
            &["corroborates", "updates", "contradicts", "part_of"],
            "What `fact` does to `other`. corroborates: says the same of another time or from another source; updates: \
             gives a later state of the same thing; contradicts: both cannot hold; part_of: is counted or contained in it.",
        )
        .required()
        .exact(),
        Column::reference("fact", &FACTS, "The fact that the relation starts from.").required().exact().example("membership-2004-aladi-observer"),
        Column::reference("other", &FACTS, "The fact that it leads to.").required().exact().example("membership-1993-aladi-observer"),
        Column::text("note", "Why the relation holds.").required(),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[leads_elsewhere],
};

fn leads_elsewhere(record: &Record) -> Result<(), Broken> {
    if record.text("fact") == record.text("other") {
        return Broken::because("other", "the same as `fact`; a relation needs two facts");
    }
    Ok(())
}

/// The relation as seen from its other end.
pub fn inverse(relation: &str) -> &str {
    match relation {
        "updates" => "updated_by",
        "part_of" => "has_part",
        both_ways => both_ways,
    }
}
