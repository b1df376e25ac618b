//! What holds of trade figures alone: which of them belong together, the equations that tie them, the room that tied
//! figures leave each other, and the figures that follow from them.

mod derived;
mod equations;
mod fact;
mod joins;
mod quantity;
mod ties;
mod tightened;
mod titles;

pub use derived::{derived, derived_titles};
pub use equations::{Equation, equations};
pub use joins::Joins;
pub use tightened::{Tightened, fill as fill_tightened, tightened};
