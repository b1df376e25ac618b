//! Meetings, speeches and other things that happened.

use super::common::{FACT_HEAD, FACT_TAIL};
use crate::model::{Column, Kind, Role};

pub static EVENTS: Kind = Kind {
    name: "events",
    singular: "event",
    role: Role::Fact,
    doc: "Meetings, forums, speeches and other happenings at a time and place that a source reports; conditions, such as a \
          crisis, are statements of their source.",
    head: FACT_HEAD,
    columns: &[
        Column::choice(
            "type",
            &["meeting", "summit", "forum", "speech", "signing", "founding", "announcement", "mission", "tour"],
            "What sort of event it was. mission: people sent abroad on duty; tour: a journey to several countries as a whole, \
             whose stops are visits.",
        )
        .required()
        .exact()
        .former(&["incident", "policy_measure"]),
        Column::text("place", "Where it took place, as the source names it; null when it does not.").exact().example("Beijing"),
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[],
};
