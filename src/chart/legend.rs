//! What the marks of a chart mean, told of those that it has.

use std::collections::BTreeSet;

use super::MARGIN;
use super::drawing::{Drawing, short};
use super::panel::{Known, Panel, is_open_above, is_open_below};
use super::phrases::Phrases;
use super::plot::{arrow, bar};

/// A mark that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Less than a year among years.
    Part,
    /// Where a figure may lie.
    Band,
    /// About that much.
    About,
    /// Derived from other facts.
    Derived,
    /// That much or more.
    More,
    /// That much or less.
    Less,
    /// What other sources say.
    Others,
}

/// Which marks a chart has.
#[derive(Debug, Default)]
pub struct Legend(BTreeSet<Mark>);

impl Legend {
    /// Take notice of a mark.
    pub fn see(&mut self, mark: Mark) {
        self.0.insert(mark);
    }

    /// Take notice of how the figures of a panel are known.
    pub fn see_all(&mut self, panel: &Panel<'_>) {
        for point in &panel.points {
            match Known::of(&point.shown) {
                Known::Printed => {}
                Known::About => self.see(Mark::About),
                Known::Derived => self.see(Mark::Derived),
            }
            if is_open_above(&point.shown) {
                self.see(Mark::More);
            }
            if is_open_below(&point.shown) {
                self.see(Mark::Less);
            }
            if !point.others.is_empty() {
                self.see(Mark::Others);
            }
        }
    }

    /// Draw what they mean, a line each.
    pub fn draw(&self, drawing: &mut Drawing, phrases: &Phrases) {
        if !self.0.is_empty() {
            drawing.skip(8.0);
        }
        for mark in &self.0 {
            let (class, shape) = mark.drawn(drawing.y + 14.0);
            drawing.path(class, &shape);
            drawing.indented("m", mark.words(phrases), 28.0, 14.0);
        }
    }
}

impl Mark {
    /// Its class and its shape around the middle of a line.
    fn drawn(self, y: f64) -> (&'static str, String) {
        let across = (MARGIN, 18.0);
        let middle = MARGIN + 9.0;
        match self {
            Self::Part => ("w", bar(across, y - 6.0, 12.0)),
            Self::Band => ("n", bar(across, y - 6.0, 12.0)),
            Self::About => (Known::About.class(), bar(across, y - 2.5, 5.0)),
            Self::Derived => (Known::Derived.class(), bar(across, y - 2.5, 5.0)),
            Self::More => ("u", arrow(middle, y + 7.0, -14.0)),
            Self::Less => ("u", arrow(middle, y - 7.0, 14.0)),
            Self::Others => ("o", format!("M{} {}h0", short(middle), short(y))),
        }
    }

    const fn words(self, phrases: &Phrases) -> &'static str {
        match self {
            Self::Part => phrases.part_of_year,
            Self::Band => phrases.band,
            Self::About => phrases.about,
            Self::Derived => phrases.derived,
            Self::More => phrases.more,
            Self::Less => phrases.less,
            Self::Others => phrases.others,
        }
    }
}
