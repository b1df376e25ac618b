//! Figures and periods as people write them in the languages of answers: "about US$307.4 billion", "Jan–Nov 2019"; and the
//! reasons that answers give.
//!
//! A figure has exactly the digits that it has as a number, whatever the scale that it is written in.

mod digits;
mod figure;
mod period;
mod phrases;
mod reason;
mod said;

pub use figure::{amount, figure, range, ticks};
pub use period::period;
pub use reason::{Reason, Told, printable, shown};
pub use said::{Called, Said};

use crate::data::labels;

/// What a qualifier is called in a language; nothing for a figure that stands as it is printed.
fn qualified(qualifier: &str, language: &str) -> &'static str {
    let known = labels(language).choices.get("qualifier").and_then(|words| words.get(qualifier));
    known.filter(|_| qualifier != "exact").map_or("", String::as_str)
}

/// Words before what they qualify; Chinese has no blanks.
fn before(words: &str, text: &str, language: &str) -> String {
    let blank = if words.is_empty() || language == "zh" { "" } else { " " };
    format!("{words}{blank}{text}")
}
