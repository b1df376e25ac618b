//! How facts spread over countries, years and a third thing: many for some, few for others, none in a useful order.

/// One combination and how many facts fall on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Position of the country in its list.
    pub country: usize,
    /// Calendar year.
    pub year: u32,
    /// Position of the third thing (flow, direction) in its list.
    pub variant: usize,
}

/// All combinations with the number of facts up to and including each.
#[derive(Debug)]
pub struct Cells {
    ends: Vec<(u64, Cell)>,
    total: u64,
}

/// A prime beyond any number of facts, so that stepping by it visits each fact once.
const STEP: u64 = 4_294_967_291;

impl Cells {
    /// Share `total` facts among all combinations by the products of their weights.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of rows"
    )]
    pub fn new(total: u64, countries: &[f64], years: &[(u32, f64)], variants: &[f64]) -> Self {
        let all: f64 = countries.iter().sum::<f64>()
            * years.iter().map(|(_, weight)| weight).sum::<f64>()
            * variants.iter().sum::<f64>();
        let (mut ends, mut reached) = (Vec::new(), 0.0);
        for (country, by_country) in countries.iter().enumerate() {
            for (year, by_year) in years {
                for (variant, by_variant) in variants.iter().enumerate() {
                    reached += by_country * by_year * by_variant / all;
                    let end = ((total as f64 * reached).round() as u64).min(total);
                    ends.push((end, Cell { country, year: *year, variant }));
                }
            }
        }
        if let Some((end, _)) = ends.last_mut() {
            *end = total;
        }
        Self { ends, total }
    }

    /// The combination of the n-th fact, and which of the facts on that combination it is, counted from 0. Neighbours
    /// by n lie far apart, as in a file that grew over the years.
    pub fn at(&self, n: u64) -> (Cell, u64) {
        let place = (n % self.total * (STEP % self.total) + 7) % self.total;
        let position = self.ends.partition_point(|(end, _)| *end <= place);
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before].0);
        (self.ends[position].1, place - start)
    }

    /// How many facts there are.
    pub fn total(&self) -> u64 {
        self.total
    }
}

/// Weights by Zipf's law.
#[expect(clippy::cast_precision_loss, reason = "positions in short lists")]
pub fn zipf(count: usize) -> Vec<f64> {
    (1..=count).map(|rank| 1.0 / (rank as f64).powf(1.1)).collect()
}

/// The years from 1990 to 2025, each with an eighth more facts than the year before.
pub fn recent() -> Vec<(u32, f64)> {
    (1990..=2025).zip(std::iter::successors(Some(1.0), |weight| Some(weight * 1.125))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fact_has_a_place_of_its_own() {
        for total in [1, 7, 40, 1_000, 99_991] {
            let cells = Cells::new(total, &zipf(33), &recent(), &[0.1, 0.45, 0.45]);
            let places: HashSet<(usize, u32, usize, u64)> = (0..total)
                .map(|n| cells.at(n))
                .map(|(cell, nth)| (cell.country, cell.year, cell.variant, nth))
                .collect();
            assert_eq!(places.len() as u64, total);
        }
    }

    #[test]
    fn the_first_country_and_late_years_have_most() {
        let cells = Cells::new(10_000, &zipf(33), &recent(), &[1.0]);
        let count = |pass: &dyn Fn(Cell) -> bool| (0..10_000).filter(|n| pass(cells.at(*n).0)).count();
        assert!(count(&|cell| cell.country == 0) > 2_500);
        assert!(count(&|cell| cell.year > 2015) > 6_000);
    }
}
