//! Every check of the data files. All findings come at once, each with its place and what would be right.

mod cell;
mod checked;
mod consistency;
mod evidence;
mod field;
mod filing;
mod ids;
mod joins;
mod load;
mod record;
mod reread;
mod titles;

pub use checked::{Checked, load, load_without_history, stream};
pub use load::Progress;
