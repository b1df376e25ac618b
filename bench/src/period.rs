//! Periods in EDTF: a year has itself, its months, runs of its months, and its days.

/// Periods of one year that [`within`] tells apart.
pub const PERIODS: u64 = 1 + 12 + 66 + 12 * 28;

/// The n-th period of a year: the year, then its months, then runs of months, then days; `None` beyond the last.
pub fn within(year: u32, n: u64) -> Option<String> {
    match n {
        0 => Some(year.to_string()),
        1..=12 => Some(format!("{year}-{n:02}")),
        13..79 => {
            let mut runs = (1..=12).flat_map(|from| (from + 1..=12).map(move |to| (from, to)));
            let (from, to) = runs.nth(usize::try_from(n - 13).ok()?)?;
            Some(format!("{year}-{from:02}/{year}-{to:02}"))
        }
        79..PERIODS => Some(day(year, n - 79)),
        _ => None,
    }
}

/// The n-th of the days that every month has, the first of all months first.
pub fn day(year: u32, n: u64) -> String {
    format!("{year}-{:02}-{:02}", n % 12 + 1, n / 12 % 28 + 1)
}

/// A period as a title says it.
pub fn spoken(date: &str) -> String {
    date.replace('/', " to ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_periods_of_a_year_are_the_same() {
        let all: HashSet<Option<String>> = (0..PERIODS).map(|n| within(2018, n)).collect();
        assert_eq!(all.len() as u64, PERIODS);
        assert!(!all.contains(&None));
        assert_eq!(within(2018, PERIODS), None);
    }
}
