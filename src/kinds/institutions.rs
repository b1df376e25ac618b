//! Standing bodies of the cooperation.

use super::common::{FACT_HEAD, FACT_TAIL};
use super::rules::undated_is_explained;
use crate::model::{Column, Kind, Role};

pub static INSTITUTIONS: Kind = Kind {
    name: "institutions",
    singular: "institution",
    role: Role::Fact,
    doc: "Standing bodies of the cooperation that a source says exist or were set up: centres, clearing banks, forums, \
          dialogue mechanisms.",
    head: FACT_HEAD,
    columns: &[Column::choice(
        "type",
        &["centre", "clearing_bank", "forum", "dialogue_mechanism", "media_branch", "consortium"],
        "What sort of body it is.",
    )
    .required()
    .exact()],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[undated_is_explained],
};
