//! A dataset of all kinds, spread as a real one would be.
//!
//! Of 100 facts, 50 are trade, 12 investments, 10 indicators, 6 agreements, 5 events, 5 statements, 4 projects,
//! 3 visits, 2 funds, and 1 each initiatives, memberships and institutions. Countries follow Zipf's law, Brazil first
//! (about 28 in 100); a year has an eighth more facts than the year before, from 1990 to 2025; of trade, 10 in 100 are
//! totals and the rest halves exports and imports.

use std::io;

use crate::cells::{Cell, Cells, recent, zipf};
use crate::fact::Fact;
use crate::folder::{Folder, Known};
use crate::{events, figures};

type Make = fn(&Known, u64, Cell, u64) -> Fact;

/// How a kind is made.
#[derive(Debug)]
pub struct Kind {
    name: &'static str,
    /// Of 100 facts.
    share: u64,
    /// Its own columns.
    own: &'static str,
    is_figure: bool,
    /// Weights of its flows or directions.
    variants: &'static [f64],
    make: Make,
}

/// A kind of one variant that is no figure.
const fn event(name: &'static str, share: u64, own: &'static str, make: Make) -> Kind {
    Kind { name, share, own, is_figure: false, variants: &[1.0], make }
}

const fn figure(name: &'static str, share: u64, own: &'static str, variants: &'static [f64], make: Make) -> Kind {
    Kind { name, share, own, is_figure: true, variants, make }
}

static KINDS: [Kind; 12] = [
    figure("trade", 50, figures::TRADE, &[0.1, 0.45, 0.45], figures::trade),
    figure("investments", 12, "direction,measure,coverage,subject,among,share_of", &[0.8, 0.2], figures::investment),
    figure("indicators", 10, "indicator,subject,among,share_of", &[1.0], figures::indicator),
    figure("funds", 2, "instrument,status,proposed_by", &[1.0], figures::fund),
    event("agreements", 6, "type,status,parties,proposed_by", events::agreement),
    event("events", 5, "type,place", events::happening),
    event("statements", 5, "speaker,role,speaker_organization,speaker_country", events::statement),
    event("projects", 4, "sector,status,place,latitude,longitude,proposed_by", events::project),
    event("visits", 3, "direction,level", events::visit),
    event("initiatives", 1, "type,proposed_by", events::initiative),
    event("memberships", 1, "member,organization,status", events::membership),
    event("institutions", 1, "type", events::institution),
];

/// Write `rows` facts of all kinds, or of the one that `only` names.
///
/// # Errors
/// When a file cannot be written, or there is no such kind.
pub fn write(folder: &Folder, rows: u64, only: Option<&str>) -> io::Result<()> {
    if let Some(name) = only.filter(|name| !KINDS.iter().any(|kind| kind.name == *name)) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no kind of facts is called `{name}`")));
    }
    let known = &folder.known;
    let (mut wanted, mut written) = (0, 0);
    for kind in &KINDS {
        // Rounded so that the parts make exactly the whole.
        wanted += rows * kind.share;
        let count = match only {
            None => wanted / 100 - written,
            Some(name) => {
                if name == kind.name {
                    rows
                } else {
                    0
                }
            }
        };
        written += count;
        if count > 0 {
            let cells = Cells::new(count, &zipf(known.countries.len()), &recent(), kind.variants);
            folder.facts(kind.name, kind.own, kind.is_figure, count, |n| {
                let (cell, nth) = cells.at(n);
                (kind.make)(known, n, cell, nth)
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_make_a_hundred() {
        assert_eq!(KINDS.iter().map(|kind| kind.share).sum::<u64>(), 100);
    }
}
