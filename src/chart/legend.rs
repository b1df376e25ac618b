//! What the marks of a chart mean, told of those that it has.

use super::MARGIN;
use super::drawing::{Drawing, short};
use super::panel::{Known, Panel, is_open_above, is_open_below};
use super::phrases::Phrases;
use super::plot::{arrow, bar};

/// Which marks a chart has.
#[derive(Debug, Default)]
pub struct Legend {
    pub part_of_year: bool,
    pub band: bool,
    about: bool,
    derived: bool,
    more: bool,
    less: bool,
    others: bool,
}

impl Legend {
    /// Take notice of the marks of a panel's figures.
    pub fn see(&mut self, panel: &Panel<'_>) {
        let shown = || panel.points.iter().map(|point| &point.shown);
        self.about |= shown().any(|o| Known::of(o) == Known::About);
        self.derived |= shown().any(|o| Known::of(o) == Known::Derived);
        self.more |= shown().any(is_open_above);
        self.less |= shown().any(is_open_below);
        self.others |= panel.points.iter().any(|point| !point.others.is_empty());
    }

    /// Draw what they mean, a line each.
    pub fn draw(&self, drawing: &mut Drawing, phrases: &Phrases) {
        let entries: [(bool, &str, fn(f64) -> String, &str); 7] = [
            (self.part_of_year, "w", |y| bar((MARGIN, 18.0), y - 6.0, 12.0), phrases.part_of_year),
            (self.band, "n", |y| bar((MARGIN, 18.0), y - 6.0, 12.0), phrases.band),
            (self.about, Known::About.class(), |y| bar((MARGIN, 18.0), y - 2.5, 5.0), phrases.about),
            (self.derived, Known::Derived.class(), |y| bar((MARGIN, 18.0), y - 2.5, 5.0), phrases.derived),
            (self.more, "u", |y| arrow(MARGIN + 9.0, y + 7.0, -14.0), phrases.more),
            (self.less, "u", |y| arrow(MARGIN + 9.0, y - 7.0, 14.0), phrases.less),
            (self.others, "o", |y| format!("M{} {}h0", short(MARGIN + 9.0), short(y)), phrases.others),
        ];
        if entries.iter().any(|(is_there, ..)| *is_there) {
            drawing.skip(8.0);
        }
        for (_, class, mark, words) in entries.into_iter().filter(|(is_there, ..)| *is_there) {
            let middle = drawing.y + 14.0;
            drawing.path(class, &mark(middle));
            drawing.indented("m", words, 28.0, 14.0);
        }
    }
}
