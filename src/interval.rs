//! Arithmetic on figures that are only known between two bounds.

use crate::figure::{same, tidy};

/// The least and the most that a figure can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

impl Interval {
    /// Sum.
    pub fn plus(self, other: Self) -> Self {
        Self { low: tidy(self.low + other.low), high: tidy(self.high + other.high) }
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Self {
        Self { low: tidy(self.low - other.high), high: tidy(self.high - other.low) }
    }

    /// Product of figures that are not negative; `None` when one may be.
    pub fn times(self, other: Self) -> Option<Self> {
        (self.low >= 0.0 && other.low >= 0.0)
            .then(|| Self { low: tidy(self.low * other.low), high: tidy(self.high * other.high) })
    }

    /// Quotient of a figure that is not negative by a positive one; `None` when they may be otherwise.
    pub fn over(self, other: Self) -> Option<Self> {
        (self.low >= 0.0 && other.low > 0.0)
            .then(|| Self { low: tidy(self.low / other.high), high: tidy(self.high / other.low) })
    }

    /// A growth rate in percent as the factor it stands for: 18.9 percent is 1.189.
    pub fn as_factor(self) -> Self {
        Self { low: tidy(1.0 + self.low / 100.0), high: tidy(1.0 + self.high / 100.0) }
    }

    /// A factor as the growth rate in percent that it stands for.
    pub fn as_growth(self) -> Self {
        Self { low: tidy(self.low - 1.0), high: tidy(self.high - 1.0) }.in_percent()
    }

    /// A share in percent as the ratio it is.
    pub fn of_percent(self) -> Self {
        Self { low: tidy(self.low / 100.0), high: tidy(self.high / 100.0) }
    }

    /// A ratio in percent.
    pub fn in_percent(self) -> Self {
        Self { low: tidy(self.low * 100.0), high: tidy(self.high * 100.0) }
    }

    /// Whether some number lies in both.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// What lies in both; `None` where nothing does. Two that only miss each other by the noise of binary fractions touch.
    pub fn within(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high || same(low, high)).then_some(Self { low: low.min(high), high })
    }

    /// Whether a bound differs from the other's by more than that noise.
    pub fn differs(self, other: Self) -> bool {
        !same(self.low, other.low) || !same(self.high, other.high)
    }

    /// The middle to the first digit that is not certain, and the bounds to one more, rounded outwards: 258.5 for what
    /// lies from 258.38 to 258.69. A middle so rounded still lies between the bounds.
    pub fn presented(self) -> (f64, Self) {
        if same(self.low, self.high) {
            return (self.low, self);
        }
        let step = 10_f64.powf(((self.high - self.low) / 2.0).log10().floor());
        let finer = step / 10.0;
        let middle = tidy((f64::midpoint(self.low, self.high) / step).round() * step);
        (
            middle,
            Self {
                low: tidy(tidy(self.low / finer).floor() * finer),
                high: tidy(tidy(self.high / finer).ceil() * finer),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balance_keeps_the_digits_that_were_printed() {
        let exports = Interval { low: 148.785e9, high: 148.795e9 };
        let imports = Interval { low: 158.605e9, high: 158.615e9 };
        assert_eq!(exports.minus(imports).presented(), (-9.82e9, Interval { low: -9.83e9, high: -9.81e9 }));
    }

    #[test]
    fn the_year_before_is_the_value_over_its_growth_factor() {
        let before = Interval { low: 307.35e9, high: 307.45e9 }.over(Interval { low: 18.85, high: 18.95 }.as_factor());
        assert_eq!(before.map(Interval::presented), Some((258.5e9, Interval { low: 258.38e9, high: 258.69e9 })));
    }

    #[test]
    fn a_middle_is_rounded_to_no_place_outside_its_bounds() {
        for (low, high) in
            [(258.553, 258.654), (6.65, 6.6611), (0.951, 0.969), (99.94, 100.06), (-1e-3, 2e-3), (5.0, 5.0)]
        {
            let (value, bounds) = Interval { low, high }.presented();
            assert!(low <= value && value <= high, "{value} for {low} to {high}");
            assert!(bounds.low <= low && high <= bounds.high, "{bounds:?} for {low} to {high}");
        }
    }

    #[test]
    fn what_lies_in_both_is_what_each_allows() {
        let interval = |low, high| Interval { low, high };
        assert_eq!(interval(1.0, 3.0).within(interval(2.0, 4.0)), Some(interval(2.0, 3.0)));
        assert_eq!(interval(1.0, 2.0).within(interval(3.0, 4.0)), None);
        let noise = interval(0.1 + 0.2, 1.0);
        assert_eq!(interval(0.0, 0.3).within(noise), Some(interval(0.3, 0.3)));
    }

    #[test]
    fn intervals_meet_where_they_share_a_number() {
        let interval = |low, high| Interval { low, high };
        assert!(interval(1.0, 2.0).meets(interval(2.0, 3.0)));
        assert!(!interval(1.0, 2.0).meets(interval(2.1, 3.0)));
    }
}
