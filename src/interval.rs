//! Arithmetic on figures that are only known between two bounds.

use crate::figure::tidy;

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

    /// Quotient of positive figures; `None` when the divisor may be zero or less.
    pub fn over(self, other: Self) -> Option<Self> {
        (other.low > 0.0).then(|| Self { low: tidy(self.low / other.high), high: tidy(self.high / other.low) })
    }

    /// A growth rate in percent as the factor it stands for: 18.9 percent is 1.189.
    pub fn as_factor(self) -> Self {
        Self { low: tidy(1.0 + self.low / 100.0), high: tidy(1.0 + self.high / 100.0) }
    }

    /// A ratio in percent.
    pub fn in_percent(self) -> Self {
        Self { low: tidy(self.low * 100.0), high: tidy(self.high * 100.0) }
    }

    /// Whether some number lies in both.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The middle to the digits that mean something, and the bounds to one more, rounded outwards.
    pub fn presented(self) -> (f64, Self) {
        let step = 10_f64.powf(((self.high - self.low) / 2.0).log10().floor());
        let finer = step / 10.0;
        let middle = tidy((f64::midpoint(self.low, self.high) / step).round() * step);
        (middle, Self { low: tidy((self.low / finer).floor() * finer), high: tidy((self.high / finer).ceil() * finer) })
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
    fn intervals_meet_where_they_share_a_number() {
        let interval = |low, high| Interval { low, high };
        assert!(interval(1.0, 2.0).meets(interval(2.0, 3.0)));
        assert!(!interval(1.0, 2.0).meets(interval(2.1, 3.0)));
    }
}
