//! Every check of the data files. All findings come at once, each with its place and what would be right.

mod consistency;
mod dataset;
mod field;
mod ids;
mod index;
mod joins;
mod load;
mod record;
mod reread;

pub use dataset::Dataset;
pub use index::Index;
pub use load::Progress;
