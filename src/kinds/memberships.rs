//! Seats in organizations.

use super::common::{FACT_HEAD, FACT_TAIL};
use super::rules::{is_listed, undated_is_explained};
use super::{COUNTRIES, ORGANIZATIONS};
use crate::model::{Broken, Column, Kind, Record, Role};

pub static MEMBERSHIPS: Kind = Kind {
    name: "memberships",
    singular: "membership",
    role: Role::Fact,
    doc: "Memberships and observer seats in organizations and initiatives.",
    head: FACT_HEAD,
    columns: &[
        Column::reference("member", &COUNTRIES, "Country that holds the seat; CHN for China.").required().exact().example("CHN"),
        Column::reference(
            "organization",
            &ORGANIZATIONS,
            "Organization in which it holds the seat; asked for, like every organization a fact names, by the parameter \
             `organization`.",
        )
        .required()
        .example("oas"),
        Column::choice("status", &["member", "observer"], "What the seat is.").required().exact(),
    ],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[organization_is_listed, member_is_listed, undated_is_explained],
};

fn organization_is_listed(record: &Record) -> Result<(), Broken> {
    is_listed(record, "organization", "organizations")
}

/// `countries` speaks of countries other than China, so China's own seats have none to list.
fn member_is_listed(record: &Record) -> Result<(), Broken> {
    if record.text("member") == Some("CHN") { Ok(()) } else { is_listed(record, "member", "countries") }
}
