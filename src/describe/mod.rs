//! The dataset described for other programs: schema.org, Frictionless Data Package, Croissant.

mod croissant;
mod datapackage;
mod jsonld;

pub use croissant::croissant;
pub use datapackage::datapackage;
pub use jsonld::jsonld;
