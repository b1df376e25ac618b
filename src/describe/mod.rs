//! The dataset described for other programs: schema.org, Frictionless Data Package, Croissant, Atom.

mod atom;
mod claim;
mod croissant;
mod datapackage;
mod jsonld;

pub use atom::atom;
pub use claim::claim;
pub use croissant::croissant;
pub use datapackage::datapackage;
pub use jsonld::{jsonld, license_url};
