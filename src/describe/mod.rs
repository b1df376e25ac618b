//! The dataset described for other programs: its own summary, schema.org, Frictionless Data Package, Croissant.

mod croissant;
mod datapackage;
mod jsonld;
mod summary;

pub use croissant::croissant;
pub use datapackage::datapackage;
pub use jsonld::jsonld;
pub use summary::{Counter, Summary, TableFile};
