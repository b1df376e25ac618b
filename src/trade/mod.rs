//! What holds of trade figures alone: which of them belong together, the equations that tie them, and the figures that
//! follow from them.

mod derived;
mod equations;
mod joins;
mod quantity;

pub use derived::derived;
pub use equations::{Equation, equations};
pub use joins::Joins;
