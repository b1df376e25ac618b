//! All facts together.

use super::common::FACT_TAIL;
use super::figures::FIGURE_HEAD;
use crate::model::{Kind, Role};

/// Every fact of every kind at once; a machine-made union, with no data file of its own.
pub static FACTS: Kind = Kind {
    name: "facts",
    singular: "fact",
    role: Role::Union,
    doc: "Every fact of every kind at once, with the columns that all kinds share; the four columns of figures are null \
          where the fact is not a number.",
    head: FIGURE_HEAD,
    columns: &[],
    tail: FACT_TAIL,
    quantity: &[],
    rules: &[],
};
